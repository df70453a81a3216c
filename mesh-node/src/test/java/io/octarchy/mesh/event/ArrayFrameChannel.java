package io.octarchy.mesh.event;

import io.octarchy.replicator.frame.FrameChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps the frames committed, up to a number of them. */
final class ArrayFrameChannel implements FrameChannel {
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
    private final List<UnsafeBuffer> frames = new ArrayList<>();
    private final int maxFrameLength;
    private int room;
    private int claimed;

    ArrayFrameChannel(final int maxFrameLength, final int room) {
        this.maxFrameLength = maxFrameLength;
        this.room = room;
    }

    List<UnsafeBuffer> frames() {
        return frames;
    }

    void room(final int frames) {
        room = frames;
    }

    @Override
    public int claim(final int length) {
        if (length < 1 || length > maxFrameLength) {
            throw new IllegalArgumentException("length " + length);
        }
        claimed = length;
        return room == 0 ? BACK_PRESSURED : 16;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    @Override
    public void commit() {
        room--;
        final byte[] bytes = new byte[claimed];
        buffer.getBytes(16, bytes);
        frames.add(new UnsafeBuffer(bytes));
    }

    @Override
    public void abort() {
        claimed = 0;
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public boolean isConnected() {
        return true;
    }
}
