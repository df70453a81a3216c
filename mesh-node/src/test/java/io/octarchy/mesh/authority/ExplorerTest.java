package io.octarchy.mesh.authority;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.authority.ExplorerWorld.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All that can happen within small scopes, to the production cores. A scope that takes longer than
 * {@code octarchy.explore.seconds} is cut, and its line says so; {@code octarchy.explore.scope} names one more, as seven
 * numbers: nodes, size of the batch, drops, duplicates, crashes, absences of the coordinator, waits.
 */
@Tag("slow")
class ExplorerTest {
    private static final long MAX_NS = Long.getLong("octarchy.explore.seconds", 8) * 1_000_000_000L;
    private static final long MAX_STATES = 10_000_000;
    private static final int FEWEST_STATES = 50;

    private static void explore(final Scope scope) {
        final Explorer explorer = new Explorer(scope, Mutant.NONE, MAX_STATES, MAX_NS).explore();
        System.out.println("explored " + explorer);
        assertTrue(explorer.states() >= FEWEST_STATES, "dull: " + explorer);
    }

    @ParameterizedTest(name = "{0} nodes, {2} drops, {3} duplicates, {4} crashes, {5} absences, {6} waits")
    @CsvSource({"2, 2, 1, 1, 0, 0, 1", "2, 2, 0, 0, 1, 0, 2", "2, 2, 0, 0, 0, 1, 2", "3, 2, 0, 0, 1, 0, 2"})
    void shouldHoldInEveryOrder(
            final int nodes,
            final int batch,
            final int drops,
            final int duplicates,
            final int crashes,
            final int absences,
            final int waits) {
        explore(new Scope(nodes, batch, drops, duplicates, crashes, absences, waits));
    }

    @Test
    void shouldHoldInTheScopeAskedFor() {
        final String asked = System.getProperty("octarchy.explore.scope", "2,1,1,0,0,0,1");
        final String[] n = asked.split(",");
        explore(new Scope(
                Integer.parseInt(n[0]),
                Integer.parseInt(n[1]),
                Integer.parseInt(n[2]),
                Integer.parseInt(n[3]),
                Integer.parseInt(n[4]),
                Integer.parseInt(n[5]),
                Integer.parseInt(n[6])));
    }

    @ParameterizedTest
    @EnumSource(names = {"SELF_TAKE_BACK", "DECIDES_EARLY"})
    void shouldFindPlantedBugs(final Mutant mutant) {
        final Scope scope = new Scope(3, 2, 0, 1, 1, 0, 2);
        final Explorer explorer = new Explorer(scope, mutant, MAX_STATES, Long.MAX_VALUE / 4);
        final AssertionError found = assertThrows(AssertionError.class, explorer::explore);
        System.out.println(mutant + " found " + found.getMessage());
    }
}
