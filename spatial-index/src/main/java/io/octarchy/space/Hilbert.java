package io.octarchy.space;

/**
 * The 3-D Hilbert curve, as a walk through orientations: each octree level turns three bits of the locational code
 * into three bits of the curve index, and leads to the orientation of the next level.
 *
 * <p>Two properties carry the whole mesh, and tests hold both: successive indices are cells that share a face, and
 * every cell of every level is one contiguous interval, because the index is built from the coarsest level down. The
 * second means that the index of a cell at level <i>l</i> is the index of any finer cell in it, shifted right.
 *
 * <p>Source: C. H. Hamilton and A. Rau-Chaplin, <i>Compact Hilbert indices</i>, TR CS-2006-07, Dalhousie University
 * (entry point <i>e</i> and direction <i>d</i> of each sub-cube by Gray codes), tabulated once per class. It is the
 * curve of A. R. Butz (1971), the same as in J. Skilling, <i>Programming the Hilbert curve</i>, AIP 707 (2004), up to
 * reflection and rotation.
 */
public final class Hilbert {
    private static final int ORIENTATIONS = 24;

    /** (orientation, octant) to (next orientation, rank), as next * 8 + rank. */
    private static final short[] RANK = new short[ORIENTATIONS * 8];

    /** (orientation, rank) to (next orientation, octant), as next * 8 + octant. */
    private static final short[] OCTANT = new short[ORIENTATIONS * 8];

    static {
        for (int entry = 0; entry < 8; entry++) {
            for (int direction = 0; direction < 3; direction++) {
                tabulate(entry, direction);
            }
        }
    }

    private Hilbert() {}

    /**
     * @param morton the Morton index of a cell, 0 to 8^level - 1
     * @param level  0 to 20
     * @return the curve index of that cell, 0 to 8^level - 1
     */
    public static long encode(final long morton, final int level) {
        long index = 0;
        int orientation = 0;
        for (int shift = 3 * (level - 1); shift >= 0; shift -= 3) {
            final int step = RANK[orientation | (int) (morton >>> shift) & 7];
            index = index << 3 | step & 7;
            orientation = step & ~7;
        }
        return index;
    }

    /**
     * The inverse of {@link #encode(long, int)}.
     *
     * @param index 0 to 8^level - 1
     * @param level 0 to 20
     * @return the Morton index of the cell
     */
    public static long decode(final long index, final int level) {
        long morton = 0;
        int orientation = 0;
        for (int shift = 3 * (level - 1); shift >= 0; shift -= 3) {
            final int step = OCTANT[orientation | (int) (index >>> shift) & 7];
            morton = morton << 3 | step & 7;
            orientation = step & ~7;
        }
        return morton;
    }

    /** The curve index of a cell among the cells of its own level. */
    public static long indexOf(final long code) {
        return encode(LocationalCode.morton(code), LocationalCode.level(code));
    }

    /** The cell of a level at a curve index of that level. */
    public static long codeAt(final long index, final int level) {
        return 1L << 3 * level | decode(index, level);
    }

    private static void tabulate(final int entry, final int direction) {
        final int orientation = (entry * 3 + direction) * 8;
        for (int rank = 0; rank < 8; rank++) {
            final int gray = rank ^ rank >>> 1;
            final int octant = rotateLeft(gray, direction + 1) ^ entry;
            final int nextEntry = entry ^ rotateLeft(entryOf(rank), direction + 1);
            final int nextDirection = (direction + directionOf(rank) + 1) % 3;
            final int next = (nextEntry * 3 + nextDirection) * 8;
            RANK[orientation + octant] = (short) (next | rank);
            OCTANT[orientation + rank] = (short) (next | octant);
        }
    }

    /** Where the curve enters the sub-cube of a rank. */
    private static int entryOf(final int rank) {
        if (rank == 0) {
            return 0;
        }
        final int even = 2 * ((rank - 1) / 2);
        return even ^ even >>> 1;
    }

    /** Along which axis the curve runs through the sub-cube of a rank. */
    private static int directionOf(final int rank) {
        if (rank == 0) {
            return 0;
        }
        final int odd = (rank & 1) == 0 ? rank - 1 : rank;
        return Integer.numberOfTrailingZeros(~odd) % 3;
    }

    private static int rotateLeft(final int bits, final int by) {
        final int turn = by % 3;
        return (bits << turn | bits >>> 3 - turn) & 7;
    }
}
