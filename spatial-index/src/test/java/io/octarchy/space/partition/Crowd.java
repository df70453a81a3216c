package io.octarchy.space.partition;

import io.octarchy.space.Seeds;
import io.octarchy.space.WorldCube;
import io.octarchy.space.octree.LoadOctree;
import io.octarchy.space.region.RegionMap;
import java.util.SplittableRandom;

/** Entities that roam, some of them around a spot that wanders, as loads for planners. Seeded. */
final class Crowd {
    static final int CELL_LEVEL = 6;
    static final WorldCube CUBE = new WorldCube(0, 0, 0, 1024, CELL_LEVEL);
    static final long WEIGHT = 1_000;

    final LoadOctree octree = new LoadOctree(CUBE, CELL_LEVEL, 1 << 15, 1 << 14, 1000 * WEIGHT, 300 * WEIGHT);
    final RegionMap map = new RegionMap(CUBE.curveSize(), 8192);
    final SplittableRandom random;
    private final double[][] at;
    private final double[] spot = {300, 300, 300};
    private final int gathered;

    /**
     * @param gathered how many of the entities stay around the spot
     * @param leavesWanted into how many leaves of equal load the world would be cut
     */
    Crowd(final long seed, final int entities, final int gathered, final int leavesWanted) {
        random = Seeds.random(seed);
        this.gathered = gathered;
        at = new double[entities][3];
        for (int i = 0; i < entities; i++) {
            for (int axis = 0; axis < 3; axis++) {
                at[i][axis] = i < gathered
                        ? clamp(spot[axis] + (random.nextDouble() - random.nextDouble()) * 60)
                        : random.nextDouble() * 1024;
            }
        }
        final long split = Math.max(10, entities * WEIGHT / leavesWanted);
        octree.thresholds(split, split / 3);
        count(WEIGHT);
    }

    private static double clamp(final double x) {
        return Math.min(Math.max(x, 0), 1023.999);
    }

    void walk(final double metres) {
        count(-WEIGHT);
        final double[] drift = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            drift[axis] = (random.nextDouble() - 0.4) * metres;
            spot[axis] += drift[axis];
        }
        for (int i = 0; i < at.length; i++) {
            for (int axis = 0; axis < 3; axis++) {
                final double step = (random.nextDouble() - 0.5) * metres + (i < gathered ? drift[axis] : 0);
                at[i][axis] = clamp(at[i][axis] + step);
            }
        }
        count(WEIGHT);
    }

    private void count(final long weight) {
        for (final double[] p : at) {
            octree.add(CUBE.codeAt(p[0], p[1], p[2], CELL_LEVEL), weight, weight);
        }
    }

    /** Fills leaves into an input that has its nodes. */
    void fill(final PartitionInput in) {
        octree.update(map);
        in.addLeaves(octree, map);
    }
}
