package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.space.WorldCube;
import io.octarchy.space.region.RegionMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SightTest {
    private static final int SELF = 1;
    private static final int OTHER = 2;

    private final MeshSettings settings = MeshSettings.defaults();
    private final World world =
            new World(settings.world(), settings.limits(), settings.view().farMetres(), new WalkerGame(0));
    private final WorldCube cube = world.cube();
    private final RegionMap map = new RegionMap(cube.curveSize(), 64);
    private final Sight sight = new Sight(world, map);
    private final Strays strays = new Strays(world);
    private final long border = cube.curveSize() / 2;
    private long tick;

    @BeforeEach
    void borderInTheMiddle() {
        map.reset(1, SELF);
        map.assign(border, cube.curveSize(), OTHER);
        sight.onMap(SELF);
        rest();
    }

    private boolean rest() {
        boolean changed = false;
        for (int i = 0; i < 200; i++) {
            changed |= sight.onTick(++tick, strays);
        }
        return changed;
    }

    /** An avatar in a slot, far behind the border. */
    private int strayFarAway() {
        final int slot = world.slab().add(77);
        assertTrue(slot != EntitySlab.NONE);
        final long code = cube.cellAt(cube.curveSize() - 1, cube.finestLevel());
        world.slab().position(slot, cube.cellMinX(code), cube.cellMinY(code), cube.cellMinZ(code));
        return slot;
    }

    private double distance(final int slot) {
        return sight.cover()
                .distance(
                        world.slab().x(slot), world.slab().y(slot), world.slab().z(slot));
    }

    @Test
    void shouldSeeAroundAnAvatarOutsideOfTheRegionAsLongAsItIsThere() {
        final int slot = strayFarAway();
        assertTrue(distance(slot) > 0);
        strays.add(slot);
        assertTrue(sight.onTick(++tick, strays));
        assertEquals(0, distance(slot));
        rest();
        assertEquals(0, distance(slot));
        strays.clear();
        assertTrue(rest());
        assertTrue(distance(slot) > 0);
        assertFalse(rest());
    }

    @Test
    void shouldSeeALostRegionForAWhile() {
        map.assign(border / 2, border, OTHER);
        sight.onMap(SELF);
        final long code = cube.cellAt(border - 1, cube.finestLevel());
        assertEquals(0, sight.cover().distance(cube.cellMinX(code), cube.cellMinY(code), cube.cellMinZ(code)));
        assertTrue(rest());
        assertTrue(sight.cover().distance(cube.cellMinX(code), cube.cellMinY(code), cube.cellMinZ(code)) > 0);
    }
}
