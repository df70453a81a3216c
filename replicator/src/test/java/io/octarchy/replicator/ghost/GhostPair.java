package io.octarchy.replicator.ghost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.SubscribeDecoder;
import io.octarchy.replicator.MemoryChannel;
import io.octarchy.replicator.RandomWorld;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.StateRecord;
import io.octarchy.replicator.state.StateScale;
import io.octarchy.space.region.RegionCover;
import io.octarchy.space.region.RegionMap;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** A sender's world, a receiver, and channels in between that push back at random. */
final class GhostPair {
    static final int CAPACITY = 64;
    static final int SOURCE = 7;

    final RandomWorld world;
    final Subscription subscription;
    final SubscriptionSender subscriber = new SubscriptionSender();
    final GhostPublisher publisher;
    final GhostReceiver receiver;
    final RecordingSink sink = new RecordingSink();
    final MemoryChannel bulk;
    final MemoryChannel control;
    final MessageHeaderDecoder header = new MessageHeaderDecoder();
    final GhostFrameDecoder frame = new GhostFrameDecoder();
    final SubscribeDecoder subscribe = new SubscribeDecoder();
    final boolean[] frozen = new boolean[CAPACITY];
    final RegionMap map = new RegionMap(RandomWorld.CUBE.curveSize(), 64);
    double pressure;

    GhostPair(final long seed, final int maxFrame) {
        world = new RandomWorld(seed, CAPACITY);
        map.reset(1, 9);
        subscription = new Subscription(RandomWorld.CUBE, 8);
        bulk = new MemoryChannel(maxFrame, () -> world.chance(pressure));
        control = new MemoryChannel(maxFrame, () -> world.chance(pressure));
        publisher = new GhostPublisher(world.slab, world.history, subscription, bulk);
        receiver = new GhostReceiver(sink.slab, world.scale, sink, CAPACITY);
    }

    void region(final double haloMetres) {
        final RegionCover cover = new RegionCover(RandomWorld.CUBE);
        cover.rebuild(map, 9);
        subscriber.onRegion(cover, haloMetres);
    }

    void round() {
        world.tick++;
        if (receiver.needsReset()) {
            subscriber.onLostStream(receiver.lostStream());
        }
        subscriber.doWork(0, 9, 1, control);
        for (UnsafeBuffer f = control.poll(); f != null; f = control.poll()) {
            assertEquals(Subscription.OK, subscription.onSubscribe(0, subscribe.wrapAndApplyHeader(f, 0, header)));
        }
        world.history.beginRound(world.tick);
        final int[] owned = new int[CAPACITY];
        int count = 0;
        for (int slot = 0; slot < CAPACITY; slot++) {
            if (world.slab.isUsed(slot)) {
                if (!frozen[slot]) {
                    world.step(slot);
                    owned[count++] = slot;
                }
                world.history.capture(slot);
            }
        }
        publisher.publish(0, SOURCE, 1, world.tick, owned, count);
    }

    int deliver() {
        int outcome = 0;
        for (UnsafeBuffer f = bulk.poll(); f != null; f = bulk.poll()) {
            outcome = receiver.onGhostFrame(0, frame.wrapAndApplyHeader(f, 0, header));
        }
        return outcome;
    }

    void churn() {
        for (int slot = 0; slot < CAPACITY; slot++) {
            if (!world.slab.isUsed(slot)) {
                if (world.chance(0.02)) {
                    frozen[world.spawn()] = false;
                }
            } else if (world.chance(0.01)) {
                publisher.onRemoved(slot, false);
                world.slab.remove(slot, true);
            } else if (world.chance(0.01)) {
                world.slab.epoch(slot, world.slab.epoch(slot) + 1);
            } else if (world.chance(0.02)) {
                frozen[slot] = !frozen[slot];
            }
        }
    }

    /** Every entity in sight is held with the sender's quantised state, and nothing else is. */
    void assertSame(final String where) {
        int expected = 0;
        for (int slot = 0; slot < CAPACITY; slot++) {
            if (!world.slab.isUsed(slot)) {
                continue;
            }
            final int here = sink.slab.slotOf(world.slab.entity(slot));
            if (subscription.wants(world.slab.x(slot), world.slab.y(slot), world.slab.z(slot))) {
                assertTrue(here >= 0, where + " lacks slot " + slot);
            }
            if (here < 0) {
                continue;
            }
            assertTrue(subscription.keeps(world.slab.x(slot), world.slab.y(slot), world.slab.z(slot)), where);
            expected++;
            final int record = world.history.record(slot, world.history.round());
            final StateScale scale = world.scale;
            final EntitySlab slab = sink.slab;
            final String what = where + " slot " + slot;
            assertEquals(scale.x(world.history.records().getInt(record + StateRecord.X)), slab.x(here), what);
            assertEquals(scale.y(world.history.records().getInt(record + StateRecord.Y)), slab.y(here), what);
            assertEquals(scale.z(world.history.records().getInt(record + StateRecord.Z)), slab.z(here), what);
            assertEquals(StateScale.velocity(StateScale.quantiseVelocity(world.slab.vx(slot))), slab.vx(here), what);
            assertEquals(StateScale.yaw(StateScale.quantiseYaw(world.slab.yaw(slot))), slab.yaw(here), what);
            assertEquals(world.slab.type(slot), slab.type(here), what);
            assertEquals(world.slab.epoch(slot), slab.epoch(here), what);
            for (int i = 0; i < RandomWorld.PUBLIC_LENGTH; i += 8) {
                assertEquals(
                        world.slab.buffer().getLong(world.slab.gameOffset(slot) + i),
                        slab.buffer().getLong(slab.gameOffset(here) + i),
                        what);
            }
        }
        assertEquals(expected, sink.slab.size(), where);
        assertEquals(expected, publisher.published(), where);
    }

    void settle() {
        pressure = 0;
        Arrays.fill(frozen, false);
        round();
        round();
        deliver();
    }
}
