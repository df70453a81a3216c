package io.octarchy.space.octree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.space.CellCover;
import io.octarchy.space.Hilbert;
import io.octarchy.space.LocationalCode;
import io.octarchy.space.Seeds;
import io.octarchy.space.WorldCube;
import io.octarchy.space.region.RegionMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoadOctreeTest {
    private static final int LEVEL = 4;
    private static final WorldCube CUBE = new WorldCube(0, 0, 0, 1024, LEVEL + 2);
    private final RegionMap map = new RegionMap(CUBE.curveSize(), 100);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldTileSpaceWithLeavesOfFittingLoad(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final LoadOctree octree = new LoadOctree(CUBE, LEVEL, 4096, 4096, 100, 40);
        final TreeMap<Long, long[]> oracle = new TreeMap<>();
        for (int round = 0; round < 10; round++) {
            for (int n = 0; n < 100; n++) {
                final long code = Hilbert.codeAt(random.nextLong(random.nextBoolean() ? 64 : 4096), LEVEL);
                final long load = random.nextInt(3) == 0 ? 0 : random.nextLong(60);
                final long predicted = random.nextLong(60);
                oracle.put(CUBE.curveStart(code), new long[] {load, predicted});
                assertTrue(octree.set(code, load, predicted));
            }
            final long cut = random.nextLong(4096) * 64;
            map.assign(cut, Math.min(CUBE.curveSize(), cut + 64 * random.nextLong(1, 99)), random.nextInt(4));
            octree.update(map);
            assertLeavesFit(octree, oracle);
        }
        assertEquals(0, octree.coarsenings());
    }

    private void assertLeavesFit(final LoadOctree octree, final TreeMap<Long, long[]> oracle) {
        long at = 0;
        for (int i = 0; i < octree.leaves(); i++) {
            final long start = octree.leafStarts()[i];
            final long length = octree.leafLengths()[i];
            assertEquals(at, start);
            at += length;
            assertTrue(CellCover.isCell(start, length) && length >= 64);
            final var inside = oracle.subMap(start, at).values();
            assertEquals(inside.stream().mapToLong(l -> l[0]).sum(), octree.leafLoads()[i]);
            assertEquals(inside.stream().mapToLong(l -> l[1]).sum(), octree.leafPredicted()[i]);
            final long load = Math.max(octree.leafLoads()[i], octree.leafPredicted()[i]);
            assertTrue(load <= 100 || length == 64, "leaf is too heavy");
            assertEquals(map.intervalAt(start), map.intervalAt(at - 1), "leaf straddles a border");
            assertEquals(i, octree.leafAt(start));
            assertEquals(i, octree.leafAt(at - 1));
        }
        assertEquals(CUBE.curveSize(), at);
    }

    @Test
    void shouldSplitAboveMergeBelowAndRestBetween() {
        final LoadOctree octree = new LoadOctree(CUBE, LEVEL, 64, 64, 100, 40);
        octree.set(LocationalCode.of(LEVEL, 0, 0, 0), 50, 0);
        octree.set(LocationalCode.of(LEVEL, 15, 15, 15), 50, 0);
        octree.update(map);
        assertEquals(1, octree.leaves());
        octree.add(LocationalCode.of(LEVEL, 15, 15, 15), 10, 0);
        octree.update(map);
        assertEquals(8, octree.leaves());
        octree.add(LocationalCode.of(LEVEL, 15, 15, 15), -60, 0);
        octree.update(map);
        assertEquals(8, octree.leaves(), "50 is not below 40: keep what was split");
        octree.set(LocationalCode.of(LEVEL, 0, 0, 0), 39, 0);
        octree.update(map);
        assertEquals(1, octree.leaves());
        assertEquals(39, octree.totalLoad());
        octree.set(LocationalCode.of(LEVEL, 0, 0, 0), 39, 101);
        octree.update(map);
        assertTrue(octree.leaves() > 8, "predicted load splits as well");
    }

    @Test
    void shouldCoarsenRatherThanPassItsBound() {
        final LoadOctree octree = new LoadOctree(CUBE, LEVEL, 4096, 20, 10, 4);
        for (long i = 0; i < 4096; i += 5) {
            octree.set(Hilbert.codeAt(i, LEVEL), 10, 10);
        }
        for (int i = 0; i < 90; i++) {
            map.assign(64L * (i * 31 + 3), 64L * (i * 31 + 4), i % 7);
        }
        octree.update(map);
        assertTrue(octree.leaves() <= 20);
        assertTrue(octree.coarsenings() > 0);
        long total = 0;
        for (int i = 0; i < octree.leaves(); i++) {
            total += octree.leafLoads()[i];
        }
        assertEquals(octree.totalLoad(), total);
    }

    @Test
    void shouldSayWhenItHasNoRoomForACell() {
        final LoadOctree octree = new LoadOctree(CUBE, LEVEL, 1, 64, 100, 40);
        final long a = LocationalCode.of(LEVEL, 0, 0, 0);
        final long b = LocationalCode.of(LEVEL, 1, 0, 0);
        assertTrue(octree.set(a, 5, 5));
        assertFalse(octree.set(b, 5, 5));
        assertTrue(octree.set(b, 0, 0));
        octree.set(a, 0, 0);
        octree.update(map);
        assertTrue(octree.set(b, 5, 5));
    }

    @Test
    void shouldRefuseSenselessSettings() {
        assertThrows(IllegalArgumentException.class, () -> new LoadOctree(CUBE, 7, 8, 8, 100, 40));
        assertThrows(IllegalArgumentException.class, () -> new LoadOctree(CUBE, 4, 8, 7, 100, 40));
        assertThrows(IllegalArgumentException.class, () -> new LoadOctree(CUBE, 4, 8, 8, 100, 50));
        assertThrows(IllegalArgumentException.class, () -> new LoadOctree(CUBE, 4, 8, 8, 100, 0));
        final LoadOctree octree = new LoadOctree(CUBE, 4, 8, 8, 100, 40);
        assertThrows(IllegalArgumentException.class, () -> octree.set(1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> octree.set(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> octree.update(new RegionMap(8, 1)));
    }
}
