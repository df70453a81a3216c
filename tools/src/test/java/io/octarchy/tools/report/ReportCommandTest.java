package io.octarchy.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class ReportCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private Path first;
    private Path second;

    @BeforeEach
    void writeRuns() throws IOException {
        first = Files.createDirectory(directory.resolve("first"));
        second = Files.createDirectory(directory.resolve("second"));
        SampleRun.write(first, 1);
        SampleRun.write(second, 2);
    }

    @Test
    void shouldWriteAPageThatNeedsNothingButItself() throws IOException {
        final Path page = directory.resolve("out/page.html");
        assertEquals(ExitCode.GOOD, execute(first.toString(), "-o", page.toString()));
        final String html = Files.readString(page);
        assertFalse(html.contains("http"), "no address of anything");
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("NaN"));
        for (final String part :
                List.of("violations of I9", "takeover decided", "SIGKILL", "authorityGap", "To reproduce it")) {
            assertTrue(html.contains(part), part);
        }
        assertTrue(Files.size(directory.resolve("out/page-tick.hgrm")) > 1000);
        assertTrue(out.toString().contains("handover"), out::toString);
    }

    @Test
    void shouldAddLogsUpAndNeverAverage() {
        final long one = Hlog.read(first.resolve("run.hlog")).get("tick").getTotalCount();
        final Map<String, Histogram> both = Hlog.read(second.resolve("run.hlog"));
        final Path page = directory.resolve("sum.html");
        assertEquals(
                ExitCode.GOOD,
                execute(first.toString(), second.resolve("run.hlog").toString(), "-o", page.toString()));
        assertTrue(out.toString().contains("count " + (one + both.get("tick").getTotalCount())), out::toString);
    }

    @Test
    void shouldSetLogsBesideEachOther() throws IOException {
        final Path page = directory.resolve("compare.html");
        assertEquals(ExitCode.GOOD, execute("--compare", first.toString(), second.toString(), "-o", page.toString()));
        final String html = Files.readString(page);
        assertTrue(html.contains(first.toString()) && html.contains(second.toString()));
        assertTrue(Files.exists(directory.resolve("compare-tick-2.hgrm")));
    }

    @Test
    void shouldNameFileAndLineOfWhatIsMalformed() throws IOException {
        final Path log = first.resolve("run.hlog");
        final List<String> lines = new java.util.ArrayList<>(Files.readAllLines(log));
        for (final String bad :
                List.of("rubbish", "Tag=tick", "Tag=tick,0,1,2,notAHistogram", "a,b,c,d", "1,2,3,HISTFAAAA")) {
            lines.set(7, bad);
            Files.write(log, lines);
            final CommandFailure failure = assertThrows(CommandFailure.class, () -> Hlog.read(log));
            assertEquals(ExitCode.CONFIGURATION, failure.exitCode());
            assertTrue(failure.getMessage().contains("run.hlog:8"), () -> bad + ": " + failure.getMessage());
        }
    }

    @Test
    void shouldRefuseWhatIsNotThereAndWhatIsEmpty() throws IOException {
        assertEquals(
                ExitCode.USAGE,
                assertThrows(CommandFailure.class, () -> run("none.hlog")).exitCode());
        final Path empty = Files.createFile(directory.resolve("empty.hlog"));
        assertEquals(
                ExitCode.CONFIGURATION,
                assertThrows(CommandFailure.class, () -> Hlog.read(empty)).exitCode());
        Files.writeString(first.resolve("summary.json"), "{\n\"players\": oops}");
        final CommandFailure failure =
                assertThrows(CommandFailure.class, () -> RunFiles.summaryBeside(first.resolve("run.hlog")));
        assertTrue(failure.getMessage().contains("summary.json:2"), failure::getMessage);
    }

    @Test
    void shouldJudgeASummary() {
        final var summary = JsonMapper.builder()
                .build()
                .readTree(
                        "{\"violations\":{\"I1\":0,\"I2\":1},\"checked\":{\"I1\":1000,\"I2\":2},\"tick\":{\"p99\":51},\"players\":100,"
                                + "\"playersConnected\":{\"min\":99}}");
        final List<Verdict> all = Verdict.of(summary);
        assertEquals(Verdict.State.GOOD, state(all, "violations of I1"));
        assertEquals(Verdict.State.FAILED, state(all, "violations of I2"));
        assertEquals(Verdict.State.OPEN, state(all, "violations of I3"));
        assertEquals(Verdict.State.FAILED, state(all, "tick p99, ms"));
        assertEquals(Verdict.State.GOOD, state(all, "players connected throughout"));
        assertEquals(Verdict.State.OPEN, state(all, "updates delivered"));
        assertFalse(Verdict.isGood(all));
    }

    private static Verdict.State state(final List<Verdict> all, final String name) {
        return all.stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private ExitCode execute(final String... args) {
        try {
            return run(args);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private ExitCode run(final String... args) throws IOException {
        final ReportCommand command = new ReportCommand();
        final CommandLine line = new CommandLine(command).setOut(new PrintWriter(out, true));
        line.parseArgs(args);
        return command.call();
    }
}
