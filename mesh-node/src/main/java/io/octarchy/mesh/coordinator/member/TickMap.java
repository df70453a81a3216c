package io.octarchy.mesh.coordinator.member;

import io.octarchy.mesh.coordinator.state.StateCodec;

/** Ticks of the world by log time: linear from the moment the first member joined. */
public final class TickMap {
    private static final long UNSET = Long.MIN_VALUE;

    private final long intervalNs;
    private long firstTick;
    private long firstTickNs = UNSET;

    public TickMap(final long intervalNs) {
        this.intervalNs = intervalNs;
    }

    /** Tick 0 is now, unless it has been already. */
    public void start(final long logTimeNs) {
        if (firstTickNs == UNSET) {
            firstTickNs = logTimeNs;
        }
    }

    /** The tick that is due at a log time, 0 before the start. */
    public long tickAt(final long logTimeNs) {
        return firstTickNs == UNSET ? 0 : firstTick + Math.floorDiv(logTimeNs - firstTickNs, intervalNs);
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
    }
}
