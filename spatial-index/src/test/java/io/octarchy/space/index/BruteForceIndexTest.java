package io.octarchy.space.index;

import io.octarchy.space.WorldCube;

class BruteForceIndexTest extends PointIndexContract {
    @Override
    PointIndex create(final WorldCube cube, final int capacity) {
        return new BruteForceIndex(cube, capacity);
    }
}
