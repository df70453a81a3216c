package io.octarchy.tools.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChaosCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nodes | 2 | --nodes: 2 is not in 3..16: while one node is lost",
                "--nodes | 17 | --nodes: 17 is not in 3..16",
                "--seconds | 5 | --seconds: 5.0 is not in 20..86400: a fault, and time to recover",
                "--players | 0 | --players: 0 is not in 1..50000",
                "--pause-seconds | 0 | --pause-seconds: 0.0 is not in 0.1..600",
                "--pause-seconds | NaN | --pause-seconds: NaN is not in 0.1..600",
                "--faults | kill,flood | --faults 'flood' is none of: all, kill, freeze-short, freeze-3s",
                "--faults | '' | --faults '' is none of: all, kill",
                "--faults | disk-full | --faults disk-full: a node keeps nothing on a disk yet",
                "--faults | leader-kill | --faults leader-kill takes a coordinator of three members",
                "--coordinators | 2 | --coordinators: 2 is neither 1 nor 3",
                "--down-seconds | 0 | --down-seconds: 0.0 is not in 1..600",
                "--scenario | rush-hour | --scenario rush-hour changes the number of nodes",
                "--scenario | none | --scenario",
            })
    void shouldRefuseWhatIsImpossibleBeforeAnythingStarts(final String option, final String value, final String told) {
        final Path report = folder.resolve("report");
        final int code = new CommandLine(new ChaosCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--report", report.toString(), option, value);
        assertEquals(2, code, err::toString);
        assertTrue(err.toString().contains(told), err::toString);
        assertEquals("", out.toString());
        assertFalse(Files.exists(report));
    }

    @Test
    void shouldReadKindsInAnyOrderOnce() {
        assertEquals(
                List.of(FaultKind.KILL, FaultKind.FREEZE_3S, FaultKind.COORDINATOR_KILL),
                FaultKind.parse("coordinator-kill, freeze-3s,kill,kill", 1));
        assertEquals(List.of(FaultKind.values()), FaultKind.parse("all", 3));
        assertThrows(IllegalArgumentException.class, () -> FaultKind.parse("kill,", 1));
    }

    @Test
    void shouldLeaveOutWhatTakesSeveralCoordinatorsWhereThereIsOne() {
        final List<FaultKind> kinds = FaultKind.parse("all", 1);
        assertTrue(kinds.contains(FaultKind.COORDINATORS_DOWN) && !kinds.contains(FaultKind.LEADER_KILL));
    }

    @Test
    void shouldNameAllKindsInItsHelp() {
        final String help =
                new CommandLine(new ChaosCommand()).getUsageMessage().replaceAll("\\s+", " ");
        for (final FaultKind kind : FaultKind.values()) {
            assertTrue(help.contains(kind.label()), () -> kind.label() + " is missing in " + help);
        }
    }
}
