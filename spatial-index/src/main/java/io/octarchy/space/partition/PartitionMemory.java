package io.octarchy.space.partition;

import java.util.Arrays;

/**
 * Who gave away what, and when: the state by which a planner does not send a cell back to where it just came from.
 *
 * <p>Plain arrays in order of time, so that a snapshot is a copy of {@link #size()} rows and
 * {@link #remember(long, long, int, long)} of each restores it. Bounded: when full, the partitioner moves nothing but
 * what it must, until rows expire. Not thread-safe.
 */
public final class PartitionMemory {
    private final long[] starts;
    private final long[] lengths;
    private final int[] givers;
    private final long[] timesNs;
    private int size;

    /**
     * @param capacity most moves remembered, at least 1
     */
    public PartitionMemory(final int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1 but is " + capacity);
        }
        starts = new long[capacity];
        lengths = new long[capacity];
        givers = new int[capacity];
        timesNs = new long[capacity];
    }

    /**
     * Notes that a part of the curve has left a node.
     *
     * @param giver node id
     * @return false when there was no room, and nothing was noted
     */
    public boolean remember(final long start, final long length, final int giver, final long nowNs) {
        if (size == starts.length) {
            return false;
        }
        starts[size] = start;
        lengths[size] = length;
        givers[size] = giver;
        timesNs[size++] = nowNs;
        return true;
    }

    /**
     * Notes the moves of a plan that is being carried out, and forgets those that no longer matter; moves of plans that
     * are not carried out must not be noted.
     *
     * @return false when some did not fit
     */
    public boolean remember(final PartitionInput in, final PartitionPlan plan) {
        expire(in.nowNs(), in.settings().noReturnNs());
        boolean fits = true;
        for (int i = 0; i < plan.moves(); i++) {
            final int leaf = plan.moveLeaf(i);
            final int from = plan.moveFrom(i);
            if (from != PartitionInput.NO_NODE) {
                fits &= remember(in.leafStart(leaf), in.leafLength(leaf), in.nodeId(from), in.nowNs());
            }
        }
        return fits;
    }

    /** Forgets moves that are at least so old. */
    public void expire(final long nowNs, final long ageNs) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (nowNs - timesNs[i] - ageNs < 0) {
                starts[kept] = starts[i];
                lengths[kept] = lengths[i];
                givers[kept] = givers[i];
                timesNs[kept++] = timesNs[i];
            }
        }
        size = kept;
    }

    /** Forgets all. */
    public void clear() {
        size = 0;
    }

    /** Number of moves remembered. */
    public int size() {
        return size;
    }

    /** How many more would fit. */
    public int room() {
        return starts.length - size;
    }

    /** First curve index of what was moved. */
    public long start(final int i) {
        return starts[i];
    }

    /** Curve length of what was moved. */
    public long length(final int i) {
        return lengths[i];
    }

    /** Id of the node that gave it. */
    public int giver(final int i) {
        return givers[i];
    }

    /** When. */
    public long timeNs(final int i) {
        return timesNs[i];
    }

    /** Becomes equal to another memory, whose moves must fit. */
    public void copyFrom(final PartitionMemory that) {
        System.arraycopy(that.starts, 0, starts, 0, that.size);
        System.arraycopy(that.lengths, 0, lengths, 0, that.size);
        System.arraycopy(that.givers, 0, givers, 0, that.size);
        System.arraycopy(that.timesNs, 0, timesNs, 0, that.size);
        size = that.size;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof PartitionMemory that
                && Arrays.equals(starts, 0, size, that.starts, 0, that.size)
                && Arrays.equals(lengths, 0, size, that.lengths, 0, that.size)
                && Arrays.equals(givers, 0, size, that.givers, 0, that.size)
                && Arrays.equals(timesNs, 0, size, that.timesNs, 0, that.size);
    }

    @Override
    public int hashCode() {
        return size;
    }
}
