package io.octarchy.tools.swarm.scenario;

import io.octarchy.tools.trace.Traces;
import io.octarchy.tools.trace.Track;

/**
 * Real movement: each player follows a recorded path, the map's middle laid on the world's. With more players than paths
 * there are copies, some seconds later each and some metres aside. Where a path ends the nearest one goes on; when the map
 * has emptied to a quarter the recording begins anew.
 */
final class TraceWalk implements Scenario {
    /** By then all have jumped, and few have landed: the time of the longest ways. */
    private static final double START_SECOND = 10;

    private static final double COPY_SHIFT_SECONDS = 2;
    private static final double MAX_SHIFT_SECONDS = 40;
    private static final double ASIDE_METRES = 3;
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
    private static final double EDGE_METRES = 2;
    private static final int ORDER = -41;

    private final Area area;
    private final Traces traces;
    private final double offsetX;
    private final double offsetY;
    private final double startSecond;
    private final double loopSeconds;
    private final int first;

    TraceWalk(final Area area, final Traces traces, final long seed) {
        this.area = area;
        this.traces = traces;
        offsetX = area.centreX() - (traces.minX() + traces.maxX()) / 2;
        offsetY = area.centreY() - (traces.minY() + traces.maxY()) / 2;
        if (!area.holds(traces.minX() + offsetX, traces.minY() + offsetY)
                || !area.holds(traces.maxX() + offsetX, traces.maxY() + offsetY)) {
            throw new IllegalArgumentException(String.format(
                    "The trace's map of %.0f x %.0f m does not fit into the world of %.0f m: enlarge world.edgeMetres.",
                    traces.maxX() - traces.minX(), traces.maxY() - traces.minY(), area.edgeMetres()));
        }
        final double emptied = traces.secondWhenEnded(0.75);
        startSecond = emptied > 4 * START_SECOND ? START_SECOND : 0;
        loopSeconds = Math.max(1, emptied - startSecond);
        first = (int) (traces.size() * Dice.unit(seed, 0, ORDER));
    }

    @Override
    public void at(final int player, final long timeNs, final Wish wish) {
        final int copy = player / traces.size();
        final double shift = copy * COPY_SHIFT_SECONDS % MAX_SHIFT_SECONDS;
        final double second = startSecond + (timeNs / 1e9 + shift) % loopSeconds;
        final Track track = traces.track(traces.trackAt((first + player) % traces.size(), second));
        final double asideX = copy == 0 ? 0 : ASIDE_METRES * Math.sqrt(copy) * Math.cos(copy * GOLDEN_ANGLE);
        final double asideY = copy == 0 ? 0 : ASIDE_METRES * Math.sqrt(copy) * Math.sin(copy * GOLDEN_ANGLE);
        wish.place(
                track.x(second) + offsetX + asideX,
                track.y(second) + offsetY + asideY,
                track.vx(second),
                track.vy(second));
        wish.clamp(area, EDGE_METRES);
        wish.online(true);
    }
}
