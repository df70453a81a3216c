package io.octarchy.space.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.space.Seeds;
import io.octarchy.space.WorldCube;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegionCoverTest {
    private static final int LEVEL = 3;
    private final WorldCube cube = new WorldCube(-100, 20, 0, 64, LEVEL);
    private final RegionMap map = new RegionMap(cube.curveSize(), 200);

    private void randomise(final SplittableRandom random) {
        map.reset(3, random.nextInt(3));
        for (int n = random.nextInt(30); n > 0; n--) {
            final long start = random.nextLong(cube.curveSize());
            map.assign(start, Math.min(cube.curveSize(), start + 1 + random.nextLong(60)), random.nextInt(3));
        }
    }

    private double slowDistance(final int owner, final double x, final double y, final double z) {
        double least = Double.POSITIVE_INFINITY;
        for (long i = 0; i < cube.curveSize(); i++) {
            if (map.ownerAt(i) == owner) {
                least = Math.min(least, cube.distanceToCell(cube.cellAt(i, LEVEL), x, y, z));
            }
        }
        return least;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldMeasureAsCellByCell(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final RegionCover cover = new RegionCover(cube);
        for (int n = 0; n < 5; n++) {
            randomise(random);
            final int owner = random.nextInt(3);
            cover.rebuild(map, owner);
            assertTrue(cover.isExact());
            assertEquals(3, cover.mapVersion());
            assertEquals(owner, cover.owner());
            for (int probe = 0; probe < 40; probe++) {
                final double x = Seeds.coordinate(random, -132, 128);
                final double y = Seeds.coordinate(random, -12, 128);
                final double z = Seeds.coordinate(random, -32, 128);
                final double slow = slowDistance(owner, x, y, z);
                assertEquals(slow, cover.distance(x, y, z));
                assertEquals(slow, cover.depthOutside(x, y, z));
                if (slow < 1e9) {
                    assertTrue(cover.within(x, y, z, slow * (1 + 1e-12)));
                    assertFalse(slow > 0 && cover.within(x, y, z, slow * (1 - 1e-12)));
                }
                if (cube.contains(x, y, z) && map.ownerAt(cube.curveAt(x, y, z)) == owner) {
                    assertEquals(0, slow);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldTileTheRegionWithItsCells(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        randomise(random);
        final RegionCover cover = new RegionCover(cube);
        cover.rebuild(map, 1);
        final RegionMap again = new RegionMap(cube.curveSize(), 200);
        cover.forEachCell((start, length) -> {
            assertEquals(0, again.ownerAt(start));
            assertTrue(again.assign(start, start + length, 1));
        });
        assertEquals(map.sizeOf(1), again.sizeOf(1));
        for (int i = 0; i < cover.cells(); i++) {
            assertEquals(cover.curveStart(i), cube.curveStart(cover.cellCode(i)));
            assertEquals(1, map.ownerAt(cover.curveStart(i)));
            assertEquals(1, map.ownerAt(cover.curveStart(i) + cover.curveLength(i) - 1));
        }
        assertEquals(map.intervalsOf(1), again.intervalsOf(1));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldWidenWhenOverItsBoundAndNeverLoseSpace(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        randomise(random);
        final int bound = random.nextInt(1, 9);
        final RegionCover exact = new RegionCover(cube);
        final RegionCover bounded = new RegionCover(cube, bound);
        exact.rebuild(map, 1);
        bounded.rebuild(map, 1);
        assertTrue(bounded.cells() <= bound);
        assertEquals(exact.cells() <= bound, bounded.isExact());
        assertEquals(bounded.isExact(), bounded.coarsenings() == 0);
        for (int probe = 0; probe < 100; probe++) {
            final double x = -100 + random.nextDouble() * 64;
            final double y = 20 + random.nextDouble() * 64;
            final double z = random.nextDouble() * 64;
            assertTrue(bounded.distance(x, y, z) <= exact.distance(x, y, z));
        }
    }

    @Test
    void shouldBeNowhereWhenEmpty() {
        final RegionCover cover = new RegionCover(cube);
        assertTrue(cover.isEmpty());
        assertEquals(-1, cover.mapVersion());
        cover.rebuild(map, 9);
        assertTrue(cover.isEmpty());
        assertEquals(Double.POSITIVE_INFINITY, cover.distance(0, 0, 0));
        assertFalse(cover.within(0, 0, 0, 1e9));
        cover.rebuild(map, RegionMap.NOBODY);
        assertEquals(1, cover.cells());
        assertFalse(cover.within(Double.NaN, 30, 5, 1e9));
        assertThrows(IndexOutOfBoundsException.class, () -> cover.curveStart(1));
        assertThrows(IllegalArgumentException.class, () -> cover.rebuild(new RegionMap(8, 1), 0));
        assertThrows(IllegalArgumentException.class, () -> new RegionCover(cube, 0));
    }
}
