package io.octarchy.mesh.directory;

/** Entities that exist no more and whose homes are to be told so, several times each. Bounded: the oldest gives way. */
final class GoneNews {
    static final int CAPACITY = 8192;
    private static final int TELLINGS = 3;

    private final long[] entity = new long[CAPACITY];
    private final long[] epoch = new long[CAPACITY];
    private final long[] tick = new long[CAPACITY];
    private final int[] left = new int[CAPACITY];
    private int head;
    private int size;

    void add(final long gone, final long atEpoch, final long lastTick) {
        add(gone, atEpoch, lastTick, TELLINGS);
    }

    /** To be told once: there are others who know. */
    void addOnce(final long gone, final long atEpoch, final long lastTick) {
        add(gone, atEpoch, lastTick, 1);
    }

    private void add(final long gone, final long atEpoch, final long lastTick, final int tellings) {
        if (size == CAPACITY) {
            removeFirst();
        }
        final int at = (head + size++) % CAPACITY;
        entity[at] = gone;
        epoch[at] = atEpoch;
        tick[at] = lastTick;
        left[at] = tellings;
    }

    int size() {
        return size;
    }

    /** Of the first one. */
    long entity() {
        return entity[head];
    }

    /** At which it was removed. */
    long epoch() {
        return epoch[head];
    }

    long tick() {
        return tick[head];
    }

    /** The first one was told: it comes again later, if it must be told again. */
    void told() {
        final int again = left[head] - 1;
        final int at = head;
        removeFirst();
        if (again > 0) {
            add(entity[at], epoch[at], tick[at], again);
        }
    }

    private void removeFirst() {
        head = (head + 1) % CAPACITY;
        size--;
    }
}
