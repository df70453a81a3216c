package io.octarchy.space.region;

import java.util.Arrays;

/**
 * Who owns each part of the curve: sorted interval starts and their owners, with a version.
 *
 * <p>The map always tiles the curve (invariant I8): intervals are given by their starts alone, so there can be neither
 * overlap nor hole. Neighbours of one owner are kept as one interval, so that equal ownership has one form only and
 * the checksum does not depend on history.
 *
 * <p>Look-up O(log n); an edit moves the tail of two arrays and updates the checksum for what it touched. All memory is
 * taken at construction; no method allocates but {@link #toString()}. Not thread-safe.
 */
public final class RegionMap {
    /** Owner of cold space: no node rules there. */
    public static final int NOBODY = 0;

    /** An edit may briefly hold one or two intervals more than its result. */
    private static final int SLACK = 2;

    private static final int MAX_INTERVALS = 1 << 28;

    private final long curveSize;
    private final int maxIntervals;
    private long[] starts;
    private int[] owners;
    private long[] savedStarts;
    private int[] savedOwners;
    private int count;
    private long version;
    private long hash;

    /**
     * A map of version 0 in which nobody owns anything.
     *
     * @param curveSize    number of curve indices, at least 1; see {@link io.octarchy.space.WorldCube#curveSize()}
     * @param maxIntervals most intervals, 1 to 2^28
     */
    public RegionMap(final long curveSize, final int maxIntervals) {
        if (curveSize < 1) {
            throw new IllegalArgumentException("curveSize must be at least 1 but is " + curveSize);
        }
        if (maxIntervals < 1 || maxIntervals > MAX_INTERVALS) {
            throw new IllegalArgumentException(
                    "maxIntervals must be 1 to " + MAX_INTERVALS + " but is " + maxIntervals);
        }
        this.curveSize = curveSize;
        this.maxIntervals = maxIntervals;
        starts = new long[maxIntervals + SLACK];
        owners = new int[maxIntervals + SLACK];
        savedStarts = new long[maxIntervals + SLACK];
        savedOwners = new int[maxIntervals + SLACK];
        reset(0, NOBODY);
    }

    /** Makes one owner own everything. */
    public void reset(final long newVersion, final int owner) {
        requireOwner(owner);
        version(newVersion);
        starts[0] = 0;
        owners[0] = owner;
        count = 1;
        hash = IntervalHash.mix(0, owner);
    }

    /** Number of curve indices. */
    public long curveSize() {
        return curveSize;
    }

    /** Most intervals that fit. */
    public int maxIntervals() {
        return maxIntervals;
    }

    /** The version, 0 or more. Edits leave it alone: the issuer of maps decides when a new version is complete. */
    public long version() {
        return version;
    }

    /** Sets the version, 0 or more. */
    public void version(final long newVersion) {
        if (newVersion < 0) {
            throw new IllegalArgumentException("version must not be negative but is " + newVersion);
        }
        version = newVersion;
    }

    /** Number of intervals, 1 to {@link #maxIntervals()}. */
    public int intervals() {
        return count;
    }

    /** First curve index of interval {@code i}. */
    public long start(final int i) {
        return starts[checkIndex(i)];
    }

    /** One more than the last curve index of interval {@code i}. */
    public long end(final int i) {
        return checkIndex(i) + 1 < count ? starts[i + 1] : curveSize;
    }

    /** Owner of interval {@code i}, 0 or more. */
    public int owner(final int i) {
        return owners[checkIndex(i)];
    }

    /**
     * @param curveIndex 0 to {@link #curveSize()} - 1
     * @return the owner, 0 or more
     */
    public int ownerAt(final long curveIndex) {
        return owners[intervalAt(curveIndex)];
    }

    /**
     * @param curveIndex 0 to {@link #curveSize()} - 1
     * @return which interval holds it
     */
    public int intervalAt(final long curveIndex) {
        if (curveIndex < 0 || curveIndex >= curveSize) {
            throw new IndexOutOfBoundsException("curve index " + curveIndex + " is not in 0 to " + (curveSize - 1));
        }
        return lastStartAtOrBelow(curveIndex);
    }

    /** Number of intervals of an owner. O(n). */
    public int intervalsOf(final int owner) {
        int n = 0;
        for (int i = 0; i < count; i++) {
            if (owners[i] == owner) {
                n++;
            }
        }
        return n;
    }

    /** Number of curve indices of an owner. O(n). */
    public long sizeOf(final int owner) {
        long size = 0;
        for (int i = 0; i < count; i++) {
            if (owners[i] == owner) {
                size += end(i) - starts[i];
            }
        }
        return size;
    }

    /**
     * Gives {@code [start, end)} to an owner: the one primitive edit, of which the others are made.
     *
     * @param start 0 or more
     * @param end   more than {@code start}, at most {@link #curveSize()}
     * @param owner 0 ({@link #NOBODY}) or more
     * @return false, and nothing has changed, when the result would have more than {@link #maxIntervals()} intervals
     * @throws IllegalArgumentException when the interval is empty or outside the curve, or the owner negative
     */
    public boolean assign(final long start, final long end, final int owner) {
        if (start < 0 || start >= end || end > curveSize) {
            throw new IllegalArgumentException(
                    "interval [" + start + ", " + end + ") is empty or not within [0, " + curveSize + ")");
        }
        requireOwner(owner);
        final int first = lastStartAtOrBelow(start);
        final int last = lastStartAtOrBelow(end - 1);
        final int after = owners[last];
        final boolean leftRemains = starts[first] < start;
        final boolean rightRemains = end < end(last);

        // [from, to) are the intervals to be replaced by at most three: left rest, the new one, right rest.
        int from = first;
        int to = last + 1;
        final boolean joinsLeft = leftRemains ? owners[first] == owner : first > 0 && owners[first - 1] == owner;
        final boolean joinsRight = rightRemains ? after == owner : to < count && owners[to] == owner;
        long newStart = start;
        if (joinsLeft) {
            from = leftRemains ? first : first - 1;
            newStart = starts[from];
        }
        if (joinsRight && !rightRemains) {
            to++;
        }
        final boolean keepLeft = leftRemains && !joinsLeft;
        final boolean keepRight = rightRemains && !joinsRight;
        final int replacements = 1 + (keepLeft ? 1 : 0) + (keepRight ? 1 : 0);
        if (count - (to - from) + replacements > maxIntervals) {
            return false;
        }
        final int at = keepLeft ? from + 1 : from;
        splice(from, to, replacements);
        if (keepLeft) {
            put(from, starts[from], owners[from]);
        }
        put(at, newStart, owner);
        if (keepRight) {
            put(at + 1, end, after);
        }
        return true;
    }

    /**
     * Cuts the interval that holds {@code at} there, and gives its right part to an owner.
     *
     * @return as {@link #assign(long, long, int)}
     */
    public boolean cut(final long at, final int rightOwner) {
        return assign(at, end(intervalAt(at)), rightOwner);
    }

    /**
     * Gives everything of one owner to another, in one pass.
     *
     * @return the number of curve indices that changed owner
     */
    public long transfer(final int fromOwner, final int toOwner) {
        requireOwner(toOwner);
        if (fromOwner == toOwner) {
            return 0;
        }
        long moved = 0;
        long newHash = 0;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            final long start = starts[i];
            int owner = owners[i];
            if (owner == fromOwner) {
                moved += end(i) - start;
                owner = toOwner;
            }
            if (kept == 0 || owners[kept - 1] != owner) {
                starts[kept] = start;
                owners[kept++] = owner;
                newHash += IntervalHash.mix(start, owner);
            }
        }
        count = kept;
        hash = newHash;
        return moved;
    }

    /**
     * A 64-bit checksum of intervals, owners and version: equal for equal maps, however they came about. It guards
     * against divergence, not against an enemy. O(1).
     */
    public long checksum() {
        return IntervalHash.mix(hash ^ curveSize, 0) + IntervalHash.mix(version, count);
    }

    /** Becomes equal to another map over the same curve whose intervals fit. */
    public void copyFrom(final RegionMap that) {
        if (that.curveSize != curveSize || that.count > maxIntervals) {
            throw new IllegalArgumentException("a map of curve size " + that.curveSize + " with " + that.count
                    + " intervals does not fit one of curve size " + curveSize + " and bound " + maxIntervals);
        }
        System.arraycopy(that.starts, 0, starts, 0, that.count);
        System.arraycopy(that.owners, 0, owners, 0, that.count);
        count = that.count;
        version = that.version;
        hash = that.hash;
    }

    /** Whether both maps have the same intervals and owners; versions may differ. */
    public boolean sameOwnership(final RegionMap that) {
        return curveSize == that.curveSize
                && hash == that.hash
                && Arrays.equals(starts, 0, count, that.starts, 0, that.count)
                && Arrays.equals(owners, 0, count, that.owners, 0, that.count);
    }

    /**
     * Takes values that nobody has checked, such as a message's; on a fault the map stays as it was.
     *
     * @param newStarts interval starts, the first 0, strictly ascending, below {@link #curveSize()}
     * @param newOwners owners, 0 or more, neighbours different
     * @param length    how many of both to take
     */
    public MapFault load(final long newVersion, final long[] newStarts, final int[] newOwners, final int length) {
        if (newVersion < 0) {
            return MapFault.NEGATIVE_VERSION;
        }
        if (length > maxIntervals || length > newStarts.length || length > newOwners.length) {
            return MapFault.TOO_MANY_INTERVALS;
        }
        final MapFault fault = MapFault.ofIntervals(newStarts, newOwners, length, curveSize);
        if (fault == MapFault.NONE) {
            System.arraycopy(newStarts, 0, starts, 0, length);
            System.arraycopy(newOwners, 0, owners, 0, length);
            count = length;
            version = newVersion;
            hash = IntervalHash.of(starts, owners, count);
        }
        return fault;
    }

    /**
     * Applies a delta, whole or not at all.
     *
     * @return false, and the map is as before, when the delta is for another version, is malformed, needs more
     *     intervals than fit, or does not lead to the checksum that it names
     */
    public boolean apply(final RegionDelta delta) {
        if (delta.fromVersion() != version || !delta.isWellFormed(curveSize)) {
            return false;
        }
        System.arraycopy(starts, 0, savedStarts, 0, count);
        System.arraycopy(owners, 0, savedOwners, 0, count);
        final int savedCount = count;
        final long savedHash = hash;
        boolean good = true;
        for (int i = 0; good && i < delta.edits(); i++) {
            good = assign(delta.start(i), delta.end(i), delta.owner(i));
        }
        version = delta.toVersion();
        if (good && checksum() == delta.checksum()) {
            return true;
        }
        swapWithSaved();
        count = savedCount;
        hash = savedHash;
        version = delta.fromVersion();
        return false;
    }

    /** Checks the whole map anew: that it tiles the curve, is coalesced, and has the checksum it claims. O(n). */
    public MapFault validate() {
        if (version < 0) {
            return MapFault.NEGATIVE_VERSION;
        }
        if (count > maxIntervals) {
            return MapFault.TOO_MANY_INTERVALS;
        }
        final MapFault fault = MapFault.ofIntervals(starts, owners, count, curveSize);
        return fault == MapFault.NONE && hash != IntervalHash.of(starts, owners, count) ? MapFault.CHECKSUM : fault;
    }

    private int lastStartAtOrBelow(final long curveIndex) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            final int middle = low + high + 1 >>> 1;
            if (starts[middle] <= curveIndex) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Makes room for one or more intervals in place of {@code [from, to)}, whose hash is taken out. */
    private void splice(final int from, final int to, final int replacements) {
        for (int i = from; i < to; i++) {
            hash -= IntervalHash.mix(starts[i], owners[i]);
        }
        final int target = from + replacements;
        System.arraycopy(starts, to, starts, target, count - to);
        System.arraycopy(owners, to, owners, target, count - to);
        count += target - to;
    }

    private void put(final int i, final long start, final int owner) {
        starts[i] = start;
        owners[i] = owner;
        hash += IntervalHash.mix(start, owner);
    }

    private void swapWithSaved() {
        final long[] wrongStarts = starts;
        starts = savedStarts;
        savedStarts = wrongStarts;
        final int[] wrongOwners = owners;
        owners = savedOwners;
        savedOwners = wrongOwners;
    }

    private int checkIndex(final int i) {
        if (i < 0 || i >= count) {
            throw new IndexOutOfBoundsException("interval " + i + " of " + count);
        }
        return i;
    }

    private static void requireOwner(final int owner) {
        if (owner < 0) {
            throw new IllegalArgumentException("owner must not be negative but is " + owner);
        }
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("RegionMap{version ").append(version);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? ": " : ", ").append(starts[i]).append("→").append(owners[i]);
        }
        return text.append('}').toString();
    }
}
