package io.octarchy.replicator.ghost;

import io.octarchy.space.LocationalCode;
import io.octarchy.space.WorldCube;

/**
 * Cells as boxes, in groups of groups with common bounding boxes, so that a point far from all costs one box. Cells that
 * follow each other should lie close together (curve order). Rebuilt in place.
 */
final class CellTree {
    private static final int FANOUT = 8;
    private static final int BOX = 6;
    private static final int MAX_LEVELS = 8;

    private final WorldCube cube;
    private final double[] boxes;
    private final int[] levelStart = new int[MAX_LEVELS];
    private final int[] levelSize = new int[MAX_LEVELS];
    private int levels;

    CellTree(final WorldCube cube, final int maxCells) {
        this.cube = cube;
        int total = 0;
        for (int size = maxCells; ; size = parentsOf(size)) {
            total += size;
            if (size == 1) {
                break;
            }
        }
        boxes = new double[total * BOX];
    }

    private static int parentsOf(final int size) {
        return (size + FANOUT - 1) / FANOUT;
    }

    /** Become the tree of these cells, which are valid. */
    void build(final long[] cells, final int count) {
        levels = 0;
        for (int i = 0; i < count; i++) {
            putCell(i * BOX, cells[i]);
        }
        int from = 0;
        int size = count;
        while (size > 0) {
            levelStart[levels] = from;
            levelSize[levels++] = size;
            if (size == 1) {
                return;
            }
            final int parents = parentsOf(size);
            for (int i = 0; i < parents; i++) {
                unite(from + i * FANOUT, from + Math.min(size, (i + 1) * FANOUT), (from + size + i) * BOX);
            }
            from += size;
            size = parents;
        }
    }

    private void putCell(final int box, final long code) {
        final double edge = cube.cellEdgeMetres(LocationalCode.level(code));
        boxes[box] = cube.cellMinX(code);
        boxes[box + 1] = cube.cellMinY(code);
        boxes[box + 2] = cube.cellMinZ(code);
        boxes[box + 3] = boxes[box] + edge;
        boxes[box + 4] = boxes[box + 1] + edge;
        boxes[box + 5] = boxes[box + 2] + edge;
    }

    private void unite(final int first, final int end, final int parent) {
        System.arraycopy(boxes, first * BOX, boxes, parent, BOX);
        for (int box = (first + 1) * BOX; box < end * BOX; box += BOX) {
            for (int axis = 0; axis < 3; axis++) {
                boxes[parent + axis] = Math.min(boxes[parent + axis], boxes[box + axis]);
                boxes[parent + 3 + axis] = Math.max(boxes[parent + 3 + axis], boxes[box + 3 + axis]);
            }
        }
    }

    /**
     * A cell that is no farther than so many metres from a point, -1 when there is none.
     *
     * @param likely a cell to look at first, such as the one of the last time; any number will do.
     */
    int within(final double x, final double y, final double z, final double metres, final int likely) {
        if (levels == 0) {
            return -1;
        }
        final double limit = metres * metres;
        if (likely >= 0 && likely < levelSize[0] && distanceSquared(likely * BOX, x, y, z) <= limit) {
            return likely;
        }
        return firstWithin(levels - 1, 0, x, y, z, limit);
    }

    private int firstWithin(
            final int level, final int i, final double x, final double y, final double z, final double limit) {
        if (!(distanceSquared((levelStart[level] + i) * BOX, x, y, z) <= limit)) {
            return -1;
        }
        if (level == 0) {
            return i;
        }
        final int end = Math.min(levelSize[level - 1], (i + 1) * FANOUT);
        int found = -1;
        for (int child = i * FANOUT; child < end && found < 0; child++) {
            found = firstWithin(level - 1, child, x, y, z, limit);
        }
        return found;
    }

    private double distanceSquared(final int box, final double x, final double y, final double z) {
        final double dx = Math.max(0.0, Math.max(boxes[box] - x, x - boxes[box + 3]));
        final double dy = Math.max(0.0, Math.max(boxes[box + 1] - y, y - boxes[box + 4]));
        final double dz = Math.max(0.0, Math.max(boxes[box + 2] - z, z - boxes[box + 5]));
        return dx * dx + dy * dy + dz * dz;
    }
}
