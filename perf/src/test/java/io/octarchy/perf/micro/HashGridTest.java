package io.octarchy.perf.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.octarchy.space.WorldCube;
import io.octarchy.space.index.EntityIndex;
import org.junit.jupiter.api.Test;

/** A comparison is worth something only when both find the same. */
class HashGridTest {
    private static final int ENTITIES = 1000;
    private static final double RADIUS = 30;

    private int found;

    @Test
    void shouldFindWhatTheEntityIndexFinds() {
        final Walk walk = new Walk(ENTITIES, 3);
        final WorldCube cube = new WorldCube(0, 0, 0, Walk.EDGE_METRES, 10);
        final EntityIndex index = new EntityIndex(cube, ENTITIES, EntityIndex.gridLevelFor(cube, RADIUS));
        final HashGrid grid = new HashGrid(ENTITIES, RADIUS);
        for (int i = 0; i < ENTITIES; i++) {
            index.insert(i, walk.x[i], walk.y[i], walk.z[i]);
            grid.insert(i, walk.x[i], walk.y[i], walk.z[i]);
        }
        for (int round = 0; round < 50 * ENTITIES; round++) {
            final int i = walk.step();
            index.move(i, walk.x[i], walk.y[i], walk.z[i]);
            grid.move(i, walk.x[i], walk.y[i], walk.z[i]);
            if (round % 97 == 0) {
                found = 0;
                index.querySphere(walk.x[i], walk.y[i], walk.z[i], RADIUS, (slot, distanceSquared) -> found++);
                assertEquals(found, grid.countSphere(walk.x[i], walk.y[i], walk.z[i], RADIUS));
            }
        }
    }
}
