package io.octarchy.mesh.store;

/**
 * What was removed during the last few images. Bounded: the oldest gives way. Positions count from the first removal ever.
 */
final class RecentRemovals {
    private final long[] entity;
    private final long[] epoch;
    private final long[] tick;
    private final long[] quantity;
    private final int[] ends;
    private int end;
    private int imageCursor;

    /** @param images over which a removal is remembered. */
    RecentRemovals(final int capacity, final int images) {
        entity = new long[capacity];
        epoch = new long[capacity];
        tick = new long[capacity];
        quantity = new long[capacity];
        ends = new int[images];
    }

    void add(final long removed, final long atEpoch, final long lastTick, final long withQuantity) {
        final int at = end++ % entity.length;
        entity[at] = removed;
        epoch[at] = atEpoch;
        tick[at] = lastTick;
        quantity[at] = withQuantity;
    }

    /** An image has told of all so far: those told for the last time are forgotten. */
    void nextImage() {
        ends[imageCursor] = end;
        imageCursor = imageCursor + 1 == ends.length ? 0 : imageCursor + 1;
    }

    /** Position of the oldest that is remembered. */
    int first() {
        return Math.max(ends[imageCursor], end - entity.length);
    }

    /** Position after the newest. */
    int end() {
        return end;
    }

    long entity(final int position) {
        return entity[position % entity.length];
    }

    long epoch(final int position) {
        return epoch[position % entity.length];
    }

    /** The last tick that it ran. */
    long tick(final int position) {
        return tick[position % entity.length];
    }

    long quantity(final int position) {
        return quantity[position % entity.length];
    }
}
