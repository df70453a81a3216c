package io.octarchy.mesh.command;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands that have come and wait for the next tick, in the order in which they came. Bounded: what does not fit is repeated. */
final class CommandInbox {
    private final int capacity;
    private final int maxLength;
    private final long[] from;
    private final long[] to;
    private final long[] sequence;
    private final long[] after;
    private final long[] tick;
    private final boolean[] foreign;
    private final int[] length;
    private final UnsafeBuffer bytes;
    private int head;
    private int size;
    private long overflows;

    CommandInbox(final int capacity, final int maxLength) {
        this.capacity = capacity;
        this.maxLength = maxLength;
        from = new long[capacity];
        to = new long[capacity];
        sequence = new long[capacity];
        after = new long[capacity];
        tick = new long[capacity];
        foreign = new boolean[capacity];
        length = new int[capacity];
        bytes = new UnsafeBuffer(new byte[capacity * maxLength]);
    }

    void offer(
            final long sender,
            final long target,
            final long withSequence,
            final long afterSequence,
            final long sentTick,
            final boolean ofOtherNode,
            final DirectBuffer buffer,
            final int offset,
            final int bytesLength) {
        if (size == capacity || bytesLength > maxLength) {
            overflows++;
            return;
        }
        final int at = (head + size++) % capacity;
        from[at] = sender;
        to[at] = target;
        sequence[at] = withSequence;
        after[at] = afterSequence;
        tick[at] = sentTick;
        foreign[at] = ofOtherNode;
        length[at] = bytesLength;
        bytes.putBytes(at * maxLength, buffer, offset, bytesLength);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int bound() {
        return capacity;
    }

    /** Commands for which there was no room. */
    long overflows() {
        return overflows;
    }

    void removeFirst() {
        head = head + 1 == capacity ? 0 : head + 1;
        size--;
    }

    /** Of the first one. */
    long from() {
        return from[head];
    }

    long to() {
        return to[head];
    }

    long sequence() {
        return sequence[head];
    }

    long after() {
        return after[head];
    }

    long tick() {
        return tick[head];
    }

    /** Did an entity of another node send it? */
    boolean isForeign() {
        return foreign[head];
    }

    DirectBuffer bytes() {
        return bytes;
    }

    int bytesOffset() {
        return head * maxLength;
    }

    int length() {
        return length[head];
    }
}
