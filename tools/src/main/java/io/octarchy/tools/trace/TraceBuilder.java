package io.octarchy.tools.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects samples by player, in the order in which players first appear. */
final class TraceBuilder {
    private final Map<String, Samples> players = new LinkedHashMap<>();

    /** @return false when the time is not after the player's last. */
    boolean add(final String player, final double seconds, final double x, final double y) {
        return players.computeIfAbsent(player, name -> new Samples()).add(seconds, x, y);
    }

    boolean isEmpty() {
        return players.isEmpty();
    }

    Traces build() {
        final List<Track> tracks = new ArrayList<>(players.size());
        players.values().forEach(samples -> tracks.add(samples.track()));
        return new Traces(tracks);
    }

    private static final class Samples {
        private double[] seconds = new double[64];
        private double[] x = new double[64];
        private double[] y = new double[64];
        private int size;

        boolean add(final double atSeconds, final double atX, final double atY) {
            if (size > 0 && atSeconds <= seconds[size - 1]) {
                return false;
            }
            if (size == seconds.length) {
                seconds = Arrays.copyOf(seconds, 2 * size);
                x = Arrays.copyOf(x, 2 * size);
                y = Arrays.copyOf(y, 2 * size);
            }
            seconds[size] = atSeconds;
            x[size] = atX;
            y[size++] = atY;
            return true;
        }

        Track track() {
            return new Track(Arrays.copyOf(seconds, size), Arrays.copyOf(x, size), Arrays.copyOf(y, size));
        }
    }
}
