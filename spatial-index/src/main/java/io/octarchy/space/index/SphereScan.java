package io.octarchy.space.index;

/** Finds the entities in a sphere; its limit may shrink while it runs, for a search of the nearest. */
final class SphereScan extends GridScan {
    private final double[] axisX = new double[4];
    private final double[] axisY = new double[4];
    private final double[] axisZ = new double[4];
    private double x;
    private double y;
    private double z;
    private double limitSquared;
    private double cullSquared;
    private SlotVisitor visitor;

    SphereScan(final Grid grid, final BrickTable bricks, final RowStore store) {
        super(grid, bricks, store);
    }

    void run(
            final double centreX,
            final double centreY,
            final double centreZ,
            final double radius,
            final double radiusSquared,
            final SlotVisitor toVisit) {
        x = centreX;
        y = centreY;
        z = centreZ;
        visitor = toVisit;
        limitSquared = radiusSquared;
        final double widened = radius + grid.slackMetres;
        cullSquared = widened * widened;
        scanBox(
                centreX - radius,
                centreY - radius,
                centreZ - radius,
                centreX + radius,
                centreY + radius,
                centreZ + radius);
    }

    /** From now on nothing farther than this is of interest. */
    void shrinkTo(final double distanceSquared) {
        limitSquared = distanceSquared;
        final double widened = Math.sqrt(distanceSquared) * (1 + 0x1p-50) + grid.slackMetres;
        cullSquared = widened * widened;
    }

    @Override
    void onBrick(final int brick, final int bx, final int by, final int bz, final long cells) {
        measure(axisX, bx, x - grid.minX);
        measure(axisY, by, y - grid.minY);
        measure(axisZ, bz, z - grid.minZ);
        for (long left = cells; left != 0; left &= left - 1) {
            final int cell = Long.numberOfTrailingZeros(left);
            if (axisX[cell & 3] + axisY[cell >> 2 & 3] + axisZ[cell >> 4] <= cullSquared) {
                scanList(bricks.firstChunk[brick * BrickTable.BRICK_CELLS + cell]);
            }
        }
    }

    /** Squared distances along one axis from the centre to each of a brick's four layers of cells. */
    private void measure(final double[] squared, final int brick, final double centre) {
        final double edge = grid.cellEdgeMetres;
        double low = (brick << BrickTable.BRICK_BITS) * edge;
        for (int i = 0; i < 4; i++) {
            final double high = low + edge;
            final double gap = Math.max(0.0, Math.max(low - centre, centre - high));
            squared[i] = gap * gap;
            low = high;
        }
    }

    private void scanList(final int first) {
        final double limit = limitSquared;
        final double[] rows = store.rows;
        for (int chunk = first; chunk != RowStore.NONE; chunk = store.chunkNext[chunk]) {
            final int from = chunk * RowStore.CHUNK_DOUBLES;
            final int to = from + store.chunkSize[chunk] * RowStore.ROW;
            for (int at = from; at < to; at += RowStore.ROW) {
                final double dx = rows[at] - x;
                final double dy = rows[at + 1] - y;
                final double dz = rows[at + 2] - z;
                final double distanceSquared = dx * dx + dy * dy + dz * dz;
                if (distanceSquared <= limit) {
                    visitor.onSlot((int) rows[at + 3], distanceSquared);
                }
            }
        }
    }
}
