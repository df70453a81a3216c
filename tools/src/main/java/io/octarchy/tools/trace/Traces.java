package io.octarchy.tools.trace;

import java.util.List;

/**
 * Paths recorded on one map, and who goes on for whom: when a path ends, the one that is nearest there and then and lasts
 * longer continues it. Immutable.
 */
public final class Traces {
    /** Nobody goes on. */
    public static final int NONE = -1;

    private final List<Track> tracks;
    private final int[] successor;

    Traces(final List<Track> tracks) {
        this.tracks = List.copyOf(tracks);
        successor = new int[tracks.size()];
        for (int i = 0; i < successor.length; i++) {
            successor[i] = nearestAtEnd(this.tracks.get(i));
        }
    }

    public int size() {
        return successor.length;
    }

    public Track track(final int index) {
        return tracks.get(index);
    }

    /** Path that somebody who began on one path follows at a time. */
    public int trackAt(final int first, final double second) {
        int index = first;
        while (second > tracks.get(index).lastSecond() && successor[index] != NONE) {
            index = successor[index];
        }
        return index;
    }

    /** Second at which a share of all paths has ended, 0 to 1: beyond it the map empties. */
    public double secondWhenEnded(final double share) {
        final double[] ends =
                tracks.stream().mapToDouble(Track::lastSecond).sorted().toArray();
        return ends[(int) Math.min(ends.length - 1, share * ends.length)];
    }

    public double minX() {
        return tracks.stream().mapToDouble(Track::minX).min().getAsDouble();
    }

    public double maxX() {
        return tracks.stream().mapToDouble(Track::maxX).max().getAsDouble();
    }

    public double minY() {
        return tracks.stream().mapToDouble(Track::minY).min().getAsDouble();
    }

    public double maxY() {
        return tracks.stream().mapToDouble(Track::maxY).max().getAsDouble();
    }

    private int nearestAtEnd(final Track ended) {
        final double second = ended.lastSecond();
        int nearest = NONE;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < tracks.size(); i++) {
            final Track other = tracks.get(i);
            if (other.firstSecond() <= second && other.lastSecond() > second) {
                final double dx = other.x(second) - ended.x(second);
                final double dy = other.y(second) - ended.y(second);
                if (dx * dx + dy * dy < least) {
                    least = dx * dx + dy * dy;
                    nearest = i;
                }
            }
        }
        return nearest;
    }
}
