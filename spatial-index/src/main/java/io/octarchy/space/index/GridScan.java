package io.octarchy.space.index;

import io.octarchy.space.CodeTable;

/**
 * Walks the occupied cells of a box of cells, brick by brick.
 *
 * <p>When the box holds more bricks than are in use, all in use are looked at instead, so that the cost of a huge query
 * is bounded by what there is, not by the space it spans.
 */
abstract class GridScan {
    final Grid grid;
    final BrickTable bricks;
    final RowStore store;

    private int minX;
    private int maxX;
    private int minY;
    private int maxY;
    private int minZ;
    private int maxZ;

    GridScan(final Grid grid, final BrickTable bricks, final RowStore store) {
        this.grid = grid;
        this.bricks = bricks;
        this.store = store;
    }

    /**
     * @param cells which cells of the brick are occupied and in the box, at least one
     */
    abstract void onBrick(int brick, int bx, int by, int bz, long cells);

    /** Scans the cells that a box of positions touches. Corners are in world coordinates, in or out of the world. */
    final void scanBox(
            final double x0, final double y0, final double z0, final double x1, final double y1, final double z1) {
        final double slack = grid.slackMetres;
        scanCells(
                grid.clampedCell(x0 - grid.minX - slack),
                grid.clampedCell(y0 - grid.minY - slack),
                grid.clampedCell(z0 - grid.minZ - slack),
                grid.clampedCell(x1 - grid.minX + slack),
                grid.clampedCell(y1 - grid.minY + slack),
                grid.clampedCell(z1 - grid.minZ + slack));
    }

    /** Scans a box of cells, all corners inclusive and in the grid. */
    final void scanCells(
            final int fromX, final int fromY, final int fromZ, final int toX, final int toY, final int toZ) {
        minX = fromX;
        minY = fromY;
        minZ = fromZ;
        maxX = toX;
        maxY = toY;
        maxZ = toZ;
        final long spanned = (long) (brickOf(toX) - brickOf(fromX) + 1)
                * (brickOf(toY) - brickOf(fromY) + 1)
                * (brickOf(toZ) - brickOf(fromZ) + 1);
        if (spanned > bricks.highWater()) {
            scanAllBricks();
        } else {
            scanBricksOfBox();
        }
    }

    private void scanBricksOfBox() {
        for (int bz = brickOf(minZ); bz <= brickOf(maxZ); bz++) {
            for (int by = brickOf(minY); by <= brickOf(maxY); by++) {
                for (int bx = brickOf(minX); bx <= brickOf(maxX); bx++) {
                    final int brick = bricks.find(bx, by, bz);
                    if (brick != CodeTable.MISSING) {
                        visit(brick, bx, by, bz);
                    }
                }
            }
        }
    }

    private void scanAllBricks() {
        for (int brick = 0; brick < bricks.highWater(); brick++) {
            if (bricks.occupied[brick] != 0) {
                final int bx = bricks.brickX(brick);
                final int by = bricks.brickY(brick);
                final int bz = bricks.brickZ(brick);
                if (bx >= brickOf(minX)
                        && bx <= brickOf(maxX)
                        && by >= brickOf(minY)
                        && by <= brickOf(maxY)
                        && bz >= brickOf(minZ)
                        && bz <= brickOf(maxZ)) {
                    visit(brick, bx, by, bz);
                }
            }
        }
    }

    private void visit(final int brick, final int bx, final int by, final int bz) {
        final long cells = bricks.occupied[brick]
                & span(bx, minX, maxX, 1) * 0x1111111111111111L
                & span(by, minY, maxY, 4) * 0x0001000100010001L
                & span(bz, minZ, maxZ, 16);
        if (cells != 0) {
            onBrick(brick, bx, by, bz, cells);
        }
    }

    /** Bits of those of the four cells of a brick along one axis that are from {@code min} to {@code max}. */
    private static long span(final int brick, final int min, final int max, final int bitsPerCell) {
        final int first = Math.max(0, min - (brick << BrickTable.BRICK_BITS));
        final int last = Math.min(3, max - (brick << BrickTable.BRICK_BITS));
        return -1L >>> 64 - bitsPerCell * (last - first + 1) << bitsPerCell * first;
    }

    private static int brickOf(final int cell) {
        return cell >> BrickTable.BRICK_BITS;
    }
}
