package io.octarchy.perf.peers;

import ch.ethz.globis.phtree.PhTreeMultiMapF;
import io.octarchy.perf.micro.Walk;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The work of EntityIndexBenchmark on a PH-tree. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PhTreeBenchmark {
    private static final int ENTITIES = 10_000;
    private static final int DIMENSIONS = 3;

    @Param({"20", "200"})
    public int hits;

    private final Walk walk = new Walk(ENTITIES, 1);
    private PhTreeMultiMapF<Integer> tree;
    private double radius;

    @Setup
    public void fill() {
        radius = walk.radiusFor(hits);
        tree = PhTreeMultiMapF.create(DIMENSIONS);
        for (int i = 0; i < ENTITIES; i++) {
            tree.put(new double[] {walk.x[i], walk.y[i], walk.z[i]}, i, i);
        }
    }

    @Benchmark
    public Integer movePhTree() {
        final int i = walk.peek();
        final double[] old = {walk.x[i], walk.y[i], walk.z[i]};
        walk.step();
        return tree.update(old, i, new double[] {walk.x[i], walk.y[i], walk.z[i]});
    }

    @Benchmark
    public int spherePhTree() {
        final int i = walk.another();
        int found = 0;
        final var query = tree.rangeQuery(radius, walk.x[i], walk.y[i], walk.z[i]);
        while (query.hasNext()) {
            query.next();
            found++;
        }
        return found;
    }
}
