package io.octarchy.mesh.store.disk;

import io.octarchy.replicator.frame.FrameChannel;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Way from the node's thread to the thread that writes: a ring in memory. Neither ever waits for the other. */
final class RingChannel implements FrameChannel {
    private static final int RECORD = 1;

    private final OneToOneRingBuffer ring;
    private int claimed;

    /** @param capacity bytes, a power of two. */
    RingChannel(final int capacity) {
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(capacity + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    /** Give waiting frames to the handler; for the writer's thread. */
    int read(final MessageHandler handler, final int limit) {
        return ring.read(handler, limit);
    }

    @Override
    public int claim(final int length) {
        claimed = ring.tryClaim(RECORD, length);
        return claimed < 0 ? BACK_PRESSURED : claimed;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return ring.buffer();
    }

    @Override
    public void commit() {
        ring.commit(claimed);
    }

    @Override
    public void abort() {
        ring.abort(claimed);
    }

    @Override
    public int maxFrameLength() {
        return ring.maxMsgLength();
    }

    @Override
    public boolean isConnected() {
        return true;
    }
}
