package io.octarchy.replicator.view;

/** Slots with a rank, and the choice of the least ranks in linear time. Bounded; allocates nothing after construction. */
final class Candidates {
    private final int[] slot;
    private final double[] rank;
    private final double[] distanceSquared;
    private int size;

    Candidates(final int capacity) {
        slot = new int[capacity];
        rank = new double[capacity];
        distanceSquared = new double[capacity];
    }

    void clear() {
        size = 0;
    }

    void add(final int newSlot, final double newRank, final double newDistanceSquared) {
        slot[size] = newSlot;
        rank[size] = newRank;
        distanceSquared[size++] = newDistanceSquared;
    }

    int size() {
        return size;
    }

    int slot(final int i) {
        return slot[i];
    }

    double distanceSquared(final int i) {
        return distanceSquared[i];
    }

    /** Drop all but the {@code count} of least rank; at equal rank the lower slots stay. */
    void keepLeast(final int count) {
        if (size <= count) {
            return;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            final int middle = partition(low, high);
            if (middle == count) {
                break;
            }
            if (middle < count) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        size = count;
    }

    private int partition(final int low, final int high) {
        swap(low + high >>> 1, high);
        int boundary = low;
        for (int i = low; i < high; i++) {
            if (isLess(i, high)) {
                swap(i, boundary++);
            }
        }
        swap(boundary, high);
        return boundary;
    }

    private boolean isLess(final int a, final int b) {
        return rank[a] < rank[b] || rank[a] == rank[b] && slot[a] < slot[b];
    }

    private void swap(final int a, final int b) {
        final int heldSlot = slot[a];
        final double heldRank = rank[a];
        final double heldDistance = distanceSquared[a];
        slot[a] = slot[b];
        rank[a] = rank[b];
        distanceSquared[a] = distanceSquared[b];
        slot[b] = heldSlot;
        rank[b] = heldRank;
        distanceSquared[b] = heldDistance;
    }
}
