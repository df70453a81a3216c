package io.octarchy.replicator.view;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.replicator.MemoryChannel;
import io.octarchy.replicator.RandomWorld;
import io.octarchy.space.index.EntityIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** Views of any content after good ones: the replica refuses them unchanged, or stays in one piece. */
class ViewFuzzer implements ReplicaListener {
    private static final int CAPACITY = 32;
    private static final int MAX_FRAMES = 16;
    private static final int HEADER = 8;
    private static final List<byte[]> GOOD = goodViews();

    private final Set<Long> inSight = new HashSet<>();
    private final Replica replica = new Replica(this, VisibleTable.handles(CAPACITY));
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ViewDecoder view = new ViewDecoder();
    private long news;

    private static List<byte[]> goodViews() {
        final RandomWorld world = new RandomWorld(5, CAPACITY);
        final EntityIndex index = new EntityIndex(RandomWorld.CUBE, CAPACITY, 3);
        final MemoryChannel channel = new MemoryChannel(600, () -> false);
        final ViewRings rings = new ViewRings(2000, 2000, 2000, 1, 1, 1, CAPACITY, 3);
        final ViewComposer composer =
                new ViewComposer(world.slab, index, world.history, rings, 8, gateway -> channel, slot -> 4);
        for (int i = 0; i < CAPACITY / 2; i++) {
            final int slot = world.spawn();
            index.insert(slot, world.slab.x(slot), world.slab.y(slot), world.slab.z(slot));
        }
        composer.open(77, 3, 0);
        final List<byte[]> frames = new ArrayList<>();
        while (frames.size() < MAX_FRAMES) {
            world.tick++;
            world.history.beginRound(world.tick);
            for (int slot = 0; slot < CAPACITY; slot++) {
                if (!world.slab.isUsed(slot)) {
                    continue;
                }
                if (slot > 0 && world.chance(0.02)) {
                    index.remove(slot);
                    world.slab.remove(slot, true);
                    continue;
                }
                world.step(slot);
                index.move(slot, world.slab.x(slot), world.slab.y(slot), world.slab.z(slot));
                world.history.capture(slot);
            }
            composer.publish(0, 5, 1, world.tick);
            for (UnsafeBuffer f = channel.poll(); f != null; f = channel.poll()) {
                frames.add(f.byteArray());
            }
        }
        return frames.subList(0, MAX_FRAMES);
    }

    @FuzzTest
    void receive(final FuzzedDataProvider data) {
        final ViewFuzzer far = new ViewFuzzer();
        final int good = data.consumeInt(0, GOOD.size() - 1);
        for (int i = 0; i < good; i++) {
            far.give(GOOD.get(i));
        }
        for (int frames = data.consumeInt(1, 4); frames > 0; frames--) {
            final byte[] frame = Fuzz.damaged(data, GOOD);
            final long before = far.news;
            final int outcome = far.give(frame);
            final boolean refused =
                    outcome == Replica.MALFORMED || outcome == Replica.STALE || outcome == Replica.WAITING;
            Fuzz.require(!refused || before == far.news, "refused with " + outcome + ", and yet changed");
            Fuzz.require(
                    far.replica.entities().size() == far.inSight.size(), "the table and the listener do not agree");
        }
    }

    private int give(final byte[] frame) {
        if (frame.length < HEADER + ViewDecoder.BLOCK_LENGTH) {
            return Replica.WAITING; // Clients ask whether a frame is whole before they hand it on.
        }
        final UnsafeBuffer buffer = Fuzz.atEnd(frame);
        header.wrap(buffer, Fuzz.BEFORE);
        final int block = header.blockLength();
        if (block < ViewDecoder.BLOCK_LENGTH || HEADER + block + 2 > frame.length) {
            return Replica.WAITING;
        }
        view.wrap(buffer, Fuzz.BEFORE + HEADER, block, header.version());
        final int[] outcome = new int[1];
        Fuzz.bounded(1 << 20, () -> outcome[0] = replica.onView(0, view));
        return outcome[0];
    }

    @Override
    public void onEnter(final Replica of, final int index, final long tick) {
        news++;
        Fuzz.require(inSight.add(of.entities().entity(index)), "entered twice");
    }

    @Override
    public void onUpdate(final Replica of, final int index, final long tick) {
        news++;
        Fuzz.require(inSight.contains(of.entities().entity(index)), "updated, and not in sight");
    }

    @Override
    public void onOwner(final Replica of, final int index, final long tick) {
        news++;
    }

    @Override
    public void onLeave(final Replica of, final int index, final int kind) {
        news++;
        Fuzz.require(inSight.remove(of.entities().entity(index)), "left twice");
    }
}
