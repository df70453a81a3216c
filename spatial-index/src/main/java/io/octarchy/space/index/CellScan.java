package io.octarchy.space.index;

import io.octarchy.space.LocationalCode;

/** Finds or counts the entities of an octree cell, coarser or finer than the grid. */
final class CellScan extends GridScan {
    private long code;
    private boolean finerThanGrid;
    private SlotVisitor visitor;
    private int found;

    CellScan(final Grid grid, final BrickTable bricks, final RowStore store) {
        super(grid, bricks, store);
    }

    /**
     * @param toVisit may be null when only the count is wanted
     * @return number of entities in the cell
     */
    int run(final long cellCode, final SlotVisitor toVisit) {
        code = cellCode;
        visitor = toVisit;
        found = 0;
        final int levelsUp = grid.level - LocationalCode.level(cellCode);
        finerThanGrid = levelsUp < 0;
        if (finerThanGrid) {
            final int ix = LocationalCode.x(cellCode) >> -levelsUp;
            final int iy = LocationalCode.y(cellCode) >> -levelsUp;
            final int iz = LocationalCode.z(cellCode) >> -levelsUp;
            scanCells(ix, iy, iz, ix, iy, iz);
        } else {
            final int ix = LocationalCode.x(cellCode) << levelsUp;
            final int iy = LocationalCode.y(cellCode) << levelsUp;
            final int iz = LocationalCode.z(cellCode) << levelsUp;
            final int last = (1 << levelsUp) - 1;
            scanCells(ix, iy, iz, ix + last, iy + last, iz + last);
        }
        return found;
    }

    @Override
    void onBrick(final int brick, final int bx, final int by, final int bz, final long cells) {
        for (long left = cells; left != 0; left &= left - 1) {
            final int first = bricks.firstChunk[brick * BrickTable.BRICK_CELLS + Long.numberOfTrailingZeros(left)];
            if (visitor == null && !finerThanGrid) {
                found += store.count(first);
            } else {
                scanList(first);
            }
        }
    }

    private void scanList(final int first) {
        final double[] rows = store.rows;
        for (int chunk = first; chunk != RowStore.NONE; chunk = store.chunkNext[chunk]) {
            final int from = chunk * RowStore.CHUNK_DOUBLES;
            final int to = from + store.chunkSize[chunk] * RowStore.ROW;
            for (int at = from; at < to; at += RowStore.ROW) {
                if (!finerThanGrid || isInside(rows[at], rows[at + 1], rows[at + 2])) {
                    found++;
                    if (visitor != null) {
                        visitor.onSlot((int) rows[at + 3], 0);
                    }
                }
            }
        }
    }

    private boolean isInside(final double x, final double y, final double z) {
        return grid.cube.codeAt(x, y, z, LocationalCode.level(code)) == code;
    }
}
