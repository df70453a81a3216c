package io.octarchy.space.index;

/** Finds the entities in a closed box. */
final class BoxScan extends GridScan {
    private double minX;
    private double minY;
    private double minZ;
    private double maxX;
    private double maxY;
    private double maxZ;
    private SlotVisitor visitor;

    BoxScan(final Grid grid, final BrickTable bricks, final RowStore store) {
        super(grid, bricks, store);
    }

    void run(
            final double x0,
            final double y0,
            final double z0,
            final double x1,
            final double y1,
            final double z1,
            final SlotVisitor toVisit) {
        minX = x0;
        minY = y0;
        minZ = z0;
        maxX = x1;
        maxY = y1;
        maxZ = z1;
        visitor = toVisit;
        scanBox(x0, y0, z0, x1, y1, z1);
    }

    @Override
    void onBrick(final int brick, final int bx, final int by, final int bz, final long cells) {
        for (long left = cells; left != 0; left &= left - 1) {
            final int cell = Long.numberOfTrailingZeros(left);
            scanList(bricks.firstChunk[brick * BrickTable.BRICK_CELLS + cell]);
        }
    }

    private void scanList(final int first) {
        final double[] rows = store.rows;
        for (int chunk = first; chunk != RowStore.NONE; chunk = store.chunkNext[chunk]) {
            final int from = chunk * RowStore.CHUNK_DOUBLES;
            final int to = from + store.chunkSize[chunk] * RowStore.ROW;
            for (int at = from; at < to; at += RowStore.ROW) {
                final double x = rows[at];
                final double y = rows[at + 1];
                final double z = rows[at + 2];
                if (x >= minX && x <= maxX && y >= minY && y <= maxY && z >= minZ && z <= maxZ) {
                    final double dx = x - (minX + maxX) / 2;
                    final double dy = y - (minY + maxY) / 2;
                    final double dz = z - (minZ + maxZ) / 2;
                    visitor.onSlot((int) rows[at + 3], dx * dx + dy * dy + dz * dz);
                }
            }
        }
    }
}
