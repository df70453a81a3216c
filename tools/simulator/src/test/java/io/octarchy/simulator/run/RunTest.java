package io.octarchy.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.simulator.plan.FaultKind;
import io.octarchy.simulator.plan.Plan;
import io.octarchy.simulator.plan.Wishes;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final Wishes CALM = new Wishes(3, 30, 400, List.of());

    private static Outcome run(final long seed) {
        return new Run(Plan.of(seed, CALM), null).go();
    }

    @Test
    void shouldGiveTheSameHistoryForTheSameSeed() {
        for (long seed = 1; seed <= 3; seed++) {
            assertEquals(run(seed).historyHash(), run(seed).historyHash(), "seed " + seed);
        }
    }

    @Test
    void shouldGiveAnotherHistoryForAnotherSeed() {
        assertNotEquals(run(1).historyHash(), run(2).historyHash());
    }

    @Test
    void shouldCheckEveryInvariant() {
        final Outcome outcome = run(4);
        assertTrue(outcome.handovers() > 0, "nobody was handed over");
        for (int i = 0; i < outcome.checked().length; i++) {
            assertTrue(outcome.checked()[i] > 0, "I" + (i + 1) + " was never checked");
        }
        assertEquals(0, outcome.broken(), () -> String.join("\n", outcome.texts()));
    }

    @Test
    void shouldStrikeWhereItHurtsWithoutHarm() {
        for (long seed = 1; seed <= 2; seed++) {
            final List<FaultKind> aimed = FaultKind.parse("join,ambush,lag");
            final Outcome outcome = new Run(Plan.of(seed, new Wishes(4, 30, 1000, aimed)), null).go();
            assertTrue(outcome.faults().getOrDefault("ambush", 0L) > 0, "nobody was ambushed");
            assertTrue(outcome.takeovers() > 0, "nobody died");
            assertEquals(List.of(), outcome.texts(), "seed " + seed);
        }
    }

    @Test
    void shouldMeanByAllWhatDoesNotAim() {
        assertFalse(FaultKind.parse("all").contains(FaultKind.AMBUSH));
        assertEquals(12, FaultKind.parse("all").size());
    }
}
