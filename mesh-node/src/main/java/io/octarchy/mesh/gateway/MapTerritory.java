package io.octarchy.mesh.gateway;

import io.octarchy.space.WorldCube;
import io.octarchy.space.region.RegionMap;

/** The region map as territory; reads the map as it is at each call. */
public final class MapTerritory implements Territory {
    private final WorldCube world;
    private final RegionMap map;

    public MapTerritory(final WorldCube world, final RegionMap map) {
        this.world = world;
        this.map = map;
    }

    @Override
    public boolean contains(final double x, final double y, final double z) {
        return world.contains(x, y, z);
    }

    @Override
    public int ownerAt(final double x, final double y, final double z) {
        return world.contains(x, y, z) ? map.ownerAt(world.curveAt(x, y, z)) : NOBODY;
    }
}
