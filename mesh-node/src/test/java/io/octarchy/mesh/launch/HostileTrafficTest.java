package io.octarchy.mesh.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.driver.status.SystemCounterDescriptor;
import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.LifeState;
import io.octarchy.codec.peer.KeepAliveEncoder;
import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.mesh.client.ClientSession;
import io.octarchy.mesh.client.SessionListener;
import io.octarchy.mesh.coordinator.client.MembersReplica;
import io.octarchy.mesh.gateway.GatewayCounter;
import io.octarchy.mesh.session.Messages;
import io.octarchy.mesh.session.aeron.SessionStreams;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running mesh and what strangers send it: counted, dropped, and a player plays on. */
@Tag("slow")
@Timeout(300)
class HostileTrafficTest implements SessionListener {
    private static final long SEED = 11;
    private static final int FRAMES = 50;
    private static final int UNHEARD_OF = 999;

    private final Random random = new Random(SEED);
    private final RunningMesh mesh = new RunningMesh();
    private ClientSession session;
    private int newestShown;
    private int refused;

    @AfterEach
    void close() {
        mesh.close();
    }

    @Override
    public void onReady(final long nowNs, final ClientSession ready) {
        session = ready;
    }

    @Override
    public void onInputShown(final long nowNs, final ClientSession of, final int sequence, final long latencyNs) {
        newestShown = sequence;
    }

    @Override
    public void onInputRefused(final long nowNs, final ClientSession of) {
        refused++;
    }

    private void login() {
        mesh.client.login(1, 100, 100, 0, this);
        mesh.await("session", () -> session != null);
    }

    private void assertPlays() {
        final long nowNs = System.nanoTime();
        final int sequence = session.input(nowNs, nowNs, 0.5f, 0, 0, 0, 0);
        mesh.await("input shown", () -> newestShown - sequence >= 0);
        assertEquals(LifeState.ACTIVE, mesh.node.life());
        assertNull(mesh.fault.get(), "nothing was thrown");
    }

    @Test
    void shouldDropForeignAndMalformedFramesAndGoOn() throws IOException {
        login();
        assertPlays();
        final MembersReplica.Entry node = mesh.nodeEntry();
        final String clients = mesh.gateway.endpoint();
        sendNoise(node.endpoint());
        sendNoise(mesh.gatewayStreams.endpoint());
        sendNoise(clients);
        mesh.await("invalid packets", () -> invalidPackets(mesh.nodesAeron) > 0 && invalidPackets(mesh.aeron) > 0);
        publishNoise(node.endpoint(), node.controlStream());
        publishNoise(node.endpoint(), node.bulkStream());
        publishNoise(node.endpoint(), node.sessionStream());
        mesh.await("the node's count", () -> mesh.count(CounterKind.MALFORMED_DROPPED) == 3 * FRAMES);
        publishNoise(mesh.gatewayStreams.endpoint(), mesh.gatewayStreams.sessionStream());
        publishNoise(clients, SessionStreams.CLIENT_STREAM);
        mesh.await("the gateway's count", () -> mesh.count(GatewayCounter.MALFORMED_FRAMES) == 2 * FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            mesh.tellCoordinator(noise());
        }
        mesh.await("the coordinator's count", () -> mesh.coordinator.malformed() == FRAMES);
        publish(node.endpoint(), node.controlStream(), keepAlive(0, 0));
        publish(node.endpoint(), node.controlStream(), keepAlive(UNHEARD_OF, 0));
        publish(node.endpoint(), node.bulkStream(), keepAlive(node.incarnation(), UNHEARD_OF));
        mesh.await("strangers counted", () -> mesh.count(CounterKind.UNKNOWN_SENDER_DROPPED) == 3);
        publish(clients, SessionStreams.CLIENT_STREAM, Messages.input(session.session(), 1_000, 1, 0));
        mesh.await("another's session", () -> mesh.count(GatewayCounter.FOREIGN_SESSION) == 1);
        assertPlays();
    }

    @Test
    void shouldRefuseInputsThatAreNotFiniteOrTooLongAndGoOn() {
        login();
        assertPlays();
        final float[][] wrong = {
            {Float.NaN, 0, 0, 0},
            {0, Float.POSITIVE_INFINITY, 0, 0},
            {0, 0, Float.NEGATIVE_INFINITY, 0},
            {0, 0, 0, Float.NaN},
            {2, 0, 0, 0}
        };
        for (final float[] input : wrong) {
            final long nowNs = System.nanoTime();
            session.input(nowNs, nowNs, input[0], input[1], input[2], input[3], 0);
        }
        mesh.await("refusals", () -> mesh.count(GatewayCounter.INPUTS_INVALID) == wrong.length && refused > 0);
        assertPlays();
        assertEquals(0, mesh.count(CounterKind.INPUTS_REFUSED), "no wrong one reached the node");
        final MembersReplica.Entry node = mesh.nodeEntry();
        publish(node.endpoint(), node.sessionStream(), Messages.input(session.session(), 1_000, Float.NaN, 0));
        publish(node.endpoint(), node.sessionStream(), Messages.input(77, 1_000, 1, 0));
        mesh.await("the node's refusals", () -> mesh.count(CounterKind.INPUTS_REFUSED) == 2);
        assertPlays();
    }

    @Test
    void shouldRefuseATwinOfALivingNode() {
        try (MeshNode namesake = MeshNode.launch(mesh.nodeContext("node"))) {
            mesh.await("refusal", namesake::hasEnded);
            assertTrue(namesake.refusal().contains("the name 'node' belongs to member"), namesake::refusal);
            assertTrue(namesake.refusal().contains("choose another name"), namesake::refusal);
        }
        try (MeshNode first = MeshNode.launch(mesh.nodeContext("first").launch(5))) {
            mesh.await("first", () -> first.incarnation() != 0);
            try (MeshNode twin = MeshNode.launch(mesh.nodeContext("twin").launch(5))) {
                mesh.await("refusal", twin::hasEnded);
                assertTrue(twin.refusal().contains("launch id 5 belongs to member"), twin::refusal);
            }
            assertEquals(LifeState.ACTIVE, first.life());
        }
        assertEquals(LifeState.ACTIVE, mesh.node.life());
    }

    private void sendNoise(final String endpoint) throws IOException {
        final int colon = endpoint.lastIndexOf(':');
        final InetAddress host = InetAddress.getByName(endpoint.substring(0, colon));
        final int port = Integer.parseInt(endpoint.substring(colon + 1));
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < FRAMES; i++) {
                final byte[] noise = noise();
                socket.send(new DatagramPacket(noise, noise.length, host, port));
            }
        }
    }

    private void publishNoise(final String endpoint, final int stream) {
        final byte[][] frames = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = noise();
        }
        publish(endpoint, stream, frames);
    }

    private byte[] noise() {
        final byte[] noise = new byte[1 + random.nextInt(500)];
        random.nextBytes(noise);
        return noise;
    }

    private void publish(final String endpoint, final int stream, final byte[]... frames) {
        final Aeron aeron = mesh.aeron;
        final ExclusivePublication publication =
                aeron.addExclusivePublication("aeron:udp?mtu=8192|term-length=128k|endpoint=" + endpoint, stream);
        mesh.await("connection", publication::isConnected);
        for (final byte[] frame : frames) {
            mesh.await("room", () -> publication.offer(new UnsafeBuffer(frame)) > 0);
        }
        publication.close();
    }

    private static byte[] keepAlive(final int source, final int fence) {
        final byte[] frame = new byte[MessageHeaderEncoder.ENCODED_LENGTH + KeepAliveEncoder.BLOCK_LENGTH];
        new KeepAliveEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(frame), 0, new MessageHeaderEncoder())
                .source(source)
                .fence(fence)
                .floor(0);
        return frame;
    }

    private static long invalidPackets(final Aeron aeron) {
        return aeron.countersReader().getCounterValue(SystemCounterDescriptor.INVALID_PACKETS.id());
    }
}
