package io.octarchy.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OctarchyTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintItsVersionAndEndWell() {
        assertEquals(0, execute("--version"));
        assertTrue(out.toString().startsWith("octarchy "), out::toString);
    }

    @Test
    void shouldNameTheCommitWhenItIsKnown() {
        assertEquals("octarchy 1.2 (abc)", Version.line("1.2", "abc\n"));
        assertEquals("octarchy 1.2", Version.line("1.2", ""));
        assertEquals("octarchy development", Version.line(null, null));
    }

    @Test
    void shouldTakeAMissingOrUnknownCommandAsUsage() {
        assertEquals(2, execute());
        assertEquals(2, execute("no-such-command"));
        assertEquals(2, execute("--no-such-option"));
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("no-such-command"), err::toString);
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void shouldEndWithTheCodeThatACommandReturns(final ExitCode exitCode) {
        assertEquals(exitCode.code(), execute(() -> exitCode));
    }

    @Test
    void shouldTellAFailureByCauseAndRemedyWithoutStackTrace() {
        assertEquals(3, execute(() -> {
            throw new CommandFailure(ExitCode.CONFIGURATION, "Port 9000 is in use.", "Choose another by --port.");
        }));
        assertEquals(String.format("octarchy: Port 9000 is in use.%n  Choose another by --port.%n"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void shouldShowAFaultOfOursWhole() {
        assertEquals(1, execute(() -> {
            throw new IllegalStateException("broken");
        }));
        assertTrue(err.toString().contains("at io.octarchy.tools.cli"), err::toString);
    }

    private int execute(final Callable<ExitCode> body) {
        final CommandLine commandLine = Octarchy.commandLine();
        commandLine.addSubcommand("stub", new Stub(body));
        return execute(commandLine, "stub");
    }

    private int execute(final String... args) {
        return execute(Octarchy.commandLine(), args);
    }

    private int execute(final CommandLine commandLine, final String... args) {
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Command
    private record Stub(Callable<ExitCode> body) implements Callable<ExitCode> {
        @Override
        public ExitCode call() throws Exception {
            return body.call();
        }
    }
}
