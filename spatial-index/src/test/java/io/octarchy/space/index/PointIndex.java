package io.octarchy.space.index;

/** What every index of moving points must do; the contract test runs against all of them. */
interface PointIndex {
    void insert(int slot, double x, double y, double z);

    void move(int slot, double x, double y, double z);

    void remove(int slot);

    boolean contains(int slot);

    int size();

    void querySphere(double x, double y, double z, double radius, SlotVisitor visitor);

    void queryBox(double x0, double y0, double z0, double x1, double y1, double z1, SlotVisitor visitor);

    void queryCone(double[] apex, double[] direction, double cosine, double length, SlotVisitor visitor);

    int nearest(double x, double y, double z, int k, double maxRadius, int[] slots, double[] squares);

    void forEachInCell(long code, SlotVisitor visitor);

    int countInCell(long code);
}
