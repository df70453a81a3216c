package io.octarchy.replicator.ghost;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.replicator.RandomWorld;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Ghost frames of any content on a stream that was good so far, thus against any baseline. */
class GhostFrameFuzzer {
    private static final List<byte[]> GOOD = goodFrames();
    private static final int MAX_FRAMES = 16;

    private static List<byte[]> goodFrames() {
        final GhostPair pair = new GhostPair(3, 700);
        pair.region(60);
        for (int i = 0; i < GhostPair.CAPACITY / 2; i++) {
            pair.world.spawn();
        }
        final List<byte[]> frames = new ArrayList<>();
        while (frames.size() < MAX_FRAMES) {
            pair.churn();
            pair.round();
            for (UnsafeBuffer f = pair.bulk.poll(); f != null; f = pair.bulk.poll()) {
                frames.add(f.byteArray());
            }
        }
        return frames.subList(0, MAX_FRAMES);
    }

    @FuzzTest
    void receive(final FuzzedDataProvider data) {
        final GhostPair pair = new GhostPair(3, 700);
        final int good = data.consumeInt(0, GOOD.size() - 1);
        for (int i = 0; i < good; i++) {
            give(pair, GOOD.get(i));
        }
        for (int frames = data.consumeInt(1, 4); frames > 0; frames--) {
            final byte[] frame = Fuzz.damaged(data, GOOD);
            final long before = state(pair);
            final int outcome = give(pair, frame);
            final boolean refused = outcome == GhostReceiver.MALFORMED || outcome == GhostReceiver.STALE;
            Fuzz.require(!refused || before == state(pair), "refused with " + outcome + ", and yet changed");
        }
        for (int slot = 0; slot < pair.sink.slab.highWater(); slot++) {
            final boolean inWorld = !pair.sink.slab.isUsed(slot)
                    || RandomWorld.CUBE.contains(
                            pair.sink.slab.x(slot), pair.sink.slab.y(slot), pair.sink.slab.z(slot));
            Fuzz.require(inWorld, "a ghost outside the world");
        }
    }

    private static int give(final GhostPair pair, final byte[] frame) {
        if (frame.length < GhostFrameDecoder.BLOCK_LENGTH + 8) {
            return GhostReceiver.STALE; // The node asks whether a frame is whole before it hands it on.
        }
        final UnsafeBuffer buffer = Fuzz.atEnd(frame);
        pair.header.wrap(buffer, Fuzz.BEFORE);
        final int block = pair.header.blockLength();
        if (block < GhostFrameDecoder.BLOCK_LENGTH || 8 + block + 2 > frame.length) {
            return GhostReceiver.STALE;
        }
        // The node finds the receiver by this very field.
        buffer.putInt(Fuzz.BEFORE + 8, GhostPair.SOURCE);
        pair.frame.wrap(buffer, Fuzz.BEFORE + 8, block, pair.header.version());
        final int[] outcome = new int[1];
        Fuzz.bounded(1 << 20, () -> outcome[0] = pair.receiver.onGhostFrame(0, pair.frame));
        return outcome[0];
    }

    private static long state(final GhostPair pair) {
        long hash = pair.receiver.applied() * 31 + pair.sink.slab.size();
        for (int slot = 0; slot < pair.sink.slab.highWater(); slot++) {
            if (pair.sink.slab.isUsed(slot)) {
                final int from = pair.sink.slab.offset(slot);
                for (int at = 0; at < pair.sink.slab.rowLength(); at += 8) {
                    hash = hash * 0x100000001B3L + pair.sink.slab.buffer().getLong(from + at);
                }
            }
        }
        return hash;
    }
}
