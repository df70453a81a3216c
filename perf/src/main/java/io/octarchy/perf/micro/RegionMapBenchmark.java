package io.octarchy.perf.micro;

import io.octarchy.space.WorldCube;
import io.octarchy.space.region.RegionMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Who owns the place of an entity: look-up by curve index and by position, beside a sorted map of the library. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RegionMapBenchmark {
    private static final int PLACES = 1 << 14;
    private static final int FINEST_LEVEL = 10;

    @Param({"64", "4096"})
    public int intervals;

    private final WorldCube cube = new WorldCube(0, 0, 0, Walk.EDGE_METRES, FINEST_LEVEL);
    private final Walk walk = new Walk(PLACES, 1);
    private final long[] places = new long[PLACES];
    private final TreeMap<Long, Integer> tree = new TreeMap<>();
    private RegionMap map;
    private int next;

    @Setup
    public void fill() {
        final SplittableRandom random = new SplittableRandom(1);
        map = new RegionMap(cube.curveSize(), intervals);
        map.reset(1, 1);
        int owner = 1;
        while (map.intervals() < intervals) {
            owner = owner % 100 + 1;
            map.cut(random.nextLong(1, cube.curveSize()), owner);
        }
        for (int i = 0; i < map.intervals(); i++) {
            tree.put(map.start(i), map.owner(i));
        }
        for (int i = 0; i < PLACES; i++) {
            places[i] = cube.curveAt(walk.x[i], walk.y[i], walk.z[i]);
        }
    }

    @Benchmark
    public int ownerAtCurve() {
        next = next + 1 & PLACES - 1;
        return map.ownerAt(places[next]);
    }

    @Benchmark
    public int ownerAtPosition() {
        next = next + 1 & PLACES - 1;
        return map.ownerAt(cube.curveAt(walk.x[next], walk.y[next], walk.z[next]));
    }

    @Benchmark
    public int ownerAtTreeMap() {
        next = next + 1 & PLACES - 1;
        final Map.Entry<Long, Integer> entry = tree.floorEntry(places[next]);
        return entry.getValue();
    }
}
