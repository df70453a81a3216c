package io.octarchy.perf.micro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The index that one would write first: a map from cell to a list of entities. A peer to compare with. */
final class HashGrid {
    private static final int CELL_BITS = 21;

    private final double cellMetres;
    private final Map<Long, List<Integer>> cells = new HashMap<>();
    private final long[] cellOf;
    private final double[] x;
    private final double[] y;
    private final double[] z;

    HashGrid(final int capacity, final double cellMetres) {
        this.cellMetres = cellMetres;
        cellOf = new long[capacity];
        x = new double[capacity];
        y = new double[capacity];
        z = new double[capacity];
    }

    void insert(final int slot, final double atX, final double atY, final double atZ) {
        place(slot, atX, atY, atZ);
        cellOf[slot] = cell(index(atX), index(atY), index(atZ));
        cells.computeIfAbsent(cellOf[slot], key -> new ArrayList<>()).add(slot);
    }

    void move(final int slot, final double toX, final double toY, final double toZ) {
        place(slot, toX, toY, toZ);
        final long cell = cell(index(toX), index(toY), index(toZ));
        if (cell != cellOf[slot]) {
            cells.get(cellOf[slot]).remove((Integer) slot);
            cellOf[slot] = cell;
            cells.computeIfAbsent(cell, key -> new ArrayList<>()).add(slot);
        }
    }

    private void place(final int slot, final double atX, final double atY, final double atZ) {
        x[slot] = atX;
        y[slot] = atY;
        z[slot] = atZ;
    }

    /** How many are within the sphere. */
    int countSphere(final double atX, final double atY, final double atZ, final double radius) {
        int hits = 0;
        for (int ix = index(atX - radius); ix <= index(atX + radius); ix++) {
            for (int iy = index(atY - radius); iy <= index(atY + radius); iy++) {
                for (int iz = index(atZ - radius); iz <= index(atZ + radius); iz++) {
                    final List<Integer> entities = cells.get(cell(ix, iy, iz));
                    if (entities != null) {
                        for (final int slot : entities) {
                            final double dx = x[slot] - atX;
                            final double dy = y[slot] - atY;
                            final double dz = z[slot] - atZ;
                            hits += dx * dx + dy * dy + dz * dz <= radius * radius ? 1 : 0;
                        }
                    }
                }
            }
        }
        return hits;
    }

    private int index(final double metres) {
        return (int) Math.floor(metres / cellMetres);
    }

    private static long cell(final int ix, final int iy, final int iz) {
        final long mask = (1L << CELL_BITS) - 1;
        return (ix & mask) << 2 * CELL_BITS | (iy & mask) << CELL_BITS | iz & mask;
    }
}
