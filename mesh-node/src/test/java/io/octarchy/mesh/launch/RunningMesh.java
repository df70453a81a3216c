package io.octarchy.mesh.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.event.CounterDecoder;
import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.MessageHeaderDecoder;
import io.octarchy.mesh.client.ClientSettings;
import io.octarchy.mesh.client.aeron.ClientConnection;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.MembersReplica;
import io.octarchy.mesh.coordinator.client.MeshMember;
import io.octarchy.mesh.event.disk.EventRingReader;
import io.octarchy.mesh.gateway.GatewayCounter;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.aeron.ClusterControlLink;
import io.octarchy.mesh.gateway.aeron.GatewayAgent;
import io.octarchy.mesh.node.WalkerGame;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.replicator.aeron.StreamSettings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A coordinator, a node with a driver and a thread of its own, and, in a driver of the test's, a gateway, a client and an
 * observer, which the test's thread steps.
 */
final class RunningMesh implements AutoCloseable {
    private static final long LIVENESS_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int RESPONSES = 2_001;
    private static final int WALKERS = 20;

    final AtomicReference<Throwable> fault = new AtomicReference<>();
    final MeshSettings settings = MeshSettings.defaults();
    final CoordinatorServer coordinator;
    final MeshNode node;
    final Aeron aeron;
    final Aeron nodesAeron;
    final GatewayAgent gateway;
    final AeronStreams gatewayStreams;
    final ClientConnection client;
    private final Path directory = RunDirectories.create("test");
    private final MediaDriver driver;
    private final CoordinatorLink link;
    private final MeshMember observer;
    private final Map<CounterKind, Long> counters = new EnumMap<>(CounterKind.class);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CounterDecoder counter = new CounterDecoder();
    private EventRingReader events;

    RunningMesh() {
        coordinator = CoordinatorServer.launch(
                CoordinatorConfig.embedded(settings, directory.resolve("coordinator")), fault::set);
        node = MeshNode.launch(
                nodeContext("node").eventRing(directory.resolve("events")).driverDirectory(directory.resolve("node")));
        nodesAeron = MediaDrivers.connect(directory.resolve("node").toString(), fault::set);
        driver = MediaDrivers.launchEmbedded(directory.resolve("outside").toString());
        aeron = MediaDrivers.connect(driver.aeronDirectoryName(), fault::set);
        gatewayStreams = new AeronStreams(aeron, StreamSettings.of("localhost"));
        gateway = new GatewayAgent(
                new GatewayAgent.Config(
                        "gateway",
                        "localhost",
                        0,
                        SessionStreams.CLIENT_STREAM,
                        settings.limits().maxIntervals(),
                        GatewaySettings.of(settings)),
                new GatewayAgent.Collaborators(
                        aeron,
                        gatewayStreams,
                        new ClusterControlLink(listener -> new CoordinatorLink(
                                aeron, coordinator.ingressEndpoints(), "localhost", listener, error -> {})),
                        SystemNanoClock.INSTANCE,
                        () -> System.nanoTime() | 1));
        gateway.onStart();
        link = new CoordinatorLink(aeron, coordinator.ingressEndpoints(), "localhost", error -> {});
        observer = new MeshMember(
                link.ingress(),
                Role.OBSERVER,
                3,
                "",
                "observer",
                new CoordinatorListener() {},
                settings.limits().maxMembers());
        link.listener(observer);
        client = new ClientConnection(
                new ClientConnection.Config(
                        "", SessionStreams.CLIENT_STREAM, "localhost", RESPONSES, ClientSettings.defaults()),
                aeron,
                SystemNanoClock.INSTANCE,
                99);
        await("the node as a member", () -> nodeEntry() != null);
    }

    MeshNode.Context nodeContext(final String name) {
        return new MeshNode.Context()
                .coordinator(coordinator.ingressEndpoints())
                .simulation(new WalkerGame(WALKERS))
                .settings(settings)
                .name(name)
                .errorHandler(fault::set);
    }

    /** How others reach the node. */
    MembersReplica.Entry nodeEntry() {
        for (int i = 0; i < observer.members().count(); i++) {
            if (observer.members().get(i).role() == Role.NODE) {
                return observer.members().get(i);
            }
        }
        return null;
    }

    /** Send a frame to the coordinator as a member of its mesh would. */
    void tellCoordinator(final byte[] frame) {
        await("room at the coordinator", () -> {
            final int at = link.claim(frame.length);
            if (at >= 0) {
                link.buffer().putBytes(at, frame);
                link.commit();
            }
            return at >= 0;
        });
    }

    /** A counter of the node, as it said last. */
    long count(final CounterKind kind) {
        return counters.getOrDefault(kind, 0L);
    }

    long count(final GatewayCounter kind) {
        return gateway.counters().get(kind);
    }

    void await(final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + LIVENESS_NS;
        while (!condition.getAsBoolean()) {
            step();
            assertTrue(
                    System.nanoTime() - deadlineNs < 0, () -> "no " + what + "; counters " + counters + ", " + fault);
        }
    }

    private void step() {
        final long nowNs = System.nanoTime();
        gateway.doWork();
        client.doWork();
        link.poll(nowNs);
        observer.doWork(nowNs);
        if (events == null && EventRingReader.isReady(node.eventRing())) {
            events = EventRingReader.open(node.eventRing());
        }
        if (events != null) {
            events.read(this::onEvent, 100);
        }
        Thread.yield();
    }

    private void onEvent(
            final int type, final org.agrona.MutableDirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == CounterDecoder.TEMPLATE_ID) {
            counter.wrapAndApplyHeader(new UnsafeBuffer(buffer, offset, length), 0, header);
            counters.put(counter.kind(), counter.total());
        }
    }

    @Override
    public void close() {
        client.onClose();
        gateway.onClose();
        CloseHelper.quietCloseAll(link, events, nodesAeron, node, aeron, driver, coordinator);
        IoUtil.delete(directory.toFile(), true);
    }
}
