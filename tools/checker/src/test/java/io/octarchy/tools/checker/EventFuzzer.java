package io.octarchy.tools.checker;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.GaugeKind;
import io.octarchy.codec.event.LifeState;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.replicator.frame.FrameChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Events of any content: counted as malformed, or told to the handlers. */
class EventFuzzer {
    private static final long MAX_BYTES = 1 << 20;
    private static final List<byte[]> GOOD = good();

    /** Keeps what is written. */
    private static final class Tap implements FrameChannel {
        private final List<byte[]> frames = new ArrayList<>();
        private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        private int claimed;

        @Override
        public int claim(final int length) {
            claimed = length;
            return 0;
        }

        @Override
        public MutableDirectBuffer buffer() {
            return buffer;
        }

        @Override
        public void commit() {
            final byte[] frame = new byte[claimed];
            buffer.getBytes(0, frame);
            frames.add(frame);
        }

        @Override
        public void abort() {}

        @Override
        public int maxFrameLength() {
            return 1_000;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }

    private static List<byte[]> good() {
        final Tap tap = new Tap();
        final NodeEvents events = new NodeEvents(tap);
        events.node(1);
        events.tickRanBegin(5);
        events.tickRan(7, 1L << 32, 100);
        events.tickRan(8, 1L << 32, 100);
        events.tickRanEnd();
        events.ghostsAcceptedBegin(2, 5);
        events.ghostAccepted(9, 1L << 32);
        events.ghostsAcceptedEnd();
        events.fencedBegin(1);
        events.fencedDead(3);
        events.fencedEnd();
        events.shown(5, 4, false);
        events.entityCreated(5, 7, 1L << 32, 100);
        events.entityRemoved(6, 7, 1L << 32, 100);
        events.resumed(7, 1L << 32);
        events.frozen(7, 5, 9);
        events.mapApplied(1, 2, 5);
        events.life(LifeState.ACTIVE, 5, 6);
        events.gauge(GaugeKind.values()[0], 1, 2);
        events.counter(CounterKind.values()[0], 1);
        return tap.frames;
    }

    @FuzzTest
    void decode(final FuzzedDataProvider data) {
        final EventAdapter adapter = new EventAdapter(new NodeEventHandler() {});
        for (int frames = data.consumeInt(1, 4); frames > 0; frames--) {
            final byte[] frame = Fuzz.damaged(data, GOOD);
            Fuzz.bounded(MAX_BYTES, () -> adapter.onFrame(Fuzz.atEnd(frame), Fuzz.BEFORE, frame.length));
        }
    }
}
