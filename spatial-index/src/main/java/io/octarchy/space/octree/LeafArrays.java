package io.octarchy.space.octree;

import java.util.Arrays;

/** Leaves as parallel arrays, which grow to a bound. */
final class LeafArrays {
    private static final int FIRST_CAPACITY = 256;

    private final int bound;
    long[] starts;
    long[] lengths;
    long[] loads;
    long[] predicted;
    int count;

    LeafArrays(final int bound) {
        this.bound = bound;
        final int capacity = Math.min(FIRST_CAPACITY, bound);
        starts = new long[capacity];
        lengths = new long[capacity];
        loads = new long[capacity];
        predicted = new long[capacity];
    }

    void clear() {
        count = 0;
    }

    /** False when there is no room. */
    boolean add(final long start, final long length, final long load, final long predictedLoad) {
        if (count == starts.length && !grow()) {
            return false;
        }
        starts[count] = start;
        lengths[count] = length;
        loads[count] = load;
        predicted[count++] = predictedLoad;
        return true;
    }

    private boolean grow() {
        final int capacity = Math.min(bound, 2 * count);
        if (capacity == count) {
            return false;
        }
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        loads = Arrays.copyOf(loads, capacity);
        predicted = Arrays.copyOf(predicted, capacity);
        return true;
    }
}
