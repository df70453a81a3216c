package io.octarchy.space.index;

/** Finds the entities in a cone with a spherical cap: what lies near enough and at a small enough angle. */
final class ConeScan extends GridScan {
    private double apexX;
    private double apexY;
    private double apexZ;
    private double directionX;
    private double directionY;
    private double directionZ;
    private double cosine;
    private double sine;
    private double length;
    private SlotVisitor visitor;

    ConeScan(final Grid grid, final BrickTable bricks, final RowStore store) {
        super(grid, bricks, store);
    }

    void apex(final double x, final double y, final double z) {
        apexX = x;
        apexY = y;
        apexZ = z;
    }

    void direction(final double x, final double y, final double z) {
        directionX = x;
        directionY = y;
        directionZ = z;
    }

    void run(final double halfAngleCosine, final double lengthMetres, final SlotVisitor toVisit) {
        cosine = halfAngleCosine;
        sine = Math.sqrt(Math.max(0, 1 - halfAngleCosine * halfAngleCosine));
        length = lengthMetres;
        visitor = toVisit;
        scanBox(
                apexX - reach(-directionX),
                apexY - reach(-directionY),
                apexZ - reach(-directionZ),
                apexX + reach(directionX),
                apexY + reach(directionY),
                apexZ + reach(directionZ));
    }

    /** How far the cone reaches along an axis whose cosine to the direction is given. */
    private double reach(final double axisCosine) {
        if (axisCosine >= cosine) {
            return length;
        }
        final double axisSine = Math.sqrt(Math.max(0, 1 - axisCosine * axisCosine));
        // Angle subtraction: the cosine between the axis and the nearest edge of the cone; widened against rounding.
        return length * Math.min(1, Math.max(0, axisCosine * cosine + axisSine * sine) + 1e-6);
    }

    @Override
    void onBrick(final int brick, final int bx, final int by, final int bz, final long cells) {
        for (long left = cells; left != 0; left &= left - 1) {
            final int cell = Long.numberOfTrailingZeros(left);
            if (mayTouch(bx * 4 + (cell & 3), by * 4 + (cell >> 2 & 3), bz * 4 + (cell >> 4))) {
                scanList(bricks.firstChunk[brick * BrickTable.BRICK_CELLS + cell]);
            }
        }
    }

    /** False only when the sphere around a cell is certainly outside of the cone. */
    private boolean mayTouch(final int ix, final int iy, final int iz) {
        final double edge = grid.cellEdgeMetres;
        final double dx = (ix + 0.5) * edge - (apexX - grid.minX);
        final double dy = (iy + 0.5) * edge - (apexY - grid.minY);
        final double dz = (iz + 0.5) * edge - (apexZ - grid.minZ);
        final double squared = dx * dx + dy * dy + dz * dz;
        final double reach = edge * 0.8661 + grid.slackMetres;
        if (squared > (length + reach) * (length + reach)) {
            return false;
        }
        if (cosine <= 0) {
            return true;
        }
        final double along = dx * directionX + dy * directionY + dz * directionZ;
        final double across = Math.sqrt(Math.max(0, squared - along * along));
        // Distance to the cone's mantle, carried on as a plane beyond the apex: never more than the true distance.
        return across * cosine - along * sine <= reach + 1e-5 * (length + edge);
    }

    private void scanList(final int first) {
        final double[] rows = store.rows;
        final double limit = length * length;
        for (int chunk = first; chunk != RowStore.NONE; chunk = store.chunkNext[chunk]) {
            final int from = chunk * RowStore.CHUNK_DOUBLES;
            final int to = from + store.chunkSize[chunk] * RowStore.ROW;
            for (int at = from; at < to; at += RowStore.ROW) {
                final double dx = rows[at] - apexX;
                final double dy = rows[at + 1] - apexY;
                final double dz = rows[at + 2] - apexZ;
                final double squared = dx * dx + dy * dy + dz * dz;
                if (squared <= limit
                        && dx * directionX + dy * directionY + dz * directionZ >= cosine * Math.sqrt(squared)) {
                    visitor.onSlot((int) rows[at + 3], squared);
                }
            }
        }
    }
}
