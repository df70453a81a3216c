package io.octarchy.perf.roundtrip;

import java.util.List;
import org.HdrHistogram.Histogram;

/** The raw round trip alone, for benchmarks of other packages to compare with. */
public final class RawRoundTrip {
    private RawRoundTrip() {}

    /** Round trips of 64 B between two processes over UDP, in nanoseconds, after a warm-up. */
    public static Histogram measure(final IdleMode idle, final long ms) {
        return new RoundTripRun(idle, 1, ms, List.of(Workload.BASE)).run().merged(Workload.BASE).time;
    }
}
