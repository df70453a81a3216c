package io.octarchy.replicator.ghost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.replicator.RandomWorld;
import io.octarchy.replicator.state.LeaveKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GhostStreamTest {
    private static final int CAPACITY = GhostPair.CAPACITY;
    private static final int SOURCE = GhostPair.SOURCE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldShowTheSendersTruthAfterPressureLeavesReuseAndEpochs(final long seed) {
        final GhostPair pair = new GhostPair(seed, seed % 2 == 0 ? 400 : 8160);
        pair.map.assign(0, RandomWorld.CUBE.curveSize() / 3, 8);
        pair.region(60);
        for (int i = 0; i < CAPACITY / 2; i++) {
            pair.world.spawn();
        }
        for (int step = 1; step <= 1500; step++) {
            pair.pressure = pair.world.chance(0.3) ? pair.world.random.nextDouble() : 0;
            pair.churn();
            if (step % 300 == 0) {
                pair.map.assign(0, pair.world.random.nextLong(1, RandomWorld.CUBE.curveSize() / 2), 8 + step / 300 % 2);
                pair.region(60);
            }
            pair.round();
            assertTrue(pair.deliver() >= 0, "seed " + seed + " step " + step);
            if (step % 50 == 0) {
                pair.settle();
                pair.assertSame("seed " + seed + " step " + step);
            }
        }
        assertEquals(0, pair.receiver.lost());
        assertTrue(pair.publisher.backPressured() > 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void shouldStartAfreshAfterLostFrames(final long seed) {
        final GhostPair pair = new GhostPair(seed, 700);
        pair.region(10);
        for (int i = 0; i < CAPACITY / 2; i++) {
            pair.world.spawn();
        }
        for (int step = 1; step <= 2000; step++) {
            pair.churn();
            pair.round();
            if (pair.world.chance(0.01)) {
                pair.bulk.poll();
            }
            pair.deliver();
            if (step % 200 == 0) {
                for (int i = 0; i < GhostReceiver.GRACE_TICKS + 5; i++) {
                    pair.settle();
                }
                pair.assertSame("seed " + seed + " step " + step);
            }
        }
        assertTrue(pair.receiver.lost() > 0 && pair.publisher.stream() > 1);
    }

    @Test
    void shouldSayWhyAnEntityLeaves() {
        final GhostPair pair = new GhostPair(31, 8160);
        pair.region(1);
        final int moved = pair.world.spawn();
        final int removed = pair.world.spawn();
        pair.round();
        pair.deliver();
        assertEquals(2, pair.sink.slab.size());
        pair.publisher.onAuthorityLost(moved);
        pair.frozen[moved] = true;
        final long movedEntity = pair.world.slab.entity(moved);
        final long removedEntity = pair.world.slab.entity(removed);
        pair.publisher.onRemoved(removed, false);
        pair.world.slab.remove(removed, true);
        pair.round();
        pair.deliver();
        assertEquals(Map.of(movedEntity, LeaveKind.MOVED, removedEntity, LeaveKind.REMOVED), pair.sink.left);
        assertEquals(0, pair.publisher.published());
        assertFalse(pair.publisher.isPublished(moved));
    }

    /** Why, nobody can say: the frame that did was lost. */
    @Test
    void shouldSayWhatAStreamThatBeganAnewDoesNotName() {
        final GhostPair pair = new GhostPair(32, 8160);
        pair.region(1);
        final int moved = pair.world.spawn();
        final int kept = pair.world.spawn();
        pair.round();
        pair.deliver();
        final long movedEntity = pair.world.slab.entity(moved);
        pair.publisher.onAuthorityLost(moved);
        pair.frozen[moved] = true;
        pair.round();
        pair.bulk.poll();
        for (int i = 0; i < 2 * GhostReceiver.GRACE_TICKS; i++) {
            pair.round();
            pair.deliver();
        }
        assertEquals(Set.of(movedEntity), pair.sink.unnamed);
        assertEquals(Map.of(), pair.sink.left);
        assertTrue(pair.sink.slab.slotOf(pair.world.slab.entity(kept)) >= 0);
    }

    @Test
    void shouldTellOfTheRemovalOfAnEntityThatOnlyOthersShowed() {
        final GhostPair pair = new GhostPair(33, 8160);
        pair.region(1);
        pair.round();
        pair.deliver();
        final int arrived = pair.world.spawn();
        final int born = pair.world.spawn();
        final long entity = pair.world.slab.entity(arrived);
        final long epoch = pair.world.slab.epoch(arrived);
        for (final int slot : new int[] {arrived, born}) {
            pair.publisher.onRemoved(slot, slot == arrived);
            pair.world.slab.remove(slot, true);
        }
        pair.round();
        pair.deliver();
        assertEquals(Map.of(entity, epoch), pair.sink.gone);
    }

    @Test
    void shouldNotBringBackWhatIsOverHereByWordOfAnother() {
        final GhostPair pair = new GhostPair(34, 8160);
        pair.region(1);
        final int slot = pair.world.spawn();
        pair.round();
        pair.deliver();
        final int here = pair.sink.slab.slotOf(pair.world.slab.entity(slot));
        pair.sink.slab.remove(here, true);
        final int other = pair.sink.slab.add(4711);
        assertEquals(here, other, "the slot is used again");
        pair.sink.asked = 0;
        pair.sink.states = 0;
        for (int i = 0; i < 100; i++) {
            pair.round();
            pair.deliver();
        }
        assertEquals(0, pair.sink.asked);
        assertEquals(0, pair.sink.states, "nothing is written into another's row");
        pair.publisher.onAuthorityLost(slot);
        pair.frozen[slot] = true;
        pair.round();
        pair.deliver();
        assertEquals(Map.of(), pair.sink.left, "another's row does not leave");
        pair.frozen[slot] = false;
        pair.world.slab.epoch(slot, pair.world.slab.epoch(slot) + 2);
        pair.round();
        pair.deliver();
        assertTrue(pair.sink.slab.slotOf(pair.world.slab.entity(slot)) >= 0, "a higher epoch is news");
    }

    @Test
    void shouldNotAskAgainForRefusedOnes() {
        final GhostPair pair = new GhostPair(35, 8160);
        pair.region(1);
        pair.world.spawn();
        pair.sink.ignoresAll = true;
        pair.sink.answer = GhostSink.REFUSED;
        for (int i = 0; i < 100; i++) {
            pair.round();
            pair.deliver();
        }
        assertEquals(1, pair.sink.asked);
    }

    @Test
    void shouldKeepFrozenEntitiesInSightAndAskAgainForIgnoredOnes() {
        final GhostPair pair = new GhostPair(32, 8160);
        pair.region(1);
        final int slot = pair.world.spawn();
        pair.sink.ignoresAll = true;
        pair.round();
        pair.deliver();
        assertEquals(0, pair.sink.slab.size());
        pair.sink.ignoresAll = false;
        for (int i = 0; i < 100; i++) {
            pair.round();
            pair.deliver();
        }
        assertEquals(1, pair.sink.slab.size());
        Arrays.fill(pair.frozen, true);
        for (int i = 0; i < 100; i++) {
            pair.round();
            pair.deliver();
        }
        assertEquals(1, pair.sink.slab.size());
        assertTrue(pair.publisher.isPublished(slot));
        pair.settle();
        pair.assertSame("after");
    }

    /** Damaged frames and damaged subscriptions: no exception, bounded, and every position written is in the world. */
    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void shouldSurviveAnyFrame(final long seed) {
        final GhostPair pair = new GhostPair(seed, 2000);
        pair.region(200);
        for (int i = 0; i < CAPACITY / 2; i++) {
            pair.world.spawn();
        }
        final SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < 30_000; step++) {
            if (step % 10 == 0) {
                pair.churn();
            }
            pair.round();
            final UnsafeBuffer frame = pair.bulk.poll();
            if (frame == null) {
                continue;
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                final int at = random.nextInt(8, frame.capacity());
                frame.putByte(at, (byte) (frame.getByte(at) ^ 1 << random.nextInt(8)));
            }
            pair.frame.wrapAndApplyHeader(frame, 0, pair.header);
            if (pair.frame.source() == SOURCE) {
                final int fixed = 8 + GhostFrameDecoder.BLOCK_LENGTH;
                final int limit =
                        random.nextInt(8) == 0 ? random.nextInt(fixed, frame.capacity() + 1) : frame.capacity();
                pair.receiver.onGhostFrame(0, pair.frame, limit);
            }
            for (int slot = 0; slot < pair.sink.slab.highWater(); slot++) {
                if (pair.sink.slab.isUsed(slot)) {
                    assertTrue(RandomWorld.CUBE.contains(
                            pair.sink.slab.x(slot), pair.sink.slab.y(slot), pair.sink.slab.z(slot)));
                }
            }
            if (pair.sink.slab.size() > CAPACITY || pair.receiver.lostStream() > 1 << 20) {
                pair.receiver.leaveAll(LeaveKind.OUT_OF_SIGHT);
                return;
            }
        }
        assertTrue(pair.receiver.malformed() > 10);
    }

    @Test
    void shouldRefuseSubscriptionsThatMakeNoSense() {
        final GhostPair pair = new GhostPair(51, 300);
        pair.region(20);
        pair.map.assign(1000, 1777, 8);
        pair.region(20);
        final SplittableRandom random = new SplittableRandom(51);
        for (int i = 0; i < 20_000; i++) {
            pair.subscriber.restart();
            pair.subscriber.doWork(0, 9, 1, pair.control);
            for (UnsafeBuffer f = pair.control.poll(); f != null; f = pair.control.poll()) {
                for (int k = random.nextInt(3); k > 0; k--) {
                    f.putByte(random.nextInt(8, f.capacity()), (byte) random.nextInt());
                }
                pair.subscription.onSubscribe(0, pair.subscribe.wrapAndApplyHeader(f, 0, pair.header));
                assertTrue(pair.subscription.size() <= Subscription.MAX_CELLS);
                if (pair.subscription.number() > 1 << 30) {
                    return;
                }
            }
        }
    }
}
