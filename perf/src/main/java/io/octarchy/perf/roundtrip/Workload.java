package io.octarchy.perf.roundtrip;

import java.util.List;

/**
 * One row of the table.
 *
 * @param kind what is measured.
 * @param size bytes of a raw message, or entities in a handover.
 * @param intervalNs from start to start, at each of the two processes.
 */
record Workload(Kind kind, int size, long intervalNs) {
    enum Kind {
        RAW,
        HANDOVER
    }

    private static final long MILLISECOND_NS = 1_000_000;
    private static final int WARM_UP_PACE = 8;

    /** What all is compared with. */
    static final Workload BASE = new Workload(Kind.RAW, 64, MILLISECOND_NS);

    /** In the order in which a round runs them. */
    static List<Workload> all() {
        return List.of(
                BASE,
                new Workload(Kind.RAW, 256, MILLISECOND_NS),
                new Workload(Kind.RAW, 1200, MILLISECOND_NS),
                new Workload(Kind.HANDOVER, 1, 2 * MILLISECOND_NS),
                new Workload(Kind.HANDOVER, 50, 4 * MILLISECOND_NS));
    }

    /** The same at a faster pace, so that the code is compiled before it is measured. */
    Workload warmUp() {
        return new Workload(kind, size, intervalNs / WARM_UP_PACE);
    }

    @Override
    public String toString() {
        return kind == Kind.RAW ? "raw round trip, " + size + " B" : "handover, batch of " + size;
    }
}
