package io.octarchy.mesh.client.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.octarchy.codec.control.JoinDecoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.mesh.client.ClientSession;
import io.octarchy.mesh.client.ClientSettings;
import io.octarchy.mesh.client.CloseReason;
import io.octarchy.mesh.client.SessionListener;
import io.octarchy.mesh.gateway.GatewayCounter;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.aeron.GatewayAgent;
import io.octarchy.mesh.session.FakeCoordinator;
import io.octarchy.mesh.session.FakeNode;
import io.octarchy.mesh.session.aeron.AsyncChannel;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.aeron.StreamSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateway, client and a fake node over real Aeron, all stepped by one thread. */
class GatewayOverAeronTest implements SessionListener {
    private static final int CLIENT_STREAM = 1_001;
    private static final int NODE_SESSIONS = 1_003;
    private static final int RESPONSES = 2_001;
    private static final int NODE = 7;
    private static final long LIVENESS_NS = TimeUnit.SECONDS.toNanos(20);
    private static final int PLAYERS = 50;

    @TempDir
    private Path directory;

    private final List<ClientSession> ready = new ArrayList<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private final FakeCoordinator coordinator = new FakeCoordinator();
    private long inputsShown;
    private MediaDriver driver;
    private Aeron aeron;
    private Subscription nodeSubscription;
    private AeronStreams streams;
    private GatewayAgent gateway;
    private FakeNode node;
    private AsyncChannel nodeToGateway;
    private ClientConnection connection;
    private long lastTickNs = System.nanoTime();

    @BeforeEach
    void launch() {
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .aeronDirectoryName(directory.resolve("aeron").toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(YieldingIdleStrategy.INSTANCE)
                .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(2))
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.onClose();
        }
        aeron.close();
        driver.close();
    }

    @Override
    public void onReady(final long nowNs, final ClientSession session) {
        ready.add(session);
    }

    @Override
    public void onInputShown(final long nowNs, final ClientSession session, final int sequence, final long latencyNs) {
        inputsShown++;
        assertTrue(latencyNs > 0);
    }

    @Override
    public void onClosed(final long nowNs, final ClientSession session, final CloseReason reason) {
        closed.add(reason);
    }

    private void start(final boolean isShared) {
        streams = new AeronStreams(aeron, StreamSettings.of("localhost"));
        gateway = new GatewayAgent(
                new GatewayAgent.Config("gateway-1", "localhost", 0, CLIENT_STREAM, 64, GatewaySettings.defaults()),
                new GatewayAgent.Collaborators(
                        aeron, streams, coordinator, SystemNanoClock.INSTANCE, coordinator::nextId));
        gateway.onStart();
        await("endpoint", () -> gateway.endpoint() != null);
        final String at = isShared ? SessionStreams.ipc() : SessionStreams.udp("localhost:0");
        nodeSubscription = aeron.addSubscription(at, NODE_SESSIONS);
        coordinator.member(
                NODE,
                MemberState.LIVE,
                isShared ? streams.driver() : streams.driver() + 1,
                NODE_SESSIONS,
                isShared ? "" : nodeSubscription.resolvedEndpoint());
        nodeToGateway = new AsyncChannel(
                aeron,
                isShared ? SessionStreams.ipc() : SessionStreams.udp(streams.endpoint()),
                streams.sessionStream());
        node = new FakeNode(NODE, nodeToGateway);
        connection = new ClientConnection(
                new ClientConnection.Config(
                        isShared ? "" : gateway.endpoint(),
                        CLIENT_STREAM,
                        "localhost",
                        RESPONSES,
                        ClientSettings.defaults()),
                aeron,
                SystemNanoClock.INSTANCE,
                99);
    }

    private void step() {
        gateway.doWork();
        if (node != null) {
            stepNode();
        }
        if (connection != null) {
            connection.doWork();
        }
        Thread.yield();
    }

    private void stepNode() {
        nodeSubscription.poll((buffer, offset, length, header) -> node.onFrame(buffer, offset, length), 100);
        final long nowNs = System.nanoTime();
        if (nowNs - lastTickNs >= 20_000_000) {
            lastTickNs = nowNs;
            node.tick(nowNs);
        }
    }

    private void await(final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + LIVENESS_NS;
        while (!condition.getAsBoolean()) {
            step();
            assertTrue(System.nanoTime() - deadlineNs < 0, "no " + what);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldServeManySessionsOnOneStream(final boolean isShared) {
        start(isShared);
        await("membership", () -> gateway.incarnation() == FakeCoordinator.INCARNATION);
        for (int i = 1; i <= PLAYERS; i++) {
            connection.login(i, i, 0, 0, this);
        }
        await("sessions", () -> ready.size() == PLAYERS);
        for (int round = 1; round <= 20; round++) {
            final long expected = (long) round * PLAYERS;
            for (final ClientSession session : ready) {
                final long nowNs = System.nanoTime();
                assertEquals(round, session.input(nowNs, nowNs, round % 2 == 0 ? 0.5f : -0.5f, 0, 0, 0, 0));
            }
            await("inputs of round " + round, () -> inputsShown == expected);
        }
        assertEquals(20L * PLAYERS, node.inputs());
        assertEquals(20L * PLAYERS, gateway.counters().get(GatewayCounter.INPUTS_FORWARDED));
        for (final ClientSession session : ready) {
            final int own = session.avatarIndex();
            assertEquals(
                    session.player(),
                    session.replica().entities().x(session.replica().state(), own),
                    0.1);
        }
        assertEquals(List.of(), closed);
        assertEquals(0, connection.dropped());
        assertTrue(node.resyncs() < PLAYERS, "a machine that stood still may cost views, but never one a player");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRemoveAvatarsWhenTheClientGoes(final boolean isShared) {
        start(isShared);
        connection.login(1, 1, 0, 0, this);
        await("session", () -> ready.size() == 1 && node.avatars() == 1);
        connection.onClose();
        connection = null;
        await("removal", () -> node.avatars() == 0);
        assertEquals(1, gateway.counters().get(GatewayCounter.CLIENTS_LOST));
    }

    @Test
    void shouldJoinAnewWhenDeclaredDead() {
        start(true);
        connection.login(1, 1, 0, 0, this);
        await("session", () -> ready.size() == 1);
        coordinator.declareDead();
        await("new incarnation", () -> gateway.incarnation() == FakeCoordinator.INCARNATION + 1);
        await("end of the session", () -> closed.equals(List.of(CloseReason.CLOSED_BY_GATEWAY)));
        connection.login(2, 1, 0, 0, this);
        await("another session", () -> ready.size() == 2);
        assertEquals(2, coordinator.launches(), "each life has a launch id of its own");
        assertEquals(JoinDecoder.TEMPLATE_ID, coordinator.firstTemplate());
    }
}
