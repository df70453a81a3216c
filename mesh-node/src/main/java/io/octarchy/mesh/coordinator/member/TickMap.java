package io.octarchy.mesh.coordinator.member;

import io.octarchy.mesh.coordinator.state.StateCodec;

/**
 * Ticks of the world by log time: linear from the moment the first member joined, with pauses while the world hibernates;
 * and which mesh this is.
 */
public final class TickMap {
    private static final long UNSET = Long.MIN_VALUE;

    private final long intervalNs;
    private long firstTick;
    private long firstTickNs = UNSET;
    private long mesh;
    private long end = Long.MAX_VALUE;

    public TickMap(final long intervalNs) {
        this.intervalNs = intervalNs;
    }

    /** The first tick is now, unless it has been already. */
    public void start(final long logTimeNs) {
        if (firstTickNs == UNSET) {
            firstTickNs = logTimeNs;
            mesh = mesh == 0 ? logTimeNs : mesh;
        }
    }

    /** The world comes from a backup: it goes on with this tick when the first member joins. */
    public void adopt(final long itsMesh, final long tick) {
        mesh = itsMesh;
        firstTick = tick;
    }

    /** Which mesh this is: the time at which it began; 0 before the start. */
    public long mesh() {
        return mesh;
    }

    /** The tick that is due at a log time; before the start the first. */
    public long tickAt(final long logTimeNs) {
        return firstTickNs == UNSET
                ? firstTick
                : Math.min(end, firstTick + Math.floorDiv(logTimeNs - firstTickNs, intervalNs));
    }

    /** Log time at which a tick is due, if there is no pause before it. */
    public long timeOf(final long tick) {
        return firstTickNs + (tick - firstTick) * intervalNs;
    }

    /** No tick above this one is due, until the world goes on. */
    public void endWith(final long tick) {
        end = tick;
    }

    /** The last tick that may be run; Long.MAX_VALUE: there is none. */
    public long end() {
        return end;
    }

    /** The tick after the last is due at a log time; if the last is not over by then, nothing has happened. */
    public void goOn(final long logTimeNs) {
        if (timeOf(end + 1) < logTimeNs) {
            firstTick = end + 1;
            firstTickNs = logTimeNs;
        }
        end = Long.MAX_VALUE;
    }

    public long firstTick() {
        return firstTick;
    }

    public long firstTickNs() {
        return firstTickNs;
    }

    public long intervalNs() {
        return intervalNs;
    }

    public void pass(final StateCodec codec) {
        firstTick = codec.value(firstTick);
        firstTickNs = codec.value(firstTickNs);
        mesh = codec.value(mesh);
        end = codec.value(end);
    }
}
