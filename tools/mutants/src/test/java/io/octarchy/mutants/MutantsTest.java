package io.octarchy.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mutants.list.Mutants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void shouldHaveNamesOfTheirOwn() {
        assertEquals(
                Mutants.all().size(),
                Mutants.all().stream().map(Mutant::name).distinct().count());
        assertTrue(Mutants.all().size() >= 30, "there are " + Mutants.all().size());
    }
}
