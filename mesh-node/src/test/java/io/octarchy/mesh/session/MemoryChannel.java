package io.octarchy.mesh.session;

import io.octarchy.replicator.frame.FrameChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A channel into memory whose room and connection the test decides. */
public final class MemoryChannel implements FrameChannel {
    public static final int MAX_FRAME_LENGTH = 1_376;

    private final Deque<byte[]> frames = new ArrayDeque<>();
    private final UnsafeBuffer claimed = new UnsafeBuffer(new byte[MAX_FRAME_LENGTH]);
    private int claimedLength;
    private int room = Integer.MAX_VALUE;
    private boolean isConnected = true;
    private boolean isClosed;

    public MemoryChannel room(final int frames) {
        room = frames;
        return this;
    }

    public MemoryChannel connected(final boolean connected) {
        isConnected = connected;
        return this;
    }

    public void close() {
        isClosed = true;
    }

    public boolean isClosed() {
        return isClosed;
    }

    /** Oldest frame not taken yet, or null. */
    public byte[] take() {
        return frames.poll();
    }

    public int size() {
        return frames.size();
    }

    @Override
    public int claim(final int length) {
        if (length < 1 || length > MAX_FRAME_LENGTH) {
            throw new IllegalArgumentException("length " + length);
        }
        if (isClosed) {
            return CLOSED;
        }
        if (!isConnected) {
            return NOT_CONNECTED;
        }
        if (room == 0) {
            return BACK_PRESSURED;
        }
        claimedLength = length;
        return 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claimed;
    }

    @Override
    public void commit() {
        final byte[] frame = new byte[claimedLength];
        claimed.getBytes(0, frame);
        frames.add(frame);
        room--;
    }

    @Override
    public void abort() {
        claimedLength = 0;
    }

    @Override
    public int maxFrameLength() {
        return MAX_FRAME_LENGTH;
    }

    @Override
    public boolean isConnected() {
        return isConnected && !isClosed;
    }
}
