package io.octarchy.space.index;

import io.octarchy.space.WorldCube;

/** The entity index behind the interface of the contract. */
final class GridPointIndex implements PointIndex {
    private final EntityIndex index;

    GridPointIndex(final WorldCube cube, final int capacity, final int gridLevel) {
        index = new EntityIndex(cube, capacity, gridLevel);
    }

    @Override
    public void insert(final int slot, final double x, final double y, final double z) {
        index.insert(slot, x, y, z);
    }

    @Override
    public void move(final int slot, final double x, final double y, final double z) {
        index.move(slot, x, y, z);
    }

    @Override
    public void remove(final int slot) {
        index.remove(slot);
    }

    @Override
    public boolean contains(final int slot) {
        return index.contains(slot);
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public void querySphere(
            final double x, final double y, final double z, final double radius, final SlotVisitor visitor) {
        index.querySphere(x, y, z, radius, visitor);
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
        index.queryBox(x0, y0, z0, x1, y1, z1, visitor);
    }

    @Override
    public void queryCone(
            final double[] apex,
            final double[] direction,
            final double cosine,
            final double length,
            final SlotVisitor visitor) {
        index.queryCone(apex[0], apex[1], apex[2], direction[0], direction[1], direction[2], cosine, length, visitor);
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
        return index.nearest(x, y, z, k, maxRadius, slots, squares);
    }

    @Override
    public void forEachInCell(final long code, final SlotVisitor visitor) {
        index.forEachInCell(code, visitor);
    }

    @Override
    public int countInCell(final long code) {
        return index.countInCell(code);
    }
}
