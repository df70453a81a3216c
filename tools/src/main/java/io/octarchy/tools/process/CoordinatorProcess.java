package io.octarchy.tools.process;

import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A coordinator of this machine that goes on where it was when it is started again. One thread calls. */
public final class CoordinatorProcess implements AutoCloseable {
    /** Below the ports that the system hands out by itself. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 30_000;
    private static final int ATTEMPTS = 1_000;

    private final int port = freePorts();
    private final Child child;

    /** @param flags of its JVM. */
    public CoordinatorProcess(final Path config, final Path directory, final Path logs, final List<String> flags) {
        child = new Child(
                ChildCommand.of(
                        flags,
                        List.of(
                                "coordinator",
                                "--config",
                                config.toString(),
                                "--port",
                                Integer.toString(port),
                                "--directory",
                                directory.toString(),
                                "--parent",
                                Long.toString(ProcessHandle.current().pid()))),
                logs.resolve("coordinator.log"));
        child.start();
    }

    private static int freePorts() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            int free = 0;
            while (free < CoordinatorConfig.PORTS && isFree(first + free)) {
                free++;
            }
            if (free == CoordinatorConfig.PORTS) {
                return first;
            }
        }
        throw new IllegalStateException("no " + CoordinatorConfig.PORTS + " UDP ports in a row are free here");
    }

    private static boolean isFree(final int port) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress("localhost", port));
            return true;
        } catch (final IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Where members reach it. */
    public String ingressEndpoints() {
        return "0=localhost:" + port;
    }

    /** Of the process that runs now. */
    public long pid() {
        return child.pid();
    }

    /** SIGKILL. */
    public void kill() {
        child.kill();
    }

    /** Again, from its log. */
    public void restart() {
        if (!child.isAlive()) {
            child.start();
        }
    }

    @Override
    public void close() {
        child.end();
    }
}
