package io.octarchy.space.octree;

/** Leaves as parallel arrays of fixed capacity. */
final class LeafArrays {
    final long[] starts;
    final long[] lengths;
    final long[] loads;
    final long[] predicted;
    int count;

    LeafArrays(final int capacity) {
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
        if (count == starts.length) {
            return false;
        }
        starts[count] = start;
        lengths[count] = length;
        loads[count] = load;
        predicted[count++] = predictedLoad;
        return true;
    }
}
