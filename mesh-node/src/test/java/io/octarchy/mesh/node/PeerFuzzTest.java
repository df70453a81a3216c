package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.LifeState;
import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.KeepAliveDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.RefusedDecoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come from other nodes, or from nobody: counted, dropped, and the node goes on. */
class PeerFuzzTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int HEADER = 8;
    private static final int TEMPLATE_ID = 2;
    private static final int SCHEMA_ID = 4;
    private static final int SOURCE = HEADER;
    private static final int FENCE = HEADER + 4;
    private static final int WALKERS = 100;
    private static final int ROUNDS = 5_000;
    private static final int UNHEARD_OF = 1_000;

    private final VirtualMesh mesh = new VirtualMesh(1, VirtualMesh.settings(3));
    private VirtualMesh.VirtualNode node;

    @BeforeEach
    void start() {
        for (int i = 0; i < 3; i++) {
            mesh.add(WALKERS);
        }
        mesh.run(15 * SECOND_NS);
        node = mesh.node(2);
        assertTrue(
                node.samples.keySet().containsAll(Arrays.asList(PrepareDecoder.TEMPLATE_ID, CommitDecoder.TEMPLATE_ID)),
                () -> "samples of " + node.samples.keySet());
    }

    /** The frame as the last bytes of its buffer, so that reading beyond it throws. */
    private boolean give(final byte[] frame, final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length + 3]);
        buffer.putBytes(3, frame, 0, length);
        return node.core.onPeerFrame(mesh.nowNs, buffer, 3, length);
    }

    private byte[] altered(final int templateId, final int at, final int value) {
        final byte[] frame = node.samples.get(templateId).clone();
        new UnsafeBuffer(frame).putInt(at, value, ByteOrder.LITTLE_ENDIAN);
        return frame;
    }

    private long count(final CounterKind kind) {
        mesh.run(SECOND_NS + SECOND_NS / 10);
        return node.tap.counters.getOrDefault(kind.name(), 0L);
    }

    private void assertGoesOn(final Map<Long, Integer> before) {
        final int ticks = node.tap.ticks();
        mesh.run(5 * SECOND_NS);
        assertEquals(LifeState.ACTIVE, node.core.life());
        assertTrue(node.tap.ticks() > ticks);
        assertEquals(before.keySet(), mesh.rulers().keySet());
    }

    @Test
    void shouldDropEveryTruncation() {
        final Map<Long, Integer> before = mesh.rulers();
        final long dropped = count(CounterKind.MALFORMED_DROPPED);
        int cut = 0;
        for (final byte[] frame : Map.copyOf(node.samples).values()) {
            for (int length = 0; length < frame.length; length++) {
                assertTrue(give(frame, length));
                cut++;
            }
        }
        assertEquals(dropped + cut, count(CounterKind.MALFORMED_DROPPED));
        assertGoesOn(before);
    }

    @Test
    void shouldDropWhatItDoesNotKnow() {
        final Map<Long, Integer> before = mesh.rulers();
        final long dropped = count(CounterKind.MALFORMED_DROPPED);
        final byte[] template =
                altered(KeepAliveDecoder.TEMPLATE_ID, TEMPLATE_ID, 99 | KeepAliveDecoder.SCHEMA_ID << 16);
        final byte[] schema = altered(KeepAliveDecoder.TEMPLATE_ID, SCHEMA_ID, 77);
        final byte[] phase = refusedWithUnknownPhase();
        for (final byte[] frame : new byte[][] {template, schema, phase}) {
            assertTrue(give(frame, frame.length));
        }
        assertEquals(dropped + 3, count(CounterKind.MALFORMED_DROPPED));
        assertGoesOn(before);
    }

    private byte[] refusedWithUnknownPhase() {
        final byte[] frame = new byte[HEADER + RefusedDecoder.BLOCK_LENGTH];
        final UnsafeBuffer buffer = new UnsafeBuffer(frame);
        buffer.putBytes(0, node.samples.get(KeepAliveDecoder.TEMPLATE_ID), 0, HEADER + HEADER);
        buffer.putShort(0, (short) RefusedDecoder.BLOCK_LENGTH, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(TEMPLATE_ID, (short) RefusedDecoder.TEMPLATE_ID, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(HEADER + RefusedDecoder.phaseEncodingOffset(), (byte) 9);
        return frame;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldDropWhatNobodyListedSent(final int sender) {
        final long dropped = count(CounterKind.UNKNOWN_SENDER_DROPPED);
        for (final int templateId : node.samples.keySet()) {
            final byte[] frame = altered(templateId, SOURCE, sender);
            assertTrue(give(frame, frame.length));
        }
        assertEquals(dropped + node.samples.size(), count(CounterKind.UNKNOWN_SENDER_DROPPED));
    }

    @ParameterizedTest
    @ValueSource(ints = {SOURCE, FENCE})
    void shouldLetAStrangerWaitOnlyUntilTheCoordinatorSaysSo(final int field) {
        final Map<Long, Integer> before = mesh.rulers();
        final long dropped = count(CounterKind.UNKNOWN_SENDER_DROPPED);
        final byte[] frame = altered(PrepareDecoder.TEMPLATE_ID, field, UNHEARD_OF);
        assertFalse(give(frame, frame.length), "it may be the coordinator's news that are late");
        final long offeredNs = mesh.nowNs;
        while (!give(frame, frame.length)) {
            mesh.run(10_000_000);
            assertTrue(mesh.nowNs - offeredNs < 2 * SECOND_NS, "waits for ever");
        }
        assertEquals(dropped + 1, count(CounterKind.UNKNOWN_SENDER_DROPPED));
        assertFalse(give(frame, frame.length), "each is asked about anew");
        assertGoesOn(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldDropNoise(final long seed) {
        final Map<Long, Integer> before = mesh.rulers();
        final Random random = new Random(seed);
        final long dropped = count(CounterKind.MALFORMED_DROPPED);
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertTrue(give(noise, noise.length), "seed " + seed);
        }
        assertEquals(dropped + ROUNDS, count(CounterKind.MALFORMED_DROPPED), "seed " + seed);
        assertGoesOn(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveFramesWithWrongBytes(final long seed) {
        final Random random = new Random(seed);
        final byte[][] frames = node.samples.values().toArray(byte[][]::new);
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] frame = frames[random.nextInt(frames.length)].clone();
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                final int at = random.nextInt(frame.length);
                frame[at] = (byte) random.nextInt(256);
            }
            give(frame, 1 + random.nextInt(frame.length));
        }
        mesh.run(SECOND_NS);
        assertEquals(LifeState.ACTIVE, node.core.life(), "seed " + seed);
    }

    @Test
    void shouldTakeNoNewcomerForAStranger() {
        for (int i = 0; i < 4; i++) {
            mesh.add(WALKERS);
            mesh.run(3 * SECOND_NS);
        }
        for (final VirtualMesh.VirtualNode each : mesh.nodes) {
            assertEquals(0L, each.tap.counters.get(CounterKind.UNKNOWN_SENDER_DROPPED.name()), "node " + each.number);
            assertEquals(0L, each.tap.counters.get(CounterKind.MALFORMED_DROPPED.name()), "node " + each.number);
        }
    }
}
