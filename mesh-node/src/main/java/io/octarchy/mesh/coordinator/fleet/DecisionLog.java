package io.octarchy.mesh.coordinator.fleet;

import io.octarchy.mesh.coordinator.state.StateCodec;

/** The last decisions, numbered from 1. Observers that fall further behind than the ring is long miss the oldest. */
public final class DecisionLog {
    /** Decisions kept. */
    public static final int CAPACITY = 512;

    private final Decision[] ring = new Decision[CAPACITY];
    private long newest;

    public void add(
            final long logTimeNs,
            final DecisionKind kind,
            final int node,
            final int other,
            final long value,
            final String cause) {
        newest++;
        ring[(int) (newest % CAPACITY)] = new Decision(newest, logTimeNs, kind, node, other, value, cause);
    }

    /** Sequence of the newest decision, 0: none yet. */
    public long newest() {
        return newest;
    }

    /** Sequence of the oldest one kept. */
    public long oldest() {
        return Math.max(1, newest - CAPACITY + 1);
    }

    /** The decision of a sequence from {@link #oldest()} to {@link #newest()}. */
    public Decision get(final long sequence) {
        return ring[(int) (sequence % CAPACITY)];
    }

    public void pass(final StateCodec codec) {
        newest = codec.value(newest);
        for (long sequence = oldest(); sequence <= newest; sequence++) {
            final int slot = (int) (sequence % CAPACITY);
            ring[slot] = Decision.pass(codec, ring[slot]);
        }
    }
}
