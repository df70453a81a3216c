package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/** The command line as a process of its own, which ends with this one at the latest. */
public final class RoleProcess {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private static final long END_SECONDS = 10;

    private final Process process;
    private final Path output;
    private final Path errors;

    public RoleProcess(final Path folder, final String name, final String... words) throws IOException {
        output = folder.resolve(name + ".out");
        errors = folder.resolve(name + ".err");
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--add-") || flag.startsWith("-Dchronicle")) {
                command.add(flag);
            }
        }
        // Many short lives on few cores: what counts is the start.
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), "io.octarchy.tools.main.Octarchy"));
        command.addAll(List.of(words));
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
    }

    /** So many ports in a row that nobody uses now, below those that the system hands out by itself. */
    static int freePorts(final int count) {
        while (true) {
            final int first = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            int free = 0;
            while (free < count && isFree(first + free)) {
                free++;
            }
            if (free == count) {
                return first;
            }
        }
    }

    private static boolean isFree(final int port) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress("localhost", port));
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    void tellToEnd() {
        process.destroy();
    }

    /** Send a signal by its name, as STOP and CONT. */
    void signal(final String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Kill it, and sweep away what it could not. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        leftInSharedMemory().forEach(path -> IoUtil.delete(path.toFile(), true));
    }

    public int exitCode(final long patienceSeconds) throws InterruptedException {
        assertTrue(process.waitFor(patienceSeconds, TimeUnit.SECONDS), () -> "runs on: " + errors());
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Directories that it made in shared memory and that are there now. */
    public List<Path> leftInSharedMemory() {
        if (!Files.isDirectory(SHARED_MEMORY)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
            final String own = "octarchy-" + process.pid() + "-";
            return files.filter(file -> file.getFileName().toString().startsWith(own))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String output() {
        return read(output);
    }

    public String errors() {
        return read(errors);
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leave nothing behind. */
    public void end() throws IOException, InterruptedException {
        process.destroy();
        signal("CONT");
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
