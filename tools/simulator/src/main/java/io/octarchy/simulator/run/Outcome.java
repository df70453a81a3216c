package io.octarchy.simulator.run;

import java.util.List;
import java.util.Map;

/**
 * What came of one run.
 *
 * @param simulatedNs virtual time.
 * @param faults that befell the mesh, by kind.
 * @param violations of I1 to I9, in order.
 * @param checked evaluations of I1 to I9, in order.
 * @param historyHash of all that happened: equal for equal seeds.
 * @param texts the first violations.
 */
public record Outcome(
        long seed,
        long ticks,
        long simulatedNs,
        long handovers,
        long takeovers,
        Map<String, Long> faults,
        long[] violations,
        long[] checked,
        long historyHash,
        List<String> texts) {
    /** Breaches of all invariants together. */
    public long broken() {
        long sum = 0;
        for (final long violation : violations) {
            sum += violation;
        }
        return sum;
    }
}
