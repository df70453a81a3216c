package io.octarchy.space.index;

import io.octarchy.space.CodeTable;
import java.util.Arrays;

/**
 * Occupied cells of a sparse grid, in bricks of 4 × 4 × 4: one hash look-up finds 64 cells, and one {@code long} says
 * which of them are occupied, so that queries step over empty space 64 cells at a time.
 *
 * <p>Bricks exist only while one of their cells is occupied. Cells are named by {@code brick * 64 + cell in brick}, x
 * lowest. The idea of masked bricks is that of K. Museth's <i>VDB</i> (ACM TOG 32(3), 2013).
 *
 * <p>Plain fields for the scans of this package; not thread-safe.
 */
final class BrickTable {
    static final int BRICK_BITS = 2;
    static final int BRICK_CELLS = 64;

    /** First chunk of each cell's list; meaningful where the cell is occupied. */
    final int[] firstChunk;

    /** Which cells of a brick are occupied; 0 for a brick that is not in use. */
    final long[] occupied;

    /** Key of each brick in use: its coordinates, 20 bits each, under a one bit. */
    private final long[] brickKey;

    private final CodeTable brickOfKey;
    private final int[] freeBricks;
    private int freeCount;
    /** Bricks from here up have never been used, so that scans of all bricks may stop. */
    private int highWater;

    BrickTable(final int bricks) {
        firstChunk = new int[bricks * BRICK_CELLS];
        occupied = new long[bricks];
        brickKey = new long[bricks];
        brickOfKey = new CodeTable(bricks);
        freeBricks = new int[bricks];
    }

    void clear() {
        Arrays.fill(occupied, 0, highWater, 0);
        brickOfKey.clear();
        freeCount = 0;
        highWater = 0;
    }

    /** Bricks in use. */
    int size() {
        return brickOfKey.size();
    }

    /** All bricks in use have a lower number. */
    int highWater() {
        return highWater;
    }

    private static long keyOf(final int bx, final int by, final int bz) {
        return 1L << 60 | (long) bz << 40 | (long) by << 20 | bx;
    }

    int brickX(final int brick) {
        return (int) brickKey[brick] & 0xFFFFF;
    }

    int brickY(final int brick) {
        return (int) (brickKey[brick] >>> 20) & 0xFFFFF;
    }

    int brickZ(final int brick) {
        return (int) (brickKey[brick] >>> 40) & 0xFFFFF;
    }

    /** The brick at these coordinates, or {@link CodeTable#MISSING}. */
    int find(final int bx, final int by, final int bz) {
        return brickOfKey.get(keyOf(bx, by, bz));
    }

    /** The name of the cell at these grid coordinates, making its brick when there is none. */
    int cellToFill(final int ix, final int iy, final int iz) {
        final long key = keyOf(ix >> BRICK_BITS, iy >> BRICK_BITS, iz >> BRICK_BITS);
        int brick = brickOfKey.get(key);
        if (brick == CodeTable.MISSING) {
            brick = freeCount > 0 ? freeBricks[--freeCount] : highWater++;
            brickOfKey.put(key, brick);
            brickKey[brick] = key;
        }
        return brick * BRICK_CELLS + cellInBrick(ix, iy, iz);
    }

    static int cellInBrick(final int ix, final int iy, final int iz) {
        return ix & 3 | (iy & 3) << 2 | (iz & 3) << 4;
    }

    /** First chunk of a cell, or {@link RowStore#NONE} when it is empty. */
    int first(final int cell) {
        return (occupied[cell / BRICK_CELLS] >>> cell & 1) != 0 ? firstChunk[cell] : RowStore.NONE;
    }

    /** Sets the first chunk of a cell; with {@link RowStore#NONE} the cell empties, and its brick may go. */
    void first(final int cell, final int chunk) {
        final int brick = cell / BRICK_CELLS;
        if (chunk != RowStore.NONE) {
            firstChunk[cell] = chunk;
            occupied[brick] |= 1L << cell;
            return;
        }
        occupied[brick] &= ~(1L << cell);
        if (occupied[brick] == 0) {
            brickOfKey.remove(brickKey[brick]);
            freeBricks[freeCount++] = brick;
        }
    }
}
