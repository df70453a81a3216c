package io.octarchy.tools.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.replicator.aeron.NoRoomException;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users get wrong: each ends at once, with the exit code of its kind, one line of cause and one of remedy. */
@Timeout(60)
class BadInputTest {
    private static final String COORDINATOR = "0=localhost:9000";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo | lease.leseNs = 3s | lease.leseNs: there is no such setting (octarchy.conf:1): did you mean lease.leaseNs",
                "node | lease.leseNs = 3s | lease.leseNs: there is no such setting (octarchy.conf:1): did you mean lease.leaseNs",
                "demo | world.finestLevel = 21 | world.finestLevel: 21 is not in 0..20 (octarchy.conf:1)",
                "node | limits.inputQueue = 65 | limits.inputQueue: 65 is not in 1..64 (octarchy.conf:1)",
                "demo | world.edgeMetres = 1000 | is not a power of two of metres",
                "demo | view.haloMetres = 80 | view.haloMetres: 80.0 is narrower than far 64.0 + margin 2.0 + top speed 25.0 x prepare time 1.0 s = 91.0: widen the halo",
                "node | handover.marginMetres = 10 | view.haloMetres: 96.0 is narrower than",
                "demo | world.finestLevel = 11 | world.finestLevel: the smallest cell, 2.0 m, is below twice the margin of 2.0 m",
                "demo | lease.leaseNs = 1s | protocol rule 16): lengthen the lease",
                "node | lease.electionNs = 5s | protocol rule 16): lengthen the lease",
                "demo | lease { | mend the syntax",
                "demo | lease.leaseNs = soon | lease.leaseNs: \"soon\" is not a whole number of nanoseconds",
            })
    void shouldRefuseSettingsThatAreWrong(final String command, final String setting, final String cause)
            throws IOException {
        final Path file = Files.writeString(directory.resolve("octarchy.conf"), setting);
        assertEquals(ExitCode.CONFIGURATION.code(), execute(command, "--config", file.toString()));
        assertTold(cause, "octarchy config print --effective --origin");
    }

    @Test
    void shouldRefuseAConfigurationThatIsMissing() {
        assertEquals(ExitCode.CONFIGURATION.code(), execute("demo", "--config", "none.conf"));
        assertTold("none.conf: no such file, or it cannot be read: check the path", "");
    }

    @ParameterizedTest
    @CsvSource({"demo", "swarm"})
    void shouldRefuseATraceThatIsMissing(final String command) {
        final String trace = directory.resolve("none.csv").toString();
        assertEquals(ExitCode.CONFIGURATION.code(), execute(command, "--scenario", "trace", "--trace", trace));
        assertTold("Trace file " + trace + " does not exist", "Check --trace.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo | a,b,c,d | line 1: not a known header",
                "swarm | time_s,player,x_m,y_m;0,p,1,1;1,p,NaN,2 | line 3: x 'NaN' is not a number",
                "demo | time_s,player,x_m,y_m;0,p,1,1;1,p,2 | line 3: 3 columns instead of 4",
                "demo | time_s,player,x_m,y_m;5,p,1,1;4,p,2,2 | line 3: time 4 of player 'p' is not after its last",
            })
    void shouldNameTheLineOfATraceThatIsMalformed(final String command, final String text, final String cause)
            throws IOException {
        final Path trace = Files.writeString(directory.resolve("t.csv"), text.replace(";", "\n") + "\n");
        assertEquals(
                ExitCode.CONFIGURATION.code(), execute(command, "--scenario", "trace", "--trace", trace.toString()));
        assertTold("Trace file " + trace + ", " + cause, "Mend the line.");
    }

    @Test
    void shouldRefuseANodeWhosePortIsInUse() throws IOException {
        try (DatagramSocket holder = new DatagramSocket(new InetSocketAddress("localhost", 0))) {
            final String port = Integer.toString(holder.getLocalPort());
            assertEquals(ExitCode.CONFIGURATION.code(), execute("node", "--port", port));
            assertTold("UDP port " + port + " of localhost is in use", "or choose another port");
        }
    }

    @Test
    void shouldRefuseACoordinatorsAddressThatIsNone() {
        final File[] before = runDirectories();
        assertEquals(ExitCode.USAGE.code(), execute("node", "--coordinator", "localhost"));
        assertTold("--coordinator 'localhost' is not HOST:PORT", "9000");
        assertArrayEquals(before, runDirectories());
    }

    /** What this process has in shared memory. */
    private static File[] runDirectories() {
        final String prefix = "octarchy-" + ProcessHandle.current().pid() + "-";
        final File[] found = new File("/dev/shm").listFiles((folder, name) -> name.startsWith(prefix));
        return found == null ? new File[0] : found;
    }

    @ParameterizedTest
    @CsvSource({"--nodes,0", "--players,-1", "--seconds,0", "--scenario,none", "--isolation,none", "--no-such,1"})
    void shouldTakeAWrongOptionAsUsage(final String option, final String value) {
        assertEquals(ExitCode.USAGE.code(), execute("demo", option, value));
        assertTrue(err.toString().contains(option), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void shouldTellOfMissingRoomAsAnyOtherFailure() {
        final NoRoomException fault =
                assertThrows(NoRoomException.class, () -> MediaDrivers.requireRoom(directory, 1L << 60));
        final CommandFailure told = CommandFailure.of(fault);
        assertEquals(ExitCode.CONFIGURATION, told.exitCode());
        assertTrue(told.getMessage().contains("MiB needed"), told::getMessage);
        assertTrue(told.remedy().contains("--shm-size"), told::remedy);
    }

    private int execute(final String... args) {
        final List<String> words = new ArrayList<>(List.of(args));
        if (words.get(0).equals("node") && !words.contains("--coordinator")) {
            words.addAll(List.of("--coordinator", COORDINATOR));
        } else if (!words.get(0).equals("node") && !words.contains("--report")) {
            words.addAll(List.of("--report", directory.resolve("report").toString()));
        }
        return Octarchy.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    private void assertTold(final String cause, final String remedy) {
        final List<String> lines = err.toString().lines().toList();
        assertEquals(2, lines.size(), err::toString);
        assertTrue(lines.get(0).startsWith("octarchy: ") && lines.get(0).contains(cause), err::toString);
        assertTrue(lines.get(1).startsWith("  ") && lines.get(1).contains(remedy), err::toString);
        assertEquals("", out.toString());
        assertFalse(Files.exists(directory.resolve("report")), "nothing was begun");
    }
}
