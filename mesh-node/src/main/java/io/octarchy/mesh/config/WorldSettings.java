package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * The world's cube and clock; the same for all nodes of a world, told by the coordinator at joining.
 *
 * @param minX lowest corner, metres.
 * @param edgeMetres edge of the cube, a power of two.
 * @param finestLevel level of the smallest cell, 0 to 20.
 * @param loadLevel level of the cells whose load nodes report, at most finestLevel.
 * @param tickIntervalNs nanoseconds from tick to tick.
 */
public record WorldSettings(
        double minX, double minY, double minZ, double edgeMetres, int finestLevel, int loadLevel, long tickIntervalNs) {
    public WorldSettings {
        require(
                edgeMetres >= 1
                        && edgeMetres <= 1 << 30
                        && Math.rint(edgeMetres) == edgeMetres
                        && Long.bitCount((long) edgeMetres) == 1,
                "world.edgeMetres",
                edgeMetres + " is not a power of two of metres");
        require(finestLevel >= 0 && finestLevel <= 20, "world.finestLevel", finestLevel + " is not in 0..20");
        require(loadLevel >= 0 && loadLevel <= finestLevel, "world.loadLevel", loadLevel + " is not in 0..finestLevel");
        require(
                tickIntervalNs >= 5_000_000 && tickIntervalNs <= 1_000_000_000,
                "world.tickIntervalNs",
                tickIntervalNs + " is not in 5 ms .. 1 s");
        require(
                Double.isFinite(minX) && Double.isFinite(minY) && Double.isFinite(minZ),
                "world.min",
                "corner is not finite");
    }

    /** 4,096 m, cells of 16 m, load cells of 32 m, 20 ticks a second. */
    public static WorldSettings defaults() {
        return new WorldSettings(0, 0, -2048, 4096, 8, 7, 50_000_000L);
    }

    public double finestCellMetres() {
        return edgeMetres / (1L << finestLevel);
    }
}
