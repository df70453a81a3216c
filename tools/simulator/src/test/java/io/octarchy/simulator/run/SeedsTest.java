package io.octarchy.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.octarchy.simulator.plan.FaultKind;
import io.octarchy.simulator.plan.Plan;
import io.octarchy.simulator.plan.Wishes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Seeds that found something once. A change of the simulator may make other runs of them: then they are just more seeds. */
class SeedsTest {
    @ParameterizedTest(name = "seed {0}, faults {1}: {5}")
    @CsvFileSource(resources = "/seeds.csv", useHeadersInDisplayName = false, numLinesToSkip = 1, delimiter = ';')
    void shouldHold(
            final long seed,
            final String faults,
            final int nodes,
            final int players,
            final int ticks,
            final String found) {
        final Wishes wishes = new Wishes(nodes, players, ticks, FaultKind.parse(faults));
        final Outcome outcome = new Run(Plan.of(seed, wishes), null).go();
        assertEquals(
                List.of(),
                outcome.texts(),
                () -> "octarchy simulate --seed " + seed + " --faults " + faults + " --nodes " + nodes + " --players "
                        + players + " --ticks " + ticks);
    }
}
