package io.octarchy.mesh.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.MemberState;
import io.octarchy.mesh.gateway.ClientAdapter;
import io.octarchy.mesh.gateway.Gateway;
import io.octarchy.mesh.gateway.GatewayCounter;
import io.octarchy.mesh.gateway.GatewayPorts;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.NodeAdapter;
import io.octarchy.mesh.gateway.Territory;
import io.octarchy.mesh.session.FakeNode;
import io.octarchy.mesh.session.MemoryChannel;
import io.octarchy.mesh.session.Messages;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.view.ReplicaListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Client, gateway and a node, all in memory, on a clock that the test moves. */
class ClientTest implements GatewayPorts, Territory {
    private static final long MS = 1_000_000L;
    private static final int NODE = 7;
    private static final int SOURCE = 99;

    private final MemoryChannel clientToGateway = new MemoryChannel();
    private final MemoryChannel gatewayToClient = new MemoryChannel();
    private final MemoryChannel gatewayToNode = new MemoryChannel();
    private final MemoryChannel nodeToGateway = new MemoryChannel();
    private final Gateway gateway = new Gateway(GatewaySettings.defaults(), this);
    private final ClientAdapter fromClient = new ClientAdapter(gateway);
    private final NodeAdapter fromNode = new NodeAdapter(gateway);
    private final FakeNode node = new FakeNode(NODE, nodeToGateway);
    private final Client client = new Client(ClientSettings.defaults(), clientToGateway, 12_345, 1, () -> "aeron:ipc");
    private final GatewayAdapter fromGateway = new GatewayAdapter(client);
    private final Log log = new Log();
    private boolean isNodeUp = true;
    private long nowNs = 77 * MS;

    private static final class Log implements SessionListener {
        private final List<String> events = new ArrayList<>();
        private final List<Long> latenciesMs = new ArrayList<>();
        private final List<Integer> shown = new ArrayList<>();
        private int views;

        @Override
        public void onReady(final long nowNs, final ClientSession session) {
            events.add("ready");
        }

        @Override
        public void onView(final long nowNs, final ClientSession session, final long tick, final int lastInput) {
            views++;
        }

        @Override
        public void onInputShown(
                final long nowNs, final ClientSession session, final int sequence, final long latencyNs) {
            shown.add(sequence);
            latenciesMs.add(latencyNs / MS);
        }

        @Override
        public void onInputRefused(final long nowNs, final ClientSession session) {
            events.add("refused");
        }

        @Override
        public void onHolding(final long nowNs, final ClientSession session) {
            events.add("holding");
        }

        @Override
        public void onSuspended(final long nowNs, final ClientSession session) {
            events.add("suspended");
        }

        @Override
        public void onResumed(final long nowNs, final ClientSession session) {
            events.add("resumed");
        }

        @Override
        public void onClosed(final long nowNs, final ClientSession session, final CloseReason reason) {
            events.add(reason.name());
        }
    }

    @BeforeEach
    void join() {
        gateway.onJoined(nowNs, 100);
        gateway.onTerritory(nowNs, this);
        gateway.onMember(nowNs, NODE, MemberState.LIVE, 0, 1, "localhost:1");
    }

    @Override
    public FrameChannel openNode(
            final int incarnation, final long driver, final int sessionStream, final String endpoint) {
        return gatewayToNode;
    }

    @Override
    public FrameChannel openClient(final int responseStream, final String responseChannel) {
        return gatewayToClient;
    }

    @Override
    public void close(final FrameChannel channel) {
        ((MemoryChannel) channel).connected(false);
    }

    @Override
    public boolean contains(final double x, final double y, final double z) {
        return FakeNode.WORLD.contains(x, y, z);
    }

    @Override
    public int ownerAt(final double x, final double y, final double z) {
        return NODE;
    }

    /** A millisecond for everybody; the node ticks every 50. */
    private void step() {
        nowNs += MS;
        client.doWork(nowNs);
        for (byte[] frame = clientToGateway.take(); frame != null; frame = clientToGateway.take()) {
            fromClient.onFrame(nowNs, SOURCE, new UnsafeBuffer(frame), 0, frame.length);
        }
        gateway.doWork(nowNs);
        if (isNodeUp) {
            for (byte[] frame = gatewayToNode.take(); frame != null; frame = gatewayToNode.take()) {
                node.onFrame(new UnsafeBuffer(frame), 0, frame.length);
            }
            if (nowNs / MS % 50 == 0) {
                node.tick(nowNs);
            }
        }
        for (byte[] frame = nodeToGateway.take(); frame != null; frame = nodeToGateway.take()) {
            fromNode.onFrame(nowNs, new UnsafeBuffer(frame), 0, frame.length);
        }
        for (byte[] frame = gatewayToClient.take(); frame != null; frame = gatewayToClient.take()) {
            fromGateway.onFrame(nowNs, new UnsafeBuffer(frame), 0, frame.length);
        }
    }

    private void steps(final int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    private ClientSession login(final long player) {
        return client.login(nowNs, player, 10, 20, 30, null, log, new ReplicaListener() {});
    }

    @Test
    void shouldLogInMoveSeeItselfAndLogOut() {
        final ClientSession session = login(42);
        assertEquals(ClientSession.NOT_READY, session.input(nowNs, nowNs, 1, 0, 0, 0, 0));
        steps(120);
        assertEquals(List.of("ready"), log.events);
        assertEquals(42, session.avatar());
        for (int i = 1; i <= 10; i++) {
            assertEquals(i, session.input(nowNs, nowNs, 0.5f, 0, 0, 0, 0));
            steps(50);
        }
        steps(60);
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), log.shown);
        assertEquals(10, session.lastShownInput());
        assertEquals(0, session.inputsWaiting());
        final int own = session.avatarIndex();
        assertEquals(15, session.replica().entities().x(session.replica().state(), own), 0.05);
        assertTrue(log.views >= 10);

        session.logout(nowNs);
        steps(200);
        assertEquals(List.of("ready", "LOGGED_OUT"), log.events);
        assertEquals(0, client.sessions());
        assertEquals(0, node.avatars());
        assertEquals(0, gateway.sessions());
    }

    @Test
    void shouldCountLatencyFromTheIntendedTime() {
        final ClientSession session = login(42);
        steps(120);
        final long intendedNs = nowNs - 30 * MS;
        session.input(nowNs, intendedNs, 0, 0, 0, 0, 0);
        int waited = 30;
        while (log.latenciesMs.isEmpty()) {
            step();
            waited++;
        }
        assertEquals(List.of((long) waited), log.latenciesMs);
    }

    @Test
    void shouldHoldAndResumeAndReportInputsThatWaited() {
        final ClientSession session = login(42);
        steps(120);
        isNodeUp = false;
        steps(1_100);
        assertEquals(ClientState.HOLDING, session.state());
        assertTrue(session.takesInputs());
        session.input(nowNs, nowNs, 0, 0, 0, 0, 0);
        steps(500);
        isNodeUp = true;
        steps(2_500);
        assertEquals(List.of("ready", "holding", "resumed"), log.events);
        assertTrue(log.latenciesMs.get(0) >= 500);
    }

    @Test
    void shouldHearThatTheWorldIsSuspendedWhileTheCoordinatorIsAway() {
        gateway.onCoordinatorHeard(nowNs);
        final ClientSession session = login(42);
        steps(120);
        isNodeUp = false;
        steps(40_000);
        assertEquals(ClientState.SUSPENDED, session.state());
        assertTrue(session.takesInputs());
        isNodeUp = true;
        gateway.onCoordinatorHeard(nowNs);
        steps(2_500);
        assertEquals(ClientState.ACTIVE, session.state());
        assertEquals(List.of("ready", "holding", "suspended", "resumed"), log.events);
    }

    @Test
    void shouldRecoverByAResetWhenViewsAreLostOnTheWay() {
        final ClientSession session = login(42);
        steps(120);
        gatewayToClient.room(0);
        session.input(nowNs, nowNs, 1, 0, 0, 0, 0);
        steps(150);
        gatewayToClient.room(1_000_000);
        steps(300);
        assertTrue(node.resyncs() > 0);
        assertEquals(List.of(1), log.shown);
        assertFalse(session.replica().needsReset());
        assertEquals(11, session.replica().entities().x(session.replica().state(), session.avatarIndex()), 0.05);
    }

    @Test
    void shouldAskForAResetItselfWhenItsReplicaCannotGoOn() {
        final ClientSession session = login(42);
        steps(120);
        final long resets = session.replica().resets();
        final byte[] broken =
                Messages.view(session.session(), NODE, 1, 1L << 32, session.lastViewTick() + 1, 9_999, 0, 3);
        fromGateway.onFrame(nowNs, new UnsafeBuffer(broken), 0, broken.length);
        assertTrue(session.replica().needsReset());
        steps(500);
        assertFalse(session.replica().needsReset());
        assertEquals(resets + 1, session.replica().resets());
    }

    @Test
    void shouldCloseWhenThePlayerLogsInAgain() {
        login(42);
        steps(120);
        final ClientSession second = login(42);
        steps(120);
        assertEquals(List.of("ready", "CLOSED_BY_GATEWAY", "ready"), log.events);
        assertEquals(ClientState.ACTIVE, second.state());
        assertEquals(1, client.sessions());
    }

    @Test
    void shouldReportRefusals() {
        client.login(nowNs, 1, 1e6, 0, 0, null, log, new ReplicaListener() {});
        steps(20);
        assertEquals(List.of("REFUSED_POSITION"), log.events);
        final ClientSession session = login(2);
        steps(120);
        session.input(nowNs, nowNs, Float.NaN, 0, 0, 0, 0);
        steps(2);
        assertEquals(List.of("REFUSED_POSITION", "ready", "refused"), log.events);
    }

    @Test
    void shouldLoseAllSessionsWithTheGatewayAndConnectAnew() {
        login(1);
        login(2);
        steps(120);
        client.onGatewayLost(nowNs);
        assertEquals(List.of("ready", "ready", "GATEWAY_LOST", "GATEWAY_LOST"), log.events);
        steps(600);
        assertTrue(client.isConnected());
        login(3);
        steps(120);
        assertEquals("ready", log.events.get(log.events.size() - 1));
        steps(200);
        assertEquals(1, node.avatars(), "avatars of lost sessions are removed");
    }

    @Test
    void shouldStayConnectedWhileIdle() {
        login(1);
        steps(25_000);
        assertEquals(List.of("ready"), log.events);
        assertEquals(0, gateway.counters().get(GatewayCounter.CLIENTS_LOST));
    }

    @Test
    void shouldBoundSessions() {
        for (int i = 0; i < ClientSettings.defaults().maxSessions(); i++) {
            login(i + 1);
        }
        assertThrows(IllegalStateException.class, () -> login(9_999_999));
    }

    @Test
    void shouldSurviveAnyBytes() {
        final ClientSession session = login(42);
        steps(120);
        final long seed = 4_711;
        final Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            final byte[] noise = i % 2 == 0
                    ? new byte[random.nextInt(100)]
                    : Messages.view(
                            session.session(), NODE, 1, 1L << 32, 2_000, random.nextInt(3), 0, random.nextInt(40));
            if (i % 2 == 0) {
                random.nextBytes(noise);
            } else {
                noise[8 + random.nextInt(noise.length - 8)] = (byte) random.nextInt(256);
            }
            final int length = random.nextInt(noise.length + 1);
            fromGateway.onFrame(nowNs, new UnsafeBuffer(noise), 0, length);
        }
        assertEquals(1, client.sessions(), "seed " + seed);
    }
}
