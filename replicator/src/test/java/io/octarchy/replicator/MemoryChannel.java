package io.octarchy.replicator;

import io.octarchy.replicator.frame.FrameChannel;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A channel into a queue, that pushes back when told to. */
public final class MemoryChannel implements FrameChannel {
    private final UnsafeBuffer buffer;
    private final BooleanSupplier pushesBack;
    private final ArrayDeque<UnsafeBuffer> frames = new ArrayDeque<>();
    private int claimed;
    private boolean connected = true;

    public MemoryChannel(final int maxFrameLength, final BooleanSupplier pushesBack) {
        buffer = new UnsafeBuffer(new byte[maxFrameLength]);
        this.pushesBack = pushesBack;
    }

    @Override
    public int claim(final int length) {
        if (length < 1 || length > buffer.capacity()) {
            throw new IllegalArgumentException("length " + length);
        }
        if (!connected) {
            return NOT_CONNECTED;
        }
        if (pushesBack.getAsBoolean()) {
            return BACK_PRESSURED;
        }
        claimed = length;
        return 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    @Override
    public void commit() {
        final byte[] bytes = new byte[claimed];
        buffer.getBytes(0, bytes);
        frames.add(new UnsafeBuffer(bytes));
    }

    @Override
    public void abort() {
        claimed = 0;
    }

    @Override
    public int maxFrameLength() {
        return buffer.capacity();
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    public void connected(final boolean isConnected) {
        connected = isConnected;
    }

    /** The next frame, or null. */
    public UnsafeBuffer poll() {
        return frames.poll();
    }

    public int size() {
        return frames.size();
    }
}
