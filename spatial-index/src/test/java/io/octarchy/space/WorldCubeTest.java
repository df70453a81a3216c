package io.octarchy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldCubeTest {
    private final WorldCube cube = new WorldCube(-512, -512, -64, 1024, 7);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldPutEveryPointInOneCellOfEachLevel(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        for (int n = 0; n < 100; n++) {
            final double x = Seeds.coordinate(random, -512, 1024);
            final double y = Seeds.coordinate(random, -512, 1024);
            final double z = Seeds.coordinate(random, -64, 1024);
            final long index = cube.curveAt(x, y, z);
            for (int level = 0; level <= 7; level++) {
                final long code = cube.codeAt(x, y, z, level);
                final double edge = cube.cellEdgeMetres(level);
                assertTrue(cube.cellMinX(code) <= x && x < cube.cellMinX(code) + edge);
                assertTrue(cube.cellMinY(code) <= y && y < cube.cellMinY(code) + edge);
                assertTrue(cube.cellMinZ(code) <= z && z < cube.cellMinZ(code) + edge);
                assertEquals(0, cube.distanceToCell(code, x, y, z));
                final long start = cube.curveStart(code);
                assertTrue(start <= index && index < start + cube.curveLength(level));
                assertEquals(code, cube.cellAt(index, level));
                assertEquals(code, cube.cellOfInterval(start, cube.curveLength(level)));
            }
        }
    }

    @Test
    void shouldTileTheCurveWithTheCellsOfALevel() {
        for (int level = 0; level <= 3; level++) {
            for (long i = 0; i < 1L << 3 * level; i++) {
                final long code = Hilbert.codeAt(i, level);
                assertEquals(i * cube.curveLength(level), cube.curveStart(code));
            }
        }
        assertEquals(cube.curveSize(), 8 * cube.curveLength(1));
    }

    @Test
    void shouldMeasureDistanceToCells() {
        final long code = cube.codeAt(0, 0, 0, 3); // 128 m: 0..128, 0..128, -64..64
        assertEquals(3, cube.distanceToCell(code, -3, 50, 0));
        assertEquals(5, cube.distanceToCell(code, -3, 132, 0));
        assertEquals(13, cube.distanceToCell(code, -3, 132, 76));
        assertEquals(872, cube.distanceToCell(code, 1000, 0, 0));
        assertTrue(Double.isNaN(cube.distanceToCell(code, Double.NaN, 0, 0)));
    }

    @Test
    void shouldBeHalfOpen() {
        assertTrue(cube.contains(-512, -512, -64));
        assertFalse(cube.contains(512, 0, 0));
        assertTrue(cube.contains(Math.nextDown(512.0), 0, 0));
        assertFalse(cube.contains(Math.nextDown(-512.0), 0, 0));
        // Relative to the corner this rounds to the edge itself.
        assertEquals(1, LocationalCode.x(cube.codeAt(Math.nextDown(512.0), 0, 0, 1)));
        cube.curveAt(Math.nextDown(512.0), 0, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 512})
    void shouldRefuseWhatIsNotInTheWorld(final double bad) {
        assertFalse(cube.contains(bad, 0, 0));
        assertFalse(cube.contains(0, bad, 0));
        assertFalse(cube.contains(0, 0, bad < 960 ? 960 : bad));
        final Exception thrown = assertThrows(IllegalArgumentException.class, () -> cube.curveAt(0, bad, 0));
        assertTrue(thrown.getMessage().contains("is not in the world"), thrown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> cube.codeAt(bad, 0, 0, 3));
    }

    @Test
    void shouldRefuseOddWorlds() {
        assertThrows(IllegalArgumentException.class, () -> new WorldCube(0, 0, 0, 1000, 5));
        assertThrows(IllegalArgumentException.class, () -> new WorldCube(0, 0, 0, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> new WorldCube(0, 0, 0, -8, 5));
        assertThrows(IllegalArgumentException.class, () -> new WorldCube(0, 0, 0, Double.NaN, 5));
        assertThrows(IllegalArgumentException.class, () -> new WorldCube(0, 0, 0, 1024, 21));
        assertThrows(IllegalArgumentException.class, () -> new WorldCube(0, Double.NaN, 0, 1024, 5));
        assertThrows(IllegalArgumentException.class, () -> cube.cellOfInterval(1, 8));
        assertThrows(IllegalArgumentException.class, () -> cube.cellOfInterval(0, 16));
        assertThrows(IllegalArgumentException.class, () -> cube.cellOfInterval(cube.curveSize(), 1));
    }

    @Test
    void shouldHaveOneCellAtLevelZero() {
        final WorldCube one = new WorldCube(0, 0, 0, 0.5, 0);
        assertEquals(1, one.curveSize());
        assertEquals(0, one.curveAt(0.25, 0.25, 0.4999));
        assertEquals(LocationalCode.ROOT, one.cellAt(0, 0));
    }
}
