package io.octarchy.space;

/**
 * Names of octree cells: a {@code long} with a leading one bit, then three bits (z, y, x) a level.
 *
 * <p>The root is 1; the eight children of a cell are {@code code * 8} to {@code code * 8 + 7}. A code holds its own
 * level, so cells of all levels live in one table. 0 names no cell ({@link #NONE}).
 *
 * <p>Source: I. Gargantini, <i>An effective way to represent quadtrees</i>, CACM 25(12), 1982 (linear trees); the
 * leading one bit is M. S. Warren and J. K. Salmon's, <i>A parallel hashed oct-tree N-body algorithm</i>, 1993.
 *
 * <p>But for {@link #requireValid(long)} and {@link #of(int, int, int, int)}, methods trust that codes are valid:
 * they are on hot paths. Check what comes from outside with {@link #isValid(long)}.
 */
public final class LocationalCode {
    /** The cell that is the whole world. */
    public static final long ROOT = 1;

    /** No cell; what lies outside the world. */
    public static final long NONE = 0;

    /** The finest level that fits. */
    public static final int MAX_LEVEL = Morton.MAX_LEVEL;

    private LocationalCode() {}

    /**
     * @param level 0 (the root) to 20
     * @param ix    0 to 2^level - 1, as {@code iy} and {@code iz}
     * @return the code of that cell
     * @throws IllegalArgumentException when the level or a coordinate is out of range
     */
    public static long of(final int level, final int ix, final int iy, final int iz) {
        requireLevel(level);
        if ((ix | iy | iz) >>> level != 0) {
            throw new IllegalArgumentException("no cell (" + ix + ", " + iy + ", " + iz + ") at level " + level
                    + ": coordinates are 0 to " + ((1 << level) - 1));
        }
        return compose(level, ix, iy, iz);
    }

    /** As {@link #of(int, int, int, int)}, without checks. */
    static long compose(final int level, final int ix, final int iy, final int iz) {
        return 1L << 3 * level | Morton.encode(ix, iy, iz);
    }

    /** Whether the value names a cell of level 0 to 20. */
    public static boolean isValid(final long code) {
        if (code <= 0) {
            return false;
        }
        final int leading = 63 - Long.numberOfLeadingZeros(code);
        return leading % 3 == 0 && leading <= 3 * MAX_LEVEL;
    }

    /**
     * @return the code itself
     * @throws IllegalArgumentException when the value names no cell
     */
    public static long requireValid(final long code) {
        if (!isValid(code)) {
            throw new IllegalArgumentException("not a locational code: 0x" + Long.toHexString(code));
        }
        return code;
    }

    static int requireLevel(final int level) {
        if (level < 0 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("level must be 0 to " + MAX_LEVEL + " but is " + level);
        }
        return level;
    }

    /** The level of a cell, 0 for the root. */
    public static int level(final long code) {
        return (63 - Long.numberOfLeadingZeros(code)) / 3;
    }

    /** The cell without its leading one: its Morton index among the cells of its level. */
    public static long morton(final long code) {
        return code ^ Long.highestOneBit(code);
    }

    /** The cell around this one; {@link #NONE} for the root. */
    public static long parent(final long code) {
        return code >>> 3;
    }

    /**
     * @param code a cell above level 20
     * @param i    which child: bit 0 is x, bit 1 is y, bit 2 is z
     */
    public static long child(final long code, final int i) {
        return code << 3 | i & 7;
    }

    /** Which child of its parent this cell is, 0 to 7. */
    public static int childIndex(final long code) {
        return (int) code & 7;
    }

    /** The cell of a coarser or equal level around this one. */
    public static long ancestor(final long code, final int level) {
        return code >>> 3 * (level(code) - level);
    }

    /** The x coordinate in cells of its own level. */
    public static int x(final long code) {
        return Morton.x(morton(code));
    }

    /** The y coordinate in cells of its own level. */
    public static int y(final long code) {
        return Morton.y(morton(code));
    }

    /** The z coordinate in cells of its own level. */
    public static int z(final long code) {
        return Morton.z(morton(code));
    }

    /** Whether {@code a} is {@code b} or a cell around it. */
    public static boolean isAncestorOrSelf(final long a, final long b) {
        final int levels = level(b) - level(a);
        return levels >= 0 && b >>> 3 * levels == a;
    }

    /**
     * The cell of the same level at an offset, or {@link #NONE} when that is outside the world.
     *
     * @param dx offset in cells, as {@code dy} and {@code dz}; any magnitude below 2^20
     */
    public static long neighbour(final long code, final int dx, final int dy, final int dz) {
        final int level = level(code);
        final long morton = morton(code);
        final int ix = Morton.x(morton) + dx;
        final int iy = Morton.y(morton) + dy;
        final int iz = Morton.z(morton) + dz;
        return (ix | iy | iz) >>> level == 0 ? compose(level, ix, iy, iz) : NONE;
    }

    /**
     * The cells that share a face, in the order -x, +x, -y, +y, -z, +z, those outside the world left out.
     *
     * @param out receives up to 6 codes
     * @return how many
     */
    public static int faceNeighbours(final long code, final long[] out) {
        int count = 0;
        for (int axis = 0; axis < 3; axis++) {
            for (int step = -1; step <= 1; step += 2) {
                final long neighbour =
                        neighbour(code, axis == 0 ? step : 0, axis == 1 ? step : 0, axis == 2 ? step : 0);
                if (neighbour != NONE) {
                    out[count++] = neighbour;
                }
            }
        }
        return count;
    }

    /**
     * The cells that share a face, an edge or a corner, x fastest, those outside the world left out.
     *
     * @param out receives up to 26 codes
     * @return how many
     */
    public static int neighbours(final long code, final long[] out) {
        int count = 0;
        for (int i = 0; i < 27; i++) {
            final long neighbour = neighbour(code, i % 3 - 1, i / 3 % 3 - 1, i / 9 - 1);
            if (neighbour != NONE && neighbour != code) {
                out[count++] = neighbour;
            }
        }
        return count;
    }
}
