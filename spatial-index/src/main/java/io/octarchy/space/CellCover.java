package io.octarchy.space;

/**
 * Curve intervals as octree cells.
 *
 * <p>A cell is an interval whose length is a power of eight and whose start is a multiple of that length. Taking, again
 * and again, the greatest such interval at the front yields the unique decomposition into maximal cells: lengths rise,
 * then fall. At most 7 cells of a size rise and 7 fall, and the greatest size occurs at most 7 times in all unless the
 * interval is the whole curve, so an interval of a curve of <i>l</i> levels has at most
 * {@code max(1, 14 * l - 7)} cells ({@link #maxCells(int)}).
 */
public final class CellCover {
    private CellCover() {}

    /** The most cells that any interval of a curve of so many levels can have. */
    public static int maxCells(final int finestLevel) {
        return Math.max(1, 14 * finestLevel - 7);
    }

    /** Whether some octree cell is exactly this interval, given that the curve is long enough. */
    public static boolean isCell(final long start, final long length) {
        return length > 0
                && Long.bitCount(length) == 1
                && Long.numberOfTrailingZeros(length) % 3 == 0
                && (start & length - 1) == 0;
    }

    /**
     * Length of the greatest cell that begins at {@code start} and ends no later than {@code end}.
     *
     * @param start 0 or more
     * @param end   more than {@code start}
     */
    public static long cellLengthAt(final long start, final long end) {
        final int fit = 63 - Long.numberOfLeadingZeros(end - start);
        final int aligned = Long.numberOfTrailingZeros(start);
        final int bits = Math.min(fit, aligned);
        return 1L << bits - bits % 3;
    }

    /**
     * Visits the maximal cells of {@code [start, end)} in curve order. Allocates nothing.
     *
     * @param start 0 or more
     * @param end   an empty interval ({@code end <= start}) has no cells
     */
    public static void forEach(final long start, final long end, final CellVisitor visitor) {
        long at = start;
        while (at < end) {
            final long length = cellLengthAt(at, end);
            visitor.onCell(at, length);
            at += length;
        }
    }

    /** Number of maximal cells of {@code [start, end)}. */
    public static int count(final long start, final long end) {
        int cells = 0;
        for (long at = start; at < end; at += cellLengthAt(at, end)) {
            cells++;
        }
        return cells;
    }
}
