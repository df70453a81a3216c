package io.octarchy.tools.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
    @TempDir
    Path directory;

    @Test
    void shouldGiveARemedyForWhatIsNotGoodAndNoneForWhatIs() {
        for (final Finding finding : new MachineChecks(directory, directory, directory).all(List.of())) {
            assertEquals(finding.good(), finding.remedy().isEmpty(), finding::toString);
            assertFalse(finding.found().isEmpty());
        }
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count(), "leaves nothing behind");
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldSeeAPortInUse() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            final Finding finding = MachineChecks.port(socket.getLocalPort());
            assertFalse(finding.good());
            assertTrue(finding.found().contains("in use"));
        }
    }

    @Test
    void shouldSeeADirectoryThatCannotBeMapped() throws IOException {
        final Path file = Files.createFile(directory.resolve("file"));
        assertFalse(new MachineChecks(directory, directory, file).mapping().good());
    }

    @Test
    void shouldTellDirectoriesOfDeadDriversFromThoseOfTheLiving() throws IOException {
        final Path living = directory.resolve("living");
        try (MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(living.toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true))) {
            assertEquals(living.toString(), driver.aeronDirectoryName());
            assertEquals(List.of(), LeftBehind.under(directory));
            final Path dead = Files.createDirectories(directory.resolve("mesh/dead"));
            Files.write(dead.resolve("cnc.dat"), new byte[10]);
            assertEquals(List.of(dead), LeftBehind.under(directory));
        }
    }
}
