package io.octarchy.perf.nodes;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.mesh.event.disk.EventRingReader;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.aeron.ClusterControlLink;
import io.octarchy.mesh.gateway.aeron.GatewayAgent;
import io.octarchy.mesh.launch.RunDirectories;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.perf.roundtrip.IdleMode;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.replicator.aeron.StreamSettings;
import io.octarchy.tools.checker.EventAdapter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SystemNanoClock;

/** Coordinator and gateway in this process, two nodes in their own. Leaves nothing behind. */
final class ShuttleMesh implements AutoCloseable {
    private static final String HOST = "localhost";
    private static final int NODES = 2;
    private static final int READ_LIMIT = 4096;
    private static final long TIMEOUT_MS = TimeUnit.SECONDS.toMillis(20);

    private final Path directory = RunDirectories.create("bench");
    private final SecureRandom random = new SecureRandom();
    private final ErrorHandler errors = Throwable::printStackTrace;
    private final HandoverEvents events = new HandoverEvents();
    private final EventAdapter adapter = new EventAdapter(events);
    private CoordinatorServer coordinator;
    private MediaDriver driver;
    private Aeron aeron;
    private GatewayAgent gateway;
    private AgentRunner gatewayRunner;
    private final List<Process> nodes = new ArrayList<>();
    private final List<EventRingReader> rings = new ArrayList<>();

    /** Start everything; to be closed also when this fails. */
    void start(final IdleMode idle, final long tickIntervalNs, final int groups, final int groupSize)
            throws IOException {
        final MeshSettings settings = ShuttleSettings.of(tickIntervalNs);
        coordinator = CoordinatorServer.launch(
                CoordinatorConfig.embedded(settings, directory.resolve("coordinator")), errors);
        driver = MediaDrivers.launchEmbedded(directory.resolve("driver").toString());
        aeron = MediaDrivers.connect(driver.aeronDirectoryName(), errors);
        gateway = gateway(settings);
        gatewayRunner = new AgentRunner(IdleMode.BACKOFF.create(), errors, null, gateway);
        AgentRunner.startOnThread(gatewayRunner);
        for (int i = 0; i < NODES; i++) {
            final File ring = directory.resolve("node-" + i + ".ring").toFile();
            nodes.add(launch(idle, tickIntervalNs, groups, groupSize, i, ring));
            await(() -> EventRingReader.isReady(ring), "a node's event ring");
            rings.add(EventRingReader.open(ring));
        }
    }

    private GatewayAgent gateway(final MeshSettings settings) {
        return new GatewayAgent(
                new GatewayAgent.Config(
                        "gateway",
                        HOST,
                        0,
                        SessionStreams.CLIENT_STREAM,
                        settings.limits().maxIntervals(),
                        GatewaySettings.of(settings)),
                new GatewayAgent.Collaborators(
                        aeron,
                        new AeronStreams(aeron, StreamSettings.of(HOST)),
                        new ClusterControlLink(
                                listener -> new CoordinatorLink(aeron, coordinator.ingressEndpoints(), HOST, errors)
                                        .listener(listener)),
                        SystemNanoClock.INSTANCE,
                        random::nextLong));
    }

    private Process launch(
            final IdleMode idle,
            final long tickIntervalNs,
            final int groups,
            final int groupSize,
            final int index,
            final File ring)
            throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-XX:+UseParallelGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        idle.name(),
                        directory.resolve("node-" + index).toString(),
                        coordinator.ingressEndpoints(),
                        Long.toString(tickIntervalNs),
                        Integer.toString(groups),
                        Integer.toString(groupSize),
                        ring.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Where players connect. */
    String endpoint() {
        await(() -> gateway.endpoint() != null, "the gateway");
        return gateway.endpoint();
    }

    int sessions() {
        return gateway.sessions();
    }

    HandoverEvents events() {
        return events;
    }

    /** Read events for a while. */
    void observe(final long ms) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (System.nanoTime() - deadlineNs < 0) {
            read();
            sleep();
        }
        read();
    }

    private void read() {
        for (final EventRingReader ring : rings) {
            int taken = READ_LIMIT;
            while (taken == READ_LIMIT) {
                taken = ring.read(adapter, READ_LIMIT);
            }
        }
    }

    /** Wait, reading events meanwhile. */
    void await(final BooleanSupplier condition, final String what) {
        final long deadlineMs = System.currentTimeMillis() + TIMEOUT_MS;
        while (!condition.getAsBoolean()) {
            read();
            sleep();
            if (System.currentTimeMillis() > deadlineMs) {
                throw new IllegalStateException("waited in vain for " + what);
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (final Process node : nodes) {
            CloseHelper.quietClose(node.getOutputStream());
        }
        for (final Process node : nodes) {
            awaitEnd(node);
        }
        CloseHelper.quietCloseAll(rings);
        CloseHelper.quietCloseAll(gatewayRunner, aeron, driver, coordinator);
        IoUtil.delete(directory.toFile(), true);
    }

    private static void awaitEnd(final Process node) {
        try {
            if (!node.waitFor(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                node.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            node.destroyForcibly();
        }
    }
}
