package io.octarchy.mesh.node;

import io.octarchy.space.WorldCube;

/** Where avatars are that this node rules outside of its region, as places on the curve. Bounded: more are not told apart. */
final class Strays {
    private static final int CAPACITY = 256;

    private final World world;
    private final long[] curve = new long[CAPACITY];
    private int size;

    Strays(final World world) {
        this.world = world;
    }

    void clear() {
        size = 0;
    }

    void add(final int slot) {
        if (size < CAPACITY) {
            final WorldCube cube = world.cube();
            curve[size++] = cube.curveAt(
                    world.slab().x(slot), world.slab().y(slot), world.slab().z(slot));
        }
    }

    int size() {
        return size;
    }

    /** Index of the finest cell on the curve. */
    long curve(final int i) {
        return curve[i];
    }
}
