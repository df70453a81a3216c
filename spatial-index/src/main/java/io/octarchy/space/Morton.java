package io.octarchy.space;

/**
 * The 3-D Morton order (Z-order): the bits of x, y and z interleaved, x lowest.
 *
 * <p>It is the order of locational codes, and an alternative to {@link Hilbert}: cheaper to compute, cells are
 * contiguous intervals too, but successive cells may lie far apart.
 *
 * <p>Bit spreading by the "magic masks" of S. E. Anderson, <i>Bit Twiddling Hacks</i>, extended to three dimensions.
 */
public final class Morton {
    /** Greatest number of levels: 20 levels of 3 bits, so that a leading one still fits a positive {@code long}. */
    public static final int MAX_LEVEL = 20;

    private Morton() {}

    /**
     * @param ix 0 to 2^20 - 1
     * @param iy 0 to 2^20 - 1
     * @param iz 0 to 2^20 - 1
     * @return the Morton index, 0 to 8^20 - 1; only the low 21 bits of the arguments are used
     */
    public static long encode(final int ix, final int iy, final int iz) {
        return spread(ix) | spread(iy) << 1 | spread(iz) << 2;
    }

    /** The x coordinate of a Morton index, in cells. */
    public static int x(final long index) {
        return compact(index);
    }

    /** The y coordinate of a Morton index, in cells. */
    public static int y(final long index) {
        return compact(index >>> 1);
    }

    /** The z coordinate of a Morton index, in cells. */
    public static int z(final long index) {
        return compact(index >>> 2);
    }

    private static long spread(final int value) {
        long v = value & 0x1FFFFFL;
        v = (v | v << 32) & 0x001F00000000FFFFL;
        v = (v | v << 16) & 0x001F0000FF0000FFL;
        v = (v | v << 8) & 0x100F00F00F00F00FL;
        v = (v | v << 4) & 0x10C30C30C30C30C3L;
        return (v | v << 2) & 0x1249249249249249L;
    }

    private static int compact(final long value) {
        long v = value & 0x1249249249249249L;
        v = (v | v >>> 2) & 0x10C30C30C30C30C3L;
        v = (v | v >>> 4) & 0x100F00F00F00F00FL;
        v = (v | v >>> 8) & 0x001F0000FF0000FFL;
        v = (v | v >>> 16) & 0x001F00000000FFFFL;
        return (int) ((v | v >>> 32) & 0x1FFFFFL);
    }
}
