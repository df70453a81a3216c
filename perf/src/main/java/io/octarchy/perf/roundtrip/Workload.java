package io.octarchy.perf.roundtrip;

import java.util.List;

/**
 * One row of the table.
 *
 * @param kind what is measured.
 * @param size bytes of a raw message, or entities in a handover.
 * @param legs raw round trips in a row, each sent when the one before came back; a handover is one.
 * @param intervalNs from start to start, at each of the two processes.
 */
record Workload(Kind kind, int size, int legs, long intervalNs) {
    enum Kind {
        RAW,
        HANDOVER
    }

    private static final long MILLISECOND_NS = 1_000_000;
    private static final int WARM_UP_PACE = 8;

    /** What all is compared with. */
    static final Workload BASE = new Workload(Kind.RAW, 64, 1, MILLISECOND_NS);

    /** In the order in which a round runs them. */
    static List<Workload> all() {
        return List.of(
                BASE,
                new Workload(Kind.RAW, 256, 1, MILLISECOND_NS),
                new Workload(Kind.RAW, 1200, 1, MILLISECOND_NS),
                new Workload(Kind.RAW, 64, 2, MILLISECOND_NS),
                new Workload(Kind.HANDOVER, 1, 1, 2 * MILLISECOND_NS),
                new Workload(Kind.HANDOVER, 50, 1, 4 * MILLISECOND_NS));
    }

    /** The same at a faster pace, so that the code is compiled before it is measured. */
    Workload warmUp() {
        return new Workload(kind, size, legs, intervalNs / WARM_UP_PACE);
    }

    @Override
    public String toString() {
        if (kind == Kind.HANDOVER) {
            return "handover, batch of " + size;
        }
        return (legs == 1 ? "raw round trip, " : legs + " raw round trips in a row, ") + size + " B";
    }
}
