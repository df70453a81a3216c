package io.octarchy.space.index;

/**
 * Searches the k nearest: spheres of growing radius, the first guessed from how dense the neighbourhood is, until one
 * holds k. The best so far are a binary heap in the caller's arrays, the farthest on top, whose distance bounds the
 * scan. Of two at one distance the lower slot is nearer, so that the answer does not depend on the index's history.
 */
final class Nearest implements SlotVisitor {
    private final SphereScan sphere;
    private int[] slots;
    private double[] squares;
    private int wanted;
    private int found;

    Nearest(final SphereScan sphere) {
        this.sphere = sphere;
    }

    int search(
            final double x,
            final double y,
            final double z,
            final int k,
            final double firstRadius,
            final double maxRadius,
            final int[] outSlots,
            final double[] outDistanceSquared) {
        slots = outSlots;
        squares = outDistanceSquared;
        wanted = k;
        double radius = Math.min(firstRadius, maxRadius);
        while (true) {
            found = 0;
            sphere.run(x, y, z, radius, radius * radius, this);
            if (found == wanted || radius >= maxRadius) {
                break;
            }
            radius = Math.min(radius * 2, maxRadius);
        }
        sortAscending();
        return found;
    }

    @Override
    public void onSlot(final int slot, final double distanceSquared) {
        if (found < wanted) {
            siftUp(found++, slot, distanceSquared);
        } else if (isFarther(squares[0], slots[0], distanceSquared, slot)) {
            siftDown(found, slot, distanceSquared);
        } else {
            return;
        }
        if (found == wanted) {
            sphere.shrinkTo(squares[0]);
        }
    }

    private void sortAscending() {
        for (int end = found - 1; end > 0; end--) {
            final int slot = slots[end];
            final double square = squares[end];
            slots[end] = slots[0];
            squares[end] = squares[0];
            siftDown(end, slot, square);
        }
    }

    private void siftUp(final int hole, final int slot, final double square) {
        int at = hole;
        while (at > 0) {
            final int parent = at - 1 >> 1;
            if (!isFarther(square, slot, squares[parent], slots[parent])) {
                break;
            }
            slots[at] = slots[parent];
            squares[at] = squares[parent];
            at = parent;
        }
        slots[at] = slot;
        squares[at] = square;
    }

    private void siftDown(final int size, final int slot, final double square) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isFarther(squares[child + 1], slots[child + 1], squares[child], slots[child])) {
                child++;
            }
            if (!isFarther(squares[child], slots[child], square, slot)) {
                break;
            }
            slots[at] = slots[child];
            squares[at] = squares[child];
            at = child;
        }
        slots[at] = slot;
        squares[at] = square;
    }

    private static boolean isFarther(final double squareA, final int slotA, final double squareB, final int slotB) {
        return squareA > squareB || squareA == squareB && slotA > slotB;
    }
}
