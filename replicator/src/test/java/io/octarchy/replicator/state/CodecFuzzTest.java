package io.octarchy.replicator.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.replicator.RandomWorld;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecFuzzTest {
    private static final int WORDS = RandomWorld.PUBLIC_LENGTH / 8;

    @Test
    void shouldReadBackPairsAndNumbersOfEveryMagnitude() {
        final SplittableRandom random = new SplittableRandom(1);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final WireReader in = new WireReader();
        for (int i = 0; i < 200_000; i++) {
            final int a = random.nextInt() >> random.nextInt(32);
            final int b = random.nextInt() >> random.nextInt(32);
            final long word = random.nextLong() & random.nextLong() >>> random.nextInt(64);
            int at = Wire.pair(buffer, 0, a, b);
            assertTrue(at <= Wire.MAX_PAIR);
            at = Wire.varint(buffer, at, a);
            at = Wire.varlong(buffer, at, word);
            at = Wire.word(buffer, at, word);
            in.wrap(buffer, 0, at);
            assertEquals(a, in.pair());
            assertEquals(b, in.second());
            assertEquals(a, in.varint());
            assertEquals(word, in.varlong());
            assertEquals(word, in.word());
            assertTrue(!in.failed() && in.isAtEnd());
            assertEquals(Wire.varintLength(a), Wire.varint(buffer, 0, a));
        }
    }

    /** Random, truncated and damaged entries: no exception, no reading beyond the limit, no change when refused. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldSurviveAnyBytes(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final RandomWorld world = new RandomWorld(seed, 4);
        final StateDecoder decoder = new StateDecoder(world.scale, WORDS);
        final EntryDecoder entries = new EntryDecoder();
        final byte[] good = goodEntries(world);
        final UnsafeBuffer state = new UnsafeBuffer(new byte[StateRecord.length(WORDS)]);
        int refused = 0;
        int applied = 0;
        for (int i = 0; i < 100_000; i++) {
            final byte[] bytes = damage(random, good);
            final UnsafeBuffer exact = new UnsafeBuffer(bytes);
            entries.wrap(exact, 0, bytes.length + (random.nextBoolean() ? 0 : 50), decoder);
            int count = 0;
            for (int kind = entries.next(); kind > EntryDecoder.END; kind = entries.next()) {
                assertTrue(++count <= bytes.length, "bounded");
                final byte[] before = state.byteArray().clone();
                final boolean taken = kind == EntryDecoder.ENTER
                        ? entries.applyEnter(state, 0, 5000)
                        : kind == EntryDecoder.DELTA && entries.applyDelta(state, 0, 5000);
                applied += taken ? 1 : 0;
                refused += taken ? 0 : 1;
                if (!taken) {
                    assertArrayEquals(before, state.byteArray());
                }
                assertTrue(world.scale.isPosition(state.getInt(StateRecord.X)));
                assertTrue(world.scale.isPosition(state.getInt(StateRecord.Z)));
            }
        }
        assertTrue(refused > 100 && applied > 100, refused + " refused, " + applied + " applied");
    }

    private static byte[] goodEntries(final RandomWorld world) {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[4096]);
        final EntryEncoder encoder = new EntryEncoder().wrap(frame, 0, 4096);
        for (int i = 0; i < 4; i++) {
            world.spawn();
        }
        for (int round = 1; round < 12; round++) {
            world.tick++;
            world.history.beginRound(world.tick);
            for (int slot = 0; slot < 4; slot++) {
                world.step(slot);
                world.history.capture(slot);
                final int length =
                        round == 1 ? world.history.encodeAbsolute(slot) : world.history.encodeDelta(slot, round - 1);
                if (round == 1) {
                    encoder.enter(slot, 1, 2, 3, world.history.encodedBuffer(), world.history.encodedOffset(), length);
                } else {
                    encoder.delta(slot, 1, world.history.encodedBuffer(), world.history.encodedOffset(), length);
                }
            }
        }
        encoder.leave(1000, LeaveKind.MOVED);
        encoder.owner(1, 9, 9);
        final byte[] bytes = new byte[encoder.length()];
        frame.getBytes(0, bytes);
        return bytes;
    }

    private static byte[] damage(final SplittableRandom random, final byte[] good) {
        if (random.nextInt(4) == 0) {
            final byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt();
            }
            return bytes;
        }
        final byte[] bytes = new byte[random.nextInt(good.length + 1)];
        System.arraycopy(good, 0, bytes, 0, bytes.length);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
