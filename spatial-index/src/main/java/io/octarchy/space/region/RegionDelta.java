package io.octarchy.space.region;

import java.util.Arrays;

/**
 * The way from one version of a region map to another: edits {@code (start, end, owner)} in curve order, and the
 * checksum that the result must have.
 *
 * <p>A mutable carrier to be filled from a diff or from a message, and used again. {@link RegionMap#apply} checks all
 * of it, so values may come from anywhere. Grows when {@link #diff(RegionMap, RegionMap)} makes it, else has a fixed
 * bound. Not thread-safe.
 */
public final class RegionDelta {
    private final long[] starts;
    private final long[] ends;
    private final int[] owners;
    private long fromVersion;
    private long toVersion;
    private long checksum;
    private int count;

    /**
     * @param maxEdits most edits, 0 or more
     */
    public RegionDelta(final int maxEdits) {
        starts = new long[maxEdits];
        ends = new long[maxEdits];
        owners = new int[maxEdits];
    }

    /** A new delta of just the size needed. Allocates. */
    public static RegionDelta diff(final RegionMap from, final RegionMap to) {
        final RegionDelta delta = new RegionDelta(from.intervals() + to.intervals());
        delta.setToDiff(from, to);
        return delta;
    }

    /**
     * Begins anew, without edits.
     *
     * @param from     the version to be edited
     * @param to       the version that results; more than {@code from}
     * @param expected the checksum of the map that results
     */
    public RegionDelta begin(final long from, final long to, final long expected) {
        fromVersion = from;
        toVersion = to;
        checksum = expected;
        count = 0;
        return this;
    }

    /**
     * Appends an edit.
     *
     * @return false when the delta is full, and nothing has changed
     */
    public boolean add(final long start, final long end, final int owner) {
        if (count == starts.length) {
            return false;
        }
        starts[count] = start;
        ends[count] = end;
        owners[count++] = owner;
        return true;
    }

    /**
     * Becomes the shortest delta between two maps over the same curve. O(n). Allocates nothing.
     *
     * @return false when the edits do not fit; the delta is then of no use and the map must be sent whole
     */
    public boolean setToDiff(final RegionMap from, final RegionMap to) {
        if (from.curveSize() != to.curveSize()) {
            throw new IllegalArgumentException(
                    "maps over different curves: " + from.curveSize() + " and " + to.curveSize());
        }
        begin(from.version(), to.version(), to.checksum());
        int i = 0;
        int j = 0;
        long at = 0;
        while (at < to.curveSize()) {
            final long end = Math.min(from.end(i), to.end(j));
            if (from.owner(i) != to.owner(j) && !extend(at, end, to.owner(j))) {
                return false;
            }
            i += from.end(i) == end ? 1 : 0;
            j += to.end(j) == end ? 1 : 0;
            at = end;
        }
        return true;
    }

    private boolean extend(final long start, final long end, final int owner) {
        if (count > 0 && ends[count - 1] == start && owners[count - 1] == owner) {
            ends[count - 1] = end;
            return true;
        }
        return add(start, end, owner);
    }

    /** Whether versions rise and edits are in order, apart, not empty, on the curve and with owners of 0 or more. */
    public boolean isWellFormed(final long curveSize) {
        if (fromVersion < 0 || toVersion <= fromVersion) {
            return false;
        }
        long at = 0;
        for (int i = 0; i < count; i++) {
            if (starts[i] < at || ends[i] <= starts[i] || ends[i] > curveSize || owners[i] < 0) {
                return false;
            }
            at = ends[i];
        }
        return true;
    }

    /** The version that this delta starts from. */
    public long fromVersion() {
        return fromVersion;
    }

    /** The version that this delta leads to. */
    public long toVersion() {
        return toVersion;
    }

    /** The checksum of the map that results. */
    public long checksum() {
        return checksum;
    }

    /** Number of edits. */
    public int edits() {
        return count;
    }

    /** First curve index of edit {@code i}. */
    public long start(final int i) {
        return starts[checkIndex(i)];
    }

    /** One more than the last curve index of edit {@code i}. */
    public long end(final int i) {
        return ends[checkIndex(i)];
    }

    /** New owner of edit {@code i}. */
    public int owner(final int i) {
        return owners[checkIndex(i)];
    }

    private int checkIndex(final int i) {
        if (i < 0 || i >= count) {
            throw new IndexOutOfBoundsException("edit " + i + " of " + count);
        }
        return i;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RegionDelta that
                && fromVersion == that.fromVersion
                && toVersion == that.toVersion
                && checksum == that.checksum
                && Arrays.equals(starts, 0, count, that.starts, 0, that.count)
                && Arrays.equals(ends, 0, count, that.ends, 0, that.count)
                && Arrays.equals(owners, 0, count, that.owners, 0, that.count);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(checksum * 31 + fromVersion * 17 + toVersion);
    }

    @Override
    public String toString() {
        return "RegionDelta{" + fromVersion + " → " + toVersion + ", " + count + " edits}";
    }
}
