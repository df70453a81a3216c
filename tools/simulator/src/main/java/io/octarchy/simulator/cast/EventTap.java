package io.octarchy.simulator.cast;

import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Where one node writes its events: handed on at once, in the order in which they happen in the whole mesh. */
final class EventTap implements FrameChannel {
    private static final int MAX_FRAME = 16 * 1024;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[MAX_FRAME]);
    private final EventSink sink;
    private int length;

    EventTap(final EventSink sink) {
        this.sink = sink;
    }

    @Override
    public int claim(final int newLength) {
        length = newLength;
        return 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return frame;
    }

    @Override
    public void commit() {
        sink.onEvent(frame, 0, length);
    }

    @Override
    public void abort() {
        length = 0;
    }

    @Override
    public int maxFrameLength() {
        return MAX_FRAME;
    }

    @Override
    public boolean isConnected() {
        return true;
    }
}
