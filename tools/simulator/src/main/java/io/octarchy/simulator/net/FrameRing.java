package io.octarchy.simulator.net;

import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames in order, each contiguous and with the time of its arrival, written and read in place. Grows as needed. */
final class FrameRing {
    private static final int HEADER = 16;
    private static final int ARRIVAL = 8;
    private static final int FIRST_CAPACITY = 1 << 12;
    private static final int PADDING = 1 << 31;

    private UnsafeBuffer buffer = new UnsafeBuffer(new byte[FIRST_CAPACITY]);
    private long head;
    private long tail;
    private int claimedAt;
    private int claimedLength;

    UnsafeBuffer buffer() {
        return buffer;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Bytes in use. */
    int size() {
        return (int) (tail - head);
    }

    /** Zeroed room for a frame; its offset. Committed next, or forgotten. */
    int claim(final int length) {
        final int needed = BitUtil.align(HEADER + length, 8);
        while (!fits(needed)) {
            grow();
        }
        final int toEnd = buffer.capacity() - index(tail);
        if (toEnd < needed) {
            buffer.putInt(index(tail), PADDING | toEnd);
            tail += toEnd;
        }
        claimedAt = index(tail);
        claimedLength = length;
        buffer.setMemory(claimedAt + HEADER, length, (byte) 0);
        return claimedAt + HEADER;
    }

    private boolean fits(final int needed) {
        final int toEnd = buffer.capacity() - index(tail);
        return buffer.capacity() - size() >= (toEnd < needed ? toEnd + needed : needed);
    }

    private void grow() {
        final UnsafeBuffer larger = new UnsafeBuffer(new byte[2 * buffer.capacity()]);
        long at = head;
        while (at < tail) {
            final int length = (int) Math.min(tail - at, buffer.capacity() - index(at));
            larger.putBytes((int) (at & larger.capacity() - 1), buffer, index(at), length);
            at += length;
        }
        buffer = larger;
    }

    /** What was claimed is a frame now. */
    void commit(final long arrivesNs) {
        buffer.putInt(claimedAt, claimedLength);
        buffer.putLong(claimedAt + ARRIVAL, arrivesNs);
        tail += BitUtil.align(HEADER + claimedLength, 8);
    }

    int claimedOffset() {
        return claimedAt + HEADER;
    }

    int claimedLength() {
        return claimedLength;
    }

    /** Arrival of the first frame; {@link Long#MAX_VALUE} when there is none. */
    long arrivesNs() {
        skipPadding();
        return head == tail ? Long.MAX_VALUE : buffer.getLong(index(head) + ARRIVAL);
    }

    int offset() {
        return index(head) + HEADER;
    }

    int length() {
        return buffer.getInt(index(head));
    }

    void removeFirst() {
        head += BitUtil.align(HEADER + length(), 8);
    }

    private void skipPadding() {
        while (head != tail && buffer.getInt(index(head)) < 0) {
            head += buffer.getInt(index(head)) & ~PADDING;
        }
    }

    /** Forget the frames that arrive after a time. */
    void truncate(final long lastNs) {
        long at = head;
        while (at != tail) {
            final int length = buffer.getInt(index(at));
            if (length < 0) {
                at += length & ~PADDING;
            } else if (buffer.getLong(index(at) + ARRIVAL) > lastNs) {
                tail = at;
            } else {
                at += BitUtil.align(HEADER + length, 8);
            }
        }
    }

    void clear() {
        head = tail;
    }

    private int index(final long position) {
        return (int) (position & buffer.capacity() - 1);
    }
}
