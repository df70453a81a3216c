package io.octarchy.tools.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigPrintCommandTest {
    @TempDir
    Path directory;

    @Test
    void shouldPrintWhatWasSetAndWhere() throws IOException {
        final Path file = directory.resolve("my.conf");
        Files.writeString(file, "lease.leaseNs = 4 s\n");
        final String text = print("--config", file.toString(), "--origin");
        assertTrue(text.contains("lease.leaseNs = 4000000000") && text.contains("my.conf:1"), text);
        assertEquals(1, text.lines().count());
        assertTrue(print("--config", file.toString(), "--effective", "--origin", "--json")
                .contains("\"lease.leaseNs\":{\"origin\":\"my.conf:1\",\"value\":4000000000}"));
    }

    @Test
    void shouldPrintAFileThatItReadsBack() throws IOException {
        final Path file = directory.resolve("all.conf");
        Files.writeString(file, print("--effective", "--origin"));
        assertEquals(MeshSettings.defaults(), ConfigFiles.load(file).settings());
    }

    @Test
    void shouldEndWithTheCodeForConfiguration() throws IOException {
        final Path file = directory.resolve("bad.conf");
        Files.writeString(file, "lease.lease = 4 s\n");
        final CommandFailure failure = assertThrows(CommandFailure.class, () -> ConfigFiles.load(file));
        assertEquals(ExitCode.CONFIGURATION, failure.exitCode());
        assertTrue(failure.getMessage().contains("bad.conf:1"), failure::getMessage);
    }

    private static String print(final String... args) {
        final StringWriter out = new StringWriter();
        final ConfigPrintCommand command = new ConfigPrintCommand();
        final CommandLine line = new CommandLine(command).setOut(new PrintWriter(out, true));
        line.parseArgs(args);
        assertEquals(ExitCode.GOOD, command.call());
        return out.toString();
    }
}
