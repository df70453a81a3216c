package io.octarchy.tools.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/** A process that can be killed and started again. Its output is appended to one file. Not thread safe. */
final class Child {
    private static final long PATIENCE_SECONDS = 10;
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final List<String> command;
    private final Path log;
    private Process process;

    Child(final List<String> command, final Path log) {
        this.command = command;
        this.log = log;
    }

    void start() {
        try {
            Files.createDirectories(log.getParent());
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL; and what the process could not delete is deleted for it. Waits for its end. */
    void kill() {
        process.destroyForcibly();
        await();
        sweep(SHARED_MEMORY);
        sweep(Path.of(System.getProperty("java.io.tmpdir")));
    }

    private void sweep(final Path place) {
        if (!Files.isDirectory(place)) {
            return;
        }
        final String own = "octarchy-" + process.pid() + "-";
        try (Stream<Path> files = Files.list(place)) {
            files.filter(file -> file.getFileName().toString().startsWith(own))
                    .forEach(file -> IoUtil.delete(file.toFile(), true));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM. Does not wait. */
    void tellToEnd() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Tell it to end, by force when it does not in a while. */
    void end() {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!await()) {
            kill();
        }
    }

    private boolean await() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
