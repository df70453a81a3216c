package io.octarchy.tools.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;

/** What a mesh needs of a machine. */
final class MachineChecks {
    private static final long MIB = 1024 * 1024;
    private static final long MIN_MEMORY = 3000 * MIB;
    private static final long MIN_SHARED = 1024 * MIB;
    private static final int MIN_CORES = 2;
    private static final int MIN_JAVA = 17;

    private final Path shared;
    private final Path temporary;
    private final Path work;

    MachineChecks(final Path shared, final Path temporary, final Path work) {
        this.shared = shared;
        this.temporary = temporary;
        this.work = work;
    }

    List<Finding> all(final List<Integer> ports) {
        final List<Finding> found = new ArrayList<>();
        found.add(java());
        found.add(compiler());
        found.add(flags());
        found.add(cores());
        found.add(memory());
        found.add(sharedMemory());
        found.add(mapping());
        ports.forEach(port -> found.add(port(port)));
        found.add(leftBehind());
        return found;
    }

    static Finding java() {
        final int version = Runtime.version().feature();
        return Finding.of("JDK", version >= MIN_JAVA, Runtime.version().toString(), "Install a JDK 17 or newer.");
    }

    static Finding compiler() {
        final boolean has = ModuleLayer.boot().findModule("jdk.compiler").isPresent();
        return Finding.of(
                "compiler of the JDK",
                has,
                has ? "present" : "absent: this is a JRE",
                "Use a whole JDK: the store compiles classes at run time.");
    }

    static Finding flags() {
        final boolean open = Object.class.getModule().isExported("jdk.internal.misc", MachineChecks.class.getModule());
        return Finding.of(
                "JVM flags",
                open,
                open ? "java.base exports jdk.internal.misc" : "jdk.internal.misc is not exported",
                "Start by ./octarchy, or add --add-exports java.base/jdk.internal.misc=ALL-UNNAMED.");
    }

    static Finding cores() {
        final int cores = Runtime.getRuntime().availableProcessors();
        return Finding.of(
                "cores",
                cores >= MIN_CORES,
                Integer.toString(cores),
                "Give the machine or container two cores at least.");
    }

    static Finding memory() {
        final var system = ManagementFactory.getOperatingSystemMXBean();
        final long bytes = system instanceof com.sun.management.OperatingSystemMXBean os ? os.getTotalMemorySize() : -1;
        return Finding.of(
                "memory",
                bytes < 0 || bytes >= MIN_MEMORY,
                bytes < 0 ? "unknown" : bytes / MIB + " MiB",
                "Four nodes in one process want 3 GiB: add memory, or run fewer nodes.");
    }

    Finding sharedMemory() {
        final boolean has = Files.isDirectory(shared);
        final long free =
                has ? shared.toFile().getUsableSpace() : temporary.toFile().getUsableSpace();
        final Path used = has ? shared : temporary;
        return Finding.of(
                "shared memory",
                free >= MIN_SHARED,
                free / MIB + " MiB free in " + used,
                "Free some, or enlarge it (docker run --shm-size=2g; mount -o remount,size=2g " + used + ").");
    }

    Finding mapping() {
        final Path file =
                work.resolve(".octarchy-doctor-" + ProcessHandle.current().pid());
        MappedByteBuffer mapped = null;
        try {
            Files.deleteIfExists(file);
            mapped = IoUtil.mapNewFile(file.toFile(), 4096);
            mapped.putLong(0, 1);
            return Finding.good("file system", "writable and mappable at " + work.toAbsolutePath());
        } catch (final IOException | RuntimeException e) {
            return Finding.of(
                    "file system",
                    false,
                    "cannot map a file in " + work.toAbsolutePath() + ": " + e.getMessage(),
                    "Run from a directory that you may write to.");
        } finally {
            IoUtil.unmap(mapped);
            file.toFile().delete();
        }
    }

    static Finding port(final int port) {
        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            tcp.bind(new InetSocketAddress(port));
            udp.bind(new InetSocketAddress(port));
            return Finding.good("port " + port, "free");
        } catch (final IOException e) {
            return Finding.of(
                    "port " + port,
                    false,
                    "in use: " + e.getMessage(),
                    "Stop what holds it (ss -tulpn | grep " + port + "), or choose another port.");
        }
    }

    Finding leftBehind() {
        final List<Path> left = new ArrayList<>(LeftBehind.under(shared));
        left.addAll(LeftBehind.under(temporary));
        return Finding.of(
                "drivers' directories",
                left.isEmpty(),
                left.isEmpty() ? "none left behind by dead processes" : left.size() + " left behind by dead processes",
                "Delete them: rm -r "
                        + String.join(" ", left.stream().map(Path::toString).toList()));
    }
}
