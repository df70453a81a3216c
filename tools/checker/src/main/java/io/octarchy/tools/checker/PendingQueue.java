package io.octarchy.tools.checker;

/** Judgements put off until all streams must have been read; bounded, first in, first out. */
final class PendingQueue {
    private static final int CAPACITY = 1 << 17;

    private final int[] slots = new int[CAPACITY];
    private final long[] entities = new long[CAPACITY];
    private final long[] firsts = new long[CAPACITY];
    private final long[] seconds = new long[CAPACITY];
    private final long[] dues = new long[CAPACITY];
    private long head;
    private long tail;
    private long overflows;

    /** Takes two values of the invariant's own. A full queue drops and counts: then not all was judged. */
    void add(final int slot, final long entity, final long first, final long second, final long due) {
        if (tail - head == CAPACITY) {
            overflows++;
            return;
        }
        final int at = (int) (tail++ & (CAPACITY - 1));
        slots[at] = slot;
        entities[at] = entity;
        firsts[at] = first;
        seconds[at] = second;
        dues[at] = due;
    }

    boolean isDue(final long now) {
        return head != tail && dues[at()] <= now;
    }

    int slot() {
        return slots[at()];
    }

    long entity() {
        return entities[at()];
    }

    long first() {
        return firsts[at()];
    }

    long second() {
        return seconds[at()];
    }

    void remove() {
        head++;
    }

    long overflows() {
        return overflows;
    }

    private int at() {
        return (int) (head & (CAPACITY - 1));
    }
}
