package io.octarchy.replicator.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.replicator.RandomWorld;
import io.octarchy.replicator.slab.EntitySlab;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateHistoryTest {
    private static final int WORDS = RandomWorld.PUBLIC_LENGTH / 8;
    private static final int RECORD = StateRecord.length(WORDS);

    /** Receivers that get updates at random rounds hold, after each, exactly the sender's record. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldDecodeBitExactlyOverLongHistoriesWithConflation(final long seed) {
        final int entities = 12;
        final int receivers = 5;
        final RandomWorld world = new RandomWorld(seed, 16);
        final StateDecoder decoder = new StateDecoder(world.scale, WORDS);
        final EntryEncoder encoder = new EntryEncoder();
        final EntryDecoder entries = new EntryDecoder();
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[4096]);
        final UnsafeBuffer held = new UnsafeBuffer(new byte[receivers * 16 * RECORD]);
        final int[][] sentRound = new int[receivers][16];
        int deltas = 0;
        for (int i = 0; i < entities; i++) {
            world.spawn();
        }
        for (int step = 0; step < 4000; step++) {
            world.tick += 1 + (world.chance(0.02) ? world.random.nextInt(80) : 0);
            world.history.beginRound(world.tick);
            for (int slot = 0; slot < 16; slot++) {
                if (world.slab.isUsed(slot) && world.chance(0.005)) {
                    world.slab.remove(slot);
                    world.spawn();
                }
            }
            for (int slot = 0; slot < 16; slot++) {
                if (world.slab.isUsed(slot)) {
                    if (world.chance(0.9)) {
                        world.step(slot);
                    }
                    if (world.chance(0.95)) {
                        world.history.capture(slot);
                    }
                }
            }
            for (int receiver = 0; receiver < receivers; receiver++) {
                for (int slot = 0; slot < 16; slot++) {
                    if (!world.slab.isUsed(slot) || !world.history.isCaptured(slot) || !world.chance(0.4)) {
                        continue;
                    }
                    final int record = (receiver * 16 + slot) * RECORD;
                    int length = world.history.encodeDelta(slot, sentRound[receiver][slot]);
                    encoder.wrap(frame, 0, frame.capacity());
                    final DirectBuffer encoded = world.history.encodedBuffer();
                    if (length >= 0) {
                        final long ticks = world.tick - world.history.tickOf(sentRound[receiver][slot]);
                        assertTrue(encoder.delta(slot, ticks, encoded, world.history.encodedOffset(), length));
                        deltas++;
                    } else {
                        assertEquals(StateHistory.NO_BASE, length);
                        length = world.history.encodeAbsolute(slot);
                        assertTrue(encoder.enter(slot, 1, 2, 3, encoded, world.history.encodedOffset(), length));
                    }
                    entries.wrap(frame, 0, encoder.length(), decoder);
                    if (entries.next() == EntryDecoder.DELTA) {
                        assertTrue(entries.isAgainst(held, record, world.tick));
                        assertTrue(entries.applyDelta(held, record, world.tick));
                    } else {
                        assertTrue(entries.applyEnter(held, record, world.tick));
                    }
                    assertEquals(slot, entries.handle());
                    assertEquals(EntryDecoder.END, entries.next());
                    sentRound[receiver][slot] = world.history.round();
                    assertSame(world.history, slot, held, record, "seed " + seed + " step " + step);
                }
            }
        }
        assertTrue(deltas > 10_000, "deltas " + deltas);
        assertTrue(world.history.shared() > 1000);
    }

    static void assertSame(
            final StateHistory history, final int slot, final DirectBuffer held, final int record, final String where) {
        final int truth = history.record(slot, history.round());
        final DirectBuffer records = history.records();
        assertEquals(
                records.getLong(truth + StateRecord.TICK), held.getLong(record + StateRecord.TICK), where + " tick");
        assertEquals(records.getInt(truth + StateRecord.LAG), held.getInt(record + StateRecord.LAG), where + " lag");
        assertEquals(records.getInt(truth + StateRecord.TYPE), held.getInt(record + StateRecord.TYPE), where + " type");
        for (int i = StateRecord.X; i < StateRecord.length(history.words()); i += 8) {
            assertEquals(records.getLong(truth + i), held.getLong(record + i), where + " at " + i);
        }
    }

    @Test
    void shouldEncodeOnceForAllWhoHoldTheSameBase() {
        final RandomWorld world = new RandomWorld(7, 4);
        final int slot = world.spawn();
        world.history.beginRound(1);
        world.history.capture(slot);
        world.history.beginRound(2);
        world.slab.position(slot, 1, 2, 3);
        world.history.capture(slot);
        final int length = world.history.encodeDelta(slot, 1);
        final int offset = world.history.encodedOffset();
        assertEquals(length, world.history.encodeDelta(slot, 1));
        assertEquals(offset, world.history.encodedOffset());
        assertEquals(1, world.history.encodings());
        assertEquals(1, world.history.shared());
    }

    @Test
    void shouldNeverTakeAFormerTenantAsBase() {
        final RandomWorld world = new RandomWorld(8, 1);
        final int slot = world.spawn();
        world.history.beginRound(1);
        world.history.capture(slot);
        world.slab.remove(slot);
        assertEquals(slot, world.spawn());
        assertFalse(world.history.isCaptured(slot));
        world.history.beginRound(2);
        assertEquals(StateHistory.NOT_CAPTURED, world.history.encodeDelta(slot, 1));
        assertEquals(StateHistory.NOT_CAPTURED, world.history.encodeAbsolute(slot));
        world.history.capture(slot);
        assertEquals(StateHistory.NO_BASE, world.history.encodeDelta(slot, 1));
        assertTrue(world.history.encodeAbsolute(slot) > 0);
        assertTrue(world.history.changedSince(slot, 1));
    }

    @Test
    void shouldForgetRoundsThatAreTooOldAndRefuseOnesThatNeverWere() {
        final RandomWorld world = new RandomWorld(9, 1);
        final int slot = world.spawn();
        for (int round = 1; round <= 9; round++) {
            world.history.beginRound(round);
            world.history.capture(slot);
        }
        assertEquals(StateHistory.NO_BASE, world.history.encodeDelta(slot, 1));
        assertEquals(StateHistory.NO_BASE, world.history.encodeDelta(slot, 0));
        assertEquals(StateHistory.NO_BASE, world.history.encodeDelta(slot, 9));
        assertEquals(StateHistory.NO_BASE, world.history.encodeDelta(slot, 10));
        assertEquals(4, world.history.encodeDelta(slot, 2), "head, more, and a lag of two bytes");
    }

    @Test
    void shouldSpendOneByteOnAnEntityThatWalksAsItsVelocitySays() {
        final RandomWorld world = new RandomWorld(10, 1);
        final int slot = world.spawn();
        world.slab.position(slot, 0, 0, 0);
        world.slab.velocity(slot, 1.5f, -2, 0);
        for (int round = 1; round <= 200; round++) {
            world.slab.tick(slot, round);
            world.slab.position(slot, round * 0.05 * 1.5, round * 0.05 * -2, 0);
            world.history.beginRound(round);
            world.history.capture(slot);
            final int length = world.history.encodeDelta(slot, round - 1);
            assertTrue(round == 1 || length == 1, "length " + length);
        }
    }

    @Test
    void shouldRefuseToCaptureWhatIsNotThere() {
        final StateHistory history = new StateHistory(new EntitySlab(2, 8, 8), new RandomWorld(1, 1).scale);
        history.beginRound(1);
        assertThrows(IllegalStateException.class, () -> history.capture(0));
        assertThrows(
                IllegalArgumentException.class, () -> new StateHistory(new EntitySlab(2, 8, 8), history.scale(), 3));
    }
}
