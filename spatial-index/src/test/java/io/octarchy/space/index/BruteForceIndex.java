package io.octarchy.space.index;

import io.octarchy.space.LocationalCode;
import io.octarchy.space.WorldCube;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The oracle: an array of positions, looked at one by one. */
final class BruteForceIndex implements PointIndex {
    private final WorldCube cube;
    private final double[][] positions;

    BruteForceIndex(final WorldCube cube, final int capacity) {
        this.cube = cube;
        positions = new double[capacity][];
    }

    @Override
    public void insert(final int slot, final double x, final double y, final double z) {
        cube.requireInside(x, y, z);
        if (contains(slot)) {
            throw new IllegalStateException();
        }
        positions[slot] = new double[] {x, y, z};
    }

    @Override
    public void move(final int slot, final double x, final double y, final double z) {
        cube.requireInside(x, y, z);
        if (!contains(slot)) {
            throw new IllegalStateException();
        }
        positions[slot] = new double[] {x, y, z};
    }

    @Override
    public void remove(final int slot) {
        if (!contains(slot)) {
            throw new IllegalStateException();
        }
        positions[slot] = null;
    }

    @Override
    public boolean contains(final int slot) {
        return positions[slot] != null;
    }

    @Override
    public int size() {
        int size = 0;
        for (final double[] position : positions) {
            size += position != null ? 1 : 0;
        }
        return size;
    }

    private static double squared(final double[] p, final double x, final double y, final double z) {
        final double dx = p[0] - x;
        final double dy = p[1] - y;
        final double dz = p[2] - z;
        return dx * dx + dy * dy + dz * dz;
    }

    @Override
    public void querySphere(
            final double x, final double y, final double z, final double radius, final SlotVisitor visitor) {
        for (int slot = 0; slot < positions.length; slot++) {
            if (contains(slot)) {
                final double squared = squared(positions[slot], x, y, z);
                if (squared <= radius * radius) {
                    visitor.onSlot(slot, squared);
                }
            }
        }
    }

    @Override
    public void queryBox(
            final double x0,
            final double y0,
            final double z0,
            final double x1,
            final double y1,
            final double z1,
            final SlotVisitor visitor) {
        for (int slot = 0; slot < positions.length; slot++) {
            final double[] p = positions[slot];
            if (p != null && p[0] >= x0 && p[0] <= x1 && p[1] >= y0 && p[1] <= y1 && p[2] >= z0 && p[2] <= z1) {
                visitor.onSlot(slot, squared(p, (x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2));
            }
        }
    }

    @Override
    public void queryCone(
            final double[] apex,
            final double[] direction,
            final double cosine,
            final double length,
            final SlotVisitor visitor) {
        for (int slot = 0; slot < positions.length; slot++) {
            final double[] p = positions[slot];
            if (p != null) {
                final double squared = squared(p, apex[0], apex[1], apex[2]);
                final double along = (p[0] - apex[0]) * direction[0]
                        + (p[1] - apex[1]) * direction[1]
                        + (p[2] - apex[2]) * direction[2];
                if (squared <= length * length && along >= cosine * Math.sqrt(squared)) {
                    visitor.onSlot(slot, squared);
                }
            }
        }
    }

    @Override
    public int nearest(
            final double x,
            final double y,
            final double z,
            final int k,
            final double maxRadius,
            final int[] slots,
            final double[] squares) {
        final List<Integer> found = new ArrayList<>();
        querySphere(x, y, z, maxRadius, (slot, squared) -> found.add(slot));
        found.sort(Comparator.comparingDouble((Integer slot) -> squared(positions[slot], x, y, z))
                .thenComparingInt(slot -> slot));
        final int count = Math.min(k, found.size());
        for (int i = 0; i < count; i++) {
            slots[i] = found.get(i);
            squares[i] = squared(positions[slots[i]], x, y, z);
        }
        return count;
    }

    @Override
    public void forEachInCell(final long code, final SlotVisitor visitor) {
        for (int slot = 0; slot < positions.length; slot++) {
            final double[] p = positions[slot];
            if (p != null && cube.codeAt(p[0], p[1], p[2], LocationalCode.level(code)) == code) {
                visitor.onSlot(slot, 0);
            }
        }
    }

    @Override
    public int countInCell(final long code) {
        final int[] count = new int[1];
        forEachInCell(code, (slot, squared) -> count[0]++);
        return count[0];
    }
}
