package io.octarchy.perf.micro;

import io.octarchy.space.WorldCube;
import io.octarchy.space.index.EntityIndex;
import io.octarchy.space.index.SlotVisitor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 10,000 walking entities: a step of one of them, and whom it sees; ours beside a map of lists. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EntityIndexBenchmark {
    private static final int ENTITIES = 10_000;
    private static final int FINEST_LEVEL = 10;

    /** How many a query finds on average. */
    @Param({"20", "200"})
    public int hits;

    private final Walk walk = new Walk(ENTITIES, 1);
    private int found;
    private final SlotVisitor visitor = (slot, distanceSquared) -> found++;
    private double radius;
    private EntityIndex index;
    private HashGrid grid;

    @Setup
    public void fill() {
        radius = walk.radiusFor(hits);
        final WorldCube cube = new WorldCube(0, 0, 0, Walk.EDGE_METRES, FINEST_LEVEL);
        index = new EntityIndex(cube, ENTITIES, EntityIndex.gridLevelFor(cube, radius));
        grid = new HashGrid(ENTITIES, radius);
        for (int i = 0; i < ENTITIES; i++) {
            index.insert(i, walk.x[i], walk.y[i], walk.z[i]);
            grid.insert(i, walk.x[i], walk.y[i], walk.z[i]);
        }
    }

    @Benchmark
    public boolean moveEntityIndex() {
        final int i = walk.step();
        return index.move(i, walk.x[i], walk.y[i], walk.z[i]);
    }

    @Benchmark
    public int moveHashGrid() {
        final int i = walk.step();
        grid.move(i, walk.x[i], walk.y[i], walk.z[i]);
        return i;
    }

    @Benchmark
    public int sphereEntityIndex() {
        final int i = walk.another();
        found = 0;
        index.querySphere(walk.x[i], walk.y[i], walk.z[i], radius, visitor);
        return found;
    }

    @Benchmark
    public int sphereHashGrid() {
        final int i = walk.another();
        return grid.countSphere(walk.x[i], walk.y[i], walk.z[i], radius);
    }
}
