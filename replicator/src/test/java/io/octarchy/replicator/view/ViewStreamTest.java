package io.octarchy.replicator.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.replicator.RandomWorld;
import io.octarchy.replicator.state.StateRecord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewStreamTest {
    private static final int CAPACITY = ViewNode.CAPACITY;
    private static final int GATEWAY = 3;
    private static final ViewRings ALL = new ViewRings(2000, 2000, 2000, 1, 1, 1, 256, 3);

    /** Hears what a client would, and that it makes sense. */
    private static final class Hearer implements ReplicaListener {
        private final Set<Long> inSight = new HashSet<>();
        private int enters;
        private int updates;
        private int leaves;
        private int owners;

        @Override
        public void onEnter(final Replica replica, final int index, final long tick) {
            assertTrue(inSight.add(replica.entities().entity(index)), "entered twice");
            enters++;
        }

        @Override
        public void onUpdate(final Replica replica, final int index, final long tick) {
            assertTrue(inSight.contains(replica.entities().entity(index)));
            updates++;
        }

        @Override
        public void onOwner(final Replica replica, final int index, final long tick) {
            owners++;
        }

        @Override
        public void onLeave(final Replica replica, final int index, final int kind) {
            assertTrue(inSight.remove(replica.entities().entity(index)), "left twice");
            leaves++;
        }
    }

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ViewDecoder view = new ViewDecoder();

    private int deliver(final ViewNode node, final Replica replica) {
        int outcome = 0;
        for (UnsafeBuffer f = node.channel.poll(); f != null; f = node.channel.poll()) {
            outcome = replica.onView(0, view.wrapAndApplyHeader(f, 0, header));
        }
        return outcome;
    }

    private static void assertSame(final ViewNode node, final Replica replica, final String where) {
        int expected = 0;
        for (int slot = 0; slot < CAPACITY; slot++) {
            if (!node.world.slab.isUsed(slot)) {
                continue;
            }
            expected++;
            final int index = replica.entities().find(node.world.slab.entity(slot));
            assertTrue(index >= 0, where + " lacks slot " + slot);
            assertEquals(node.world.slab.epoch(slot), replica.entities().epoch(index), where);
            assertEquals((int) node.world.slab.epoch(slot), replica.entities().owner(index), where);
            final DirectBuffer truth = node.world.history.records();
            final int record = node.world.history.record(slot, node.world.history.round());
            final DirectBuffer held = replica.entities().states();
            final int heldRecord = replica.entities().publicOffset(index) - StateRecord.WORDS;
            for (int i = StateRecord.X; i < StateRecord.length(4); i += 8) {
                assertEquals(truth.getLong(record + i), held.getLong(heldRecord + i), where + " slot " + slot);
            }
        }
        assertEquals(expected, replica.entities().size(), where);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldShowTheNodesTruthAfterPressureReuseOwnersAndResets(final long seed) {
        final ViewNode node = new ViewNode(new RandomWorld(seed, CAPACITY), 5, ALL, seed % 2 == 0 ? 600 : 8160);
        for (int i = 0; i < 100; i++) {
            node.spawn();
        }
        final int session = node.composer.open(77, GATEWAY, 0);
        final Hearer hearer = new Hearer();
        final Replica replica = new Replica(hearer);
        for (int step = 1; step <= 1200; step++) {
            node.pressure = node.world.chance(0.3) ? node.world.random.nextDouble() : 0;
            node.churn(0);
            if (node.world.chance(0.01)) {
                node.composer.reset(session);
            }
            node.round();
            assertTrue(deliver(node, replica) >= 0, "seed " + seed + " step " + step);
            if (step % 40 == 0) {
                node.pressure = 0;
                for (int i = 0; i < Replica.GRACE_TICKS + 4; i++) {
                    node.round();
                    deliver(node, replica);
                }
                assertSame(node, replica, "seed " + seed + " step " + step);
                assertEquals(replica.entities().size(), hearer.inSight.size());
            }
        }
        assertEquals(0, replica.lost());
        assertTrue(replica.resets() > 3 && hearer.owners > 50 && hearer.updates > 10_000);
        assertTrue(node.composer.backPressured() > 20);
        assertEquals(replica.updates() - replica.resets() - hearer.owners, node.composer.updatesSent(), 400);
    }

    @Test
    void shouldKeepWhatANewAuthorityNamesAgain() {
        final ViewNode former = new ViewNode(new RandomWorld(11, CAPACITY), 5, ALL, 900);
        final ViewNode latter = new ViewNode(new RandomWorld(11, CAPACITY), 6, ALL, 900);
        for (int i = 0; i < 60; i++) {
            former.spawn();
            latter.spawn();
        }
        former.composer.open(77, GATEWAY, 0);
        final Hearer hearer = new Hearer();
        final Replica replica = new Replica(hearer);
        for (int i = 0; i < 20; i++) {
            former.round();
            latter.round();
            deliver(former, replica);
        }
        latter.remove(59);
        latter.world.slab.epoch(0, latter.world.slab.epoch(0) + 1);
        latter.composer.open(77, GATEWAY, 0);
        latter.round();
        assertTrue(deliver(latter, replica) >= 0);
        former.round();
        assertEquals(Replica.STALE, deliver(former, replica));
        assertEquals(0, hearer.leaves);
        for (int i = 0; i < Replica.GRACE_TICKS; i++) {
            latter.round();
            assertTrue(deliver(latter, replica) >= 0);
        }
        assertEquals(60, hearer.enters);
        assertEquals(1, hearer.leaves);
        assertEquals(59, replica.entities().size());
        assertEquals(6, replica.viewOwner());
        assertSame(latter, replica, "after");
    }

    /** What the new authority hears of a few ticks later than the former one did never leaves. */
    @Test
    void shouldKeepWhatANewAuthorityNamesALittleLater() {
        final ViewNode former = new ViewNode(new RandomWorld(15, CAPACITY), 5, ALL, 900);
        final ViewNode latter = new ViewNode(new RandomWorld(15, CAPACITY), 6, ALL, 900);
        for (int i = 0; i < 60; i++) {
            former.spawn();
        }
        for (int i = 0; i < 59; i++) {
            latter.spawn();
        }
        former.composer.open(77, GATEWAY, 0);
        final Hearer hearer = new Hearer();
        final Replica replica = new Replica(hearer);
        former.round();
        latter.round();
        deliver(former, replica);
        latter.world.slab.epoch(0, latter.world.slab.epoch(0) + 1);
        latter.composer.open(77, GATEWAY, 0);
        for (int i = 0; i < 5; i++) {
            latter.round();
            assertTrue(deliver(latter, replica) >= 0);
        }
        latter.spawn();
        for (int i = 0; i < 2 * Replica.GRACE_TICKS; i++) {
            latter.round();
            assertTrue(deliver(latter, replica) >= 0);
        }
        assertEquals(60, hearer.enters);
        assertEquals(0, hearer.leaves);
        assertSame(latter, replica, "after");
    }

    /** Views of two authorities that follow each other by number do not belong together. */
    @Test
    void shouldNotGoOnWithANewAuthorityWhoseResetWasLost() {
        final ViewNode former = new ViewNode(new RandomWorld(16, CAPACITY), 5, ALL, 8160);
        final ViewNode latter = new ViewNode(new RandomWorld(16, CAPACITY), 6, ALL, 8160);
        for (int i = 0; i < 60; i++) {
            former.spawn();
            latter.spawn();
        }
        former.composer.open(77, GATEWAY, 0);
        latter.world.slab.epoch(0, latter.world.slab.epoch(0) + 1);
        final int session = latter.composer.open(77, GATEWAY, 0);
        final Replica replica = new Replica(new Hearer());
        for (int i = 0; i < 3; i++) {
            former.round();
            deliver(former, replica);
            latter.round();
            latter.channel.poll();
        }
        latter.round();
        assertEquals(Replica.LOST, deliver(latter, replica));
        latter.composer.reset(session);
        latter.round();
        assertTrue(deliver(latter, replica) >= 0);
    }

    @Test
    void shouldNotTakeWhatFollowsALaterResetForWhatFollowsAnEarlierOne() {
        final ViewNode node = new ViewNode(new RandomWorld(18, CAPACITY), 5, ALL, 8160);
        for (int i = 0; i < 60; i++) {
            node.spawn();
        }
        final Replica replica = new Replica(new Hearer());
        final int session = node.composer.open(77, GATEWAY, 0);
        node.round();
        assertTrue(deliver(node, replica) >= 0);
        node.composer.reset(session);
        node.round();
        final UnsafeBuffer overtaken =
                new UnsafeBuffer(node.channel.poll().byteArray().clone());
        node.round();
        assertEquals(Replica.LOST, deliver(node, replica));
        assertTrue(replica.onView(0, view.wrapAndApplyHeader(overtaken, 0, header)) >= 0);
        assertEquals(Replica.STALE, replica.onView(0, view.wrapAndApplyHeader(overtaken, 0, header)));
    }

    @Test
    void shouldBeginAfreshWhenTheAvatarHasAnotherEpochOnTheSameNode() {
        final ViewNode node = new ViewNode(new RandomWorld(17, CAPACITY), 5, ALL, 8160);
        for (int i = 0; i < 60; i++) {
            node.spawn();
        }
        node.composer.open(77, GATEWAY, 0);
        final Hearer hearer = new Hearer();
        final Replica replica = new Replica(hearer);
        for (int i = 0; i < 3; i++) {
            node.round();
            deliver(node, replica);
        }
        node.world.slab.epoch(0, node.world.slab.epoch(0) + 2);
        node.round();
        assertTrue(deliver(node, replica) >= 0);
        assertEquals(2, replica.resets());
        assertEquals(0, hearer.leaves);
        assertEquals(node.world.slab.epoch(0), replica.viewEpoch());
    }

    @Test
    void shouldStandStillOnAGapUntilAReset() {
        final ViewNode node = new ViewNode(new RandomWorld(12, CAPACITY), 5, ALL, 8160);
        for (int i = 0; i < 60; i++) {
            node.spawn();
        }
        final Replica replica = new Replica(new Hearer());
        final int session = node.composer.open(77, GATEWAY, 0);
        node.round();
        deliver(node, replica);
        assertFalse(replica.needsReset());
        node.round();
        node.channel.poll();
        node.round();
        assertEquals(Replica.LOST, deliver(node, replica));
        assertTrue(replica.needsReset());
        node.round();
        assertEquals(Replica.WAITING, deliver(node, replica));
        node.composer.reset(session);
        node.round();
        assertTrue(deliver(node, replica) >= 0);
        assertSame(node, replica, "after");
    }

    @Test
    void shouldShowTheNearestOnlyAndFartherOnesLessOften() {
        final ViewRings rings = new ViewRings(100, 200, 400, 1, 2, 5, 40, 5);
        final ViewNode node = new ViewNode(new RandomWorld(13, CAPACITY), 5, rings, 8160);
        for (int i = 0; i < 200; i++) {
            node.spawn();
        }
        node.world.slab.position(0, 0, 0, 0);
        node.index.move(0, 0, 0, 0);
        final Replica replica = new Replica(new Hearer());
        final int session = node.composer.open(77, GATEWAY, 0);
        node.round();
        deliver(node, replica);
        final int[] nearest = new int[40];
        final double[] distances = new double[40];
        final int count =
                node.index.nearest(node.index.x(0), node.index.y(0), node.index.z(0), 40, 400, nearest, distances);
        assertEquals(count, replica.entities().size());
        for (int i = 0; i < count; i++) {
            assertTrue(replica.entities().find(node.world.slab.entity(nearest[i])) >= 0);
        }
        for (int i = 0; i < 300; i++) {
            node.round();
            assertTrue(deliver(node, replica) >= 0);
            assertTrue(replica.entities().size() <= 40);
        }
        assertEquals(node.composer.updatesDue(), node.composer.updatesSent());
        assertTrue(node.composer.visible(session) <= 40);
    }

    /** Damaged views: no exception, bounded. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void shouldSurviveAnyFrame(final long seed) {
        final ViewNode node = new ViewNode(new RandomWorld(seed, CAPACITY), 5, ALL, 1500);
        for (int i = 0; i < 60; i++) {
            node.spawn();
        }
        final SplittableRandom random = new SplittableRandom(seed);
        final int session = node.composer.open(77, GATEWAY, 0);
        Replica replica = new Replica(new ReplicaListener() {}, 400);
        for (int step = 0; step < 10_000; step++) {
            node.round();
            for (UnsafeBuffer f = node.channel.poll(); f != null; f = node.channel.poll()) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    final int at = random.nextInt(40, f.capacity());
                    f.putByte(at, (byte) (f.getByte(at) ^ 1 << random.nextInt(8)));
                }
                final int fixed = 8 + ViewDecoder.BLOCK_LENGTH;
                final int limit = random.nextInt(8) == 0 ? random.nextInt(fixed, f.capacity() + 1) : f.capacity();
                replica.onView(0, view.wrapAndApplyHeader(f, 0, header), limit);
                assertTrue(replica.entities().size() <= 800);
            }
            if (replica.needsReset()) {
                node.composer.reset(session);
            }
            if (step % 500 == 0) {
                replica = new Replica(new ReplicaListener() {}, 400);
            }
        }
    }

    @Test
    void shouldGiveNobodysPlaceToWhatMayNotBeShownYet() {
        final ViewRings few = new ViewRings(2000, 2000, 2000, 1, 1, 1, 8, 1);
        final ViewNode node = new ViewNode(new RandomWorld(19, CAPACITY), 5, few, 8160);
        for (int i = 0; i < 8; i++) {
            node.spawn();
        }
        node.composer.open(77, GATEWAY, 0);
        final Hearer hearer = new Hearer();
        final Replica replica = new Replica(hearer);
        node.round();
        deliver(node, replica);
        assertEquals(8, hearer.inSight.size());
        for (int slot = 8; slot < 100; slot++) {
            node.spawn();
            node.hidden[slot] = true;
        }
        for (int i = 0; i < 10; i++) {
            node.round();
            deliver(node, replica);
        }
        assertEquals(0, hearer.leaves);
        Arrays.fill(node.hidden, false);
        for (int i = 0; i < 10; i++) {
            node.round();
            deliver(node, replica);
        }
        assertTrue(hearer.leaves > 0);
        assertEquals(8, hearer.inSight.size());
    }

    @Test
    void shouldRefuseSessionsBeyondTheBoundAndReuseIndexes() {
        final ViewNode node = new ViewNode(new RandomWorld(14, CAPACITY), 5, ALL, 8160);
        node.spawn();
        for (int i = 0; i < 8; i++) {
            assertEquals(i, node.composer.open(i, GATEWAY, 0));
        }
        assertEquals(ViewComposer.FULL, node.composer.open(9, GATEWAY, 0));
        node.composer.close(4);
        assertEquals(4, node.composer.open(9, GATEWAY, 0));
        assertEquals(8, node.composer.sessions());
    }
}
