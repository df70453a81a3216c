package io.octarchy.tools.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.swarm.scenario.ScenarioKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SwarmCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeWorld world;
    private Exception failure;

    @TempDir
    Path folder;

    @Test
    void shouldPlayAndReportAsOneJsonObject() throws Exception {
        assertEquals(0, execute("--players", "20", "--seconds", "1.5", "--scenario", "trace", "--json"));
        final String[] lines = out.toString().split("\\R");
        assertEquals(1, lines.length);
        final JsonNode report = JsonMapper.shared().readTree(lines[0]);
        assertEquals(20, report.get("players").asInt());
        assertEquals(20, report.get("playersConnected").get("min").asInt());
        assertEquals(1.5, report.get("seconds").asDouble(), 0.2);
        assertTrue(report.get("inputsSent").asLong() > 200);
        assertTrue(report.get("inputToView").get("p99").asDouble() > 0);
        assertEquals(0, report.get("violations").get("I6").asLong());
        assertTrue(report.get("checked").get("I6").asLong() > 0);
        assertTrue(report.get("handovers").isNull());
        assertEquals(9, report.get("violations").size());
        assertEquals(lines[0], Files.readString(folder.resolve("summary.json")).strip());
        assertTrue(world.closed);
        requireLog();
    }

    @ParameterizedTest
    @EnumSource(ScenarioKind.class)
    void shouldKnowTheScenariosByTheirNames(final ScenarioKind kind) {
        assertEquals(0, execute("--players", "3", "--seconds", "0.1", "--scenario", kind.toString()));
        assertTrue(out.toString().contains("players: 3"), out::toString);
    }

    private void requireLog() throws Exception {
        try (HistogramLogReader reader =
                new HistogramLogReader(folder.resolve("swarm.hlog").toFile())) {
            final EncodableHistogram interval = reader.nextIntervalHistogram();
            assertEquals("inputToView", interval.getTag());
        }
    }

    @Test
    void shouldFailWhenAThresholdIsMissed() {
        assertEquals(
                1,
                execute(
                        "--players",
                        "5",
                        "--seconds",
                        "0.3",
                        "--threshold",
                        "players>=5",
                        "--threshold",
                        "inputToView.p99<1us",
                        "--threshold",
                        "handovers>=1"));
        assertTrue(err.toString().contains("threshold missed: inputToView.p99<1us: measured"), err::toString);
        assertTrue(err.toString().contains("handovers>=1: not measured"), err::toString);
        assertFalse(err.toString().contains("players>=5"), err::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --players 0                         | players 0 is not in
        --players many                      | many
        --seconds 0                         | --seconds 0.0 is not in
        --seconds NaN                       | --seconds NaN is not in
        --rate 0                            | rate 0.0 is not in
        --scenario nonsense                 | nonsense
        --threshold handover                | write for example
        --threshold nonsense<1              | there is no such metric
        --trace some.csv                    | --trace needs --scenario trace
        """)
    void shouldTakeWrongOptionsAsUsage(final String options, final String expected) {
        assertEquals(2, execute(options.strip().split(" ")));
        assertTrue(err.toString().contains(expected), err::toString);
        assertNull(world);
    }

    @Test
    void shouldTellOfATraceThatIsMissingOrMalformed() throws Exception {
        execute("--scenario", "trace", "--trace", folder.resolve("none.csv").toString());
        requireFailure(ExitCode.CONFIGURATION, "does not exist");
        final Path bad = Files.writeString(folder.resolve("bad.csv"), "time_s,player,x_m,y_m\n0,a,1\n");
        execute("--scenario", "trace", "--trace", bad.toString());
        requireFailure(ExitCode.CONFIGURATION, "line 2");
        final Path wide = Files.writeString(folder.resolve("wide.csv"), "time_s,player,x_m,y_m\n0,a,1,1\n1,a,9000,1\n");
        execute("--scenario", "trace", "--trace", wide.toString());
        requireFailure(ExitCode.CONFIGURATION, "does not fit into the world");
    }

    @ParameterizedTest
    @CsvSource({"localhost,USAGE", "localhost:,USAGE", ":9100,USAGE", "localhost:99999,USAGE", "localhost:x,USAGE"})
    void shouldRefuseAnEndpointThatIsNone(final String endpoint, final ExitCode expected) {
        try {
            OwnDriver.address(endpoint);
            throw new AssertionError("accepted " + endpoint);
        } catch (final CommandFailure e) {
            assertEquals(expected, e.exitCode());
            assertTrue(e.getMessage().contains(endpoint), e::getMessage);
        }
    }

    private void requireFailure(final ExitCode exitCode, final String text) {
        assertTrue(failure instanceof CommandFailure, () -> "failed with " + failure);
        assertEquals(exitCode, ((CommandFailure) failure).exitCode());
        assertTrue(failure.getMessage().contains(text), failure::getMessage);
    }

    private int execute(final String... options) {
        final SwarmCommand command = new SwarmCommand((endpoint, firstPlayer, players, seed) -> {
            world = new FakeWorld(players, Math.min(players - 1, 5));
            return world;
        });
        final CommandLine line = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, l, p) -> {
                    failure = e;
                    return 1;
                });
        final String[] all = Stream.concat(Arrays.stream(options), Stream.of("--report", folder.toString()))
                .toArray(String[]::new);
        final int code = line.execute(all);
        return line.getExecutionResult() instanceof ExitCode exitCode ? exitCode.code() : code;
    }
}
