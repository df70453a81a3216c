package io.octarchy.mesh.launch;

import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes a node's events where nobody observes it. */
final class NoEvents implements FrameChannel {
    static final NoEvents INSTANCE = new NoEvents();

    private static final int MAX_FRAME = 64 * 1024;

    private final ThreadLocal<UnsafeBuffer> scratch =
            ThreadLocal.withInitial(() -> new UnsafeBuffer(new byte[MAX_FRAME]));

    @Override
    public int claim(final int length) {
        return 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return scratch.get();
    }

    @Override
    public void commit() {}

    @Override
    public void abort() {}

    @Override
    public int maxFrameLength() {
        return MAX_FRAME;
    }

    @Override
    public boolean isConnected() {
        return true;
    }
}
