package io.octarchy.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mutants.list.Mutants;
import io.octarchy.simulator.run.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutantsTest {
    /** So that no change of the code silently makes a mutant harmless: it would then look as if it were not found. */
    @Test
    void shouldApplyToTheCodeAsItIs() {
        final List<String> failures = new ArrayList<>();
        for (final Mutant mutant : Mutants.all()) {
            try {
                new MutantLoader(mutant).loadChanged();
            } catch (final IllegalStateException | LinkageError e) {
                failures.add(mutant.name() + ": " + e.getMessage());
            }
        }
        assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
    }

    /** The whole way, with two that show soon. */
    @ParameterizedTest
    @CsvSource({"commit-run-twice, I1", "command-applied-twice, I5"})
    void shouldBeFound(final String name, final String invariant) {
        final Mutant mutant = Mutants.named(name);
        final Map<String, Object> request = Map.of("nodes", 4, "players", 40, "ticks", 700);
        final Hunt.Trophy trophy = new Hunt(request, new Simulator()).hunt(mutant, mutant.faults(), 1, 3);
        assertEquals(invariant, trophy.invariant(), trophy::text);
    }

    @Test
    void shouldHaveNamesOfTheirOwn() {
        assertEquals(
                Mutants.all().size(),
                Mutants.all().stream().map(Mutant::name).distinct().count());
        assertTrue(Mutants.all().size() >= 30, "there are " + Mutants.all().size());
    }
}
