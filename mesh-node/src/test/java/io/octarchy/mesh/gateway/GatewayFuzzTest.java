package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.gateway.GatewayRig.A;
import static io.octarchy.mesh.gateway.GatewayRig.FENCE;
import static io.octarchy.mesh.gateway.GatewayRig.GENERATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.mesh.session.Messages;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come: nothing is thrown, and nothing that is cut or foreign changes a state. */
class GatewayFuzzTest {
    private static final int CLIENT = 5;
    private static final int ROUNDS = 20_000;

    private final GatewayRig rig = new GatewayRig();
    private final long session = rig.login(CLIENT, rig.connect(CLIENT), 1, 42, -10);

    private List<byte[]> clientMessages() {
        return List.of(
                Messages.connect(9, 0, 9, "aeron:ipc"),
                Messages.login(1, 2, 43, 10, 0),
                Messages.input(session, 1, 0.5f, 0),
                Messages.logout(session));
    }

    private List<byte[]> nodeMessages() {
        return List.of(
                Messages.home(session, 1, A, FENCE, GENERATION + 1, LoginStatus.OK),
                Messages.view(session, A, FENCE, GENERATION, 10, 1, 0, 40),
                Messages.closed(session, A, FENCE));
    }

    private void assertUnchanged() {
        rig.gateway.doWork(rig.nowNs);
        assertEquals(SessionState.ACTIVE, rig.gateway.stateOf(session));
        assertEquals(1, rig.gateway.sessions());
        assertEquals(1, rig.gateway.connections());
        assertEquals(0, rig.count(GatewayCounter.VIEWS_RELAYED));
        assertEquals(0, rig.count(GatewayCounter.INPUTS_FORWARDED));
    }

    /** The frame as the last bytes of its buffer, so that reading beyond it throws. */
    private void give(final boolean isFromNode, final int source, final byte[] frame, final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length + 3]);
        buffer.putBytes(3, frame, 0, length);
        if (isFromNode) {
            rig.nodes.onFrame(rig.nowNs, buffer, 3, length);
        } else {
            rig.clients.onFrame(rig.nowNs, source, buffer, 3, length);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDropEveryTruncation(final boolean isFromNode) {
        int cut = 0;
        for (final byte[] message : isFromNode ? nodeMessages() : clientMessages()) {
            for (int length = 0; length < message.length; length++) {
                give(isFromNode, CLIENT, message, length);
                cut++;
            }
        }
        assertUnchanged();
        assertEquals(cut, rig.count(GatewayCounter.MALFORMED_FRAMES));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldDropNoise(final long seed) {
        final Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            give(random.nextBoolean(), CLIENT, noise, noise.length);
        }
        assertUnchanged();
        assertEquals(ROUNDS, rig.count(GatewayCounter.MALFORMED_FRAMES), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveMessagesWithWrongBytes(final long seed) {
        final Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            final boolean isFromNode = random.nextBoolean();
            final List<byte[]> messages = isFromNode ? nodeMessages() : clientMessages();
            final byte[] message = messages.get(random.nextInt(messages.size())).clone();
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(256);
            }
            give(isFromNode, 5 + random.nextInt(3), message, 1 + random.nextInt(message.length));
            rig.step(random.nextInt(20));
            rig.toNode.values().forEach(GatewayRig::last);
            rig.toClient.values().forEach(GatewayRig::last);
            assertTrue(rig.gateway.sessions() <= rig.settings.maxSessions(), "seed " + seed);
            assertTrue(rig.gateway.connections() <= rig.settings.maxConnections(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldCountWhatHasNoBusinessOnItsStream(final long seed) {
        final Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            final List<byte[]> fromNodes = nodeMessages();
            final List<byte[]> fromClients = clientMessages();
            final byte[] misplaced = random.nextBoolean() ? fromNodes.get(random.nextInt(fromNodes.size())) : null;
            if (misplaced != null) {
                give(false, CLIENT, misplaced, misplaced.length);
            } else {
                final byte[] other = fromClients.get(random.nextInt(fromClients.size()));
                give(true, CLIENT, other, other.length);
            }
        }
        assertUnchanged();
        assertEquals(100, rig.count(GatewayCounter.MISPLACED_FRAMES), "seed " + seed);
    }
}
