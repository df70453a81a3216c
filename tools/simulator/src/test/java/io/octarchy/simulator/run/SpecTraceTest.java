package io.octarchy.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.simulator.plan.FaultKind;
import io.octarchy.simulator.plan.Plan;
import io.octarchy.simulator.plan.Wishes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded runs of the real code, action by action against the specification in docs/spec. */
class SpecTraceTest {
    private static SpecTrace trace(final long seed, final String faults, final int ticks) {
        final SpecTrace trace = new SpecTrace();
        new Run(Plan.of(seed, new Wishes(4, 30, ticks, FaultKind.parse(faults))), trace).go();
        return trace;
    }

    private static long count(final SpecTrace trace, final SpecTrace.Way way) {
        return trace.stories.values().stream()
                .flatMap(story -> story.rules.values().stream())
                .filter(rule -> rule.way() == way)
                .count();
    }

    private static void print(final long seed, final SpecTrace trace) {
        System.out.println("seed " + seed + ": " + trace.actions + " actions of " + trace.stories.size() + " entities, "
                + count(trace, SpecTrace.Way.TOOK_OVER) + " handovers, " + count(trace, SpecTrace.Way.RESUMED)
                + " refused, " + count(trace, SpecTrace.Way.GRANTED) + " granted");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldAllowEveryActionOfARunWithCrashes(final long seed) {
        final SpecTrace trace = trace(seed, "crash", 800);
        print(seed, trace);
        assertEquals(List.of(), trace.faults(), "seed " + seed);
        assertTrue(count(trace, SpecTrace.Way.TOOK_OVER) > 0, "nobody was handed over, seed " + seed);
        assertTrue(count(trace, SpecTrace.Way.GRANTED) > 0, "nothing was granted, seed " + seed);
    }

    @Test
    void shouldRefuseWhatTheSpecificationDoesNotAllow() {
        final SpecTrace trace = trace(3, "none", 400);
        assertEquals(List.of(), trace.faults());
        final Map.Entry<Long, SpecTrace.Story> handed = trace.stories.entrySet().stream()
                .filter(entry -> entry.getValue().rules.values().stream()
                        .anyMatch(rule -> rule.way() == SpecTrace.Way.TOOK_OVER))
                .findFirst()
                .orElseThrow();
        final long epoch = handed.getValue().rules.lastKey();
        final int owner = handed.getValue().rules.get(epoch).node();
        trace.onGranted(owner + 100, handed.getKey(), 7L << 32, 1, 2, 3);
        assertFalse(trace.faults().isEmpty(), "a grant while somebody rules");
        trace.faults().clear();
        handed.getValue().rules.remove(7L << 32);
        assertEquals(List.of(), trace.faults());
        trace.onTickRan(owner + 100, 5_000, handed.getKey(), epoch, 0);
        assertFalse(trace.faults().isEmpty(), "a tick by another");
        trace.faults().clear();
        handed.getValue().commits.clear();
        assertFalse(trace.faults().isEmpty(), "a handover without a COMMIT");
    }
}
