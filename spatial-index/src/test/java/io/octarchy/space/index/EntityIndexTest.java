package io.octarchy.space.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.octarchy.space.LocationalCode;
import io.octarchy.space.Seeds;
import io.octarchy.space.WorldCube;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntityIndexTest extends PointIndexContract {
    private static final double EDGE = 256;

    @Override
    PointIndex create(final WorldCube cube, final int capacity) {
        return new GridPointIndex(cube, capacity, 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldEqualBruteForceOverALongHistory(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        // An odd corner makes positions round; levels from one brick to far finer than the entities are dense.
        final double min = random.nextBoolean() ? -128 : -128.1234567;
        final WorldCube cube = new WorldCube(min, min, min, EDGE, 9);
        final int capacity = random.nextInt(1, 400);
        final PointIndex index = new GridPointIndex(cube, capacity, random.nextInt(0, 9));
        final PointIndex oracle = new BruteForceIndex(cube, capacity);
        final double[] at = new double[3];
        for (int n = 0; n < 3_000; n++) {
            final int slot = random.nextInt(capacity);
            final boolean crowd = random.nextInt(3) == 0;
            for (int axis = 0; axis < 3; axis++) {
                at[axis] = crowd ? min + 33 + 7 * random.nextDouble() : Seeds.coordinate(random, min, EDGE);
            }
            if (!oracle.contains(slot)) {
                oracle.insert(slot, at[0], at[1], at[2]);
                index.insert(slot, at[0], at[1], at[2]);
            } else if (random.nextInt(4) == 0) {
                oracle.remove(slot);
                index.remove(slot);
            } else {
                oracle.move(slot, at[0], at[1], at[2]);
                index.move(slot, at[0], at[1], at[2]);
            }
            if (n % 60 == 0) {
                assertSameAnswers(random, cube, index, oracle);
            }
        }
    }

    private static void assertSameAnswers(
            final SplittableRandom random, final WorldCube cube, final PointIndex index, final PointIndex oracle) {
        final double[] at = {
            Seeds.coordinate(random, cube.minX() - 64, 2 * EDGE),
            Seeds.coordinate(random, cube.minY(), EDGE),
            Seeds.coordinate(random, cube.minZ(), EDGE)
        };
        final double radius = random.nextInt(4) == 0 ? 1000 : random.nextInt(65);
        assertEquals(oracle.size(), index.size());
        assertEquals(
                collect(v -> oracle.querySphere(at[0], at[1], at[2], radius, v)),
                collect(v -> index.querySphere(at[0], at[1], at[2], radius, v)));
        final double high = at[2] + random.nextInt(40);
        assertEquals(
                collect(v -> oracle.queryBox(at[0], at[1], at[2], at[0] + radius, at[1] + radius, high, v)),
                collect(v -> index.queryBox(at[0], at[1], at[2], at[0] + radius, at[1] + radius, high, v)));
        final double[] direction = direction(random);
        final double cosine = random.nextInt(9) / 4.0 - 1;
        assertEquals(
                collect(v -> oracle.queryCone(at, direction, cosine, radius, v)),
                collect(v -> index.queryCone(at, direction, cosine, radius, v)));
        assertSameNearest(random.nextInt(12), at, radius, index, oracle);
        final long code = cube.codeAt(Seeds.coordinate(random, cube.minX(), EDGE), at[1], at[2], random.nextInt(0, 12));
        assertEquals(collect(v -> oracle.forEachInCell(code, v)), collect(v -> index.forEachInCell(code, v)));
        assertEquals(oracle.countInCell(code), index.countInCell(code));
    }

    private static void assertSameNearest(
            final int k, final double[] at, final double radius, final PointIndex index, final PointIndex oracle) {
        final int[] slots = new int[12];
        final double[] squares = new double[12];
        final int[] expectedSlots = new int[12];
        final double[] expectedSquares = new double[12];
        final int expected = oracle.nearest(at[0], at[1], at[2], k, radius, expectedSlots, expectedSquares);
        assertEquals(expected, index.nearest(at[0], at[1], at[2], k, radius, slots, squares));
        assertArrayEquals(expectedSlots, slots);
        assertArrayEquals(expectedSquares, squares);
    }

    private static double[] direction(final SplittableRandom random) {
        if (random.nextBoolean()) {
            final double[] axis = new double[3];
            axis[random.nextInt(3)] = random.nextBoolean() ? 1 : -1;
            return axis;
        }
        final double x = random.nextDouble() - 0.5;
        final double y = random.nextDouble() - 0.5;
        final double z = random.nextDouble() - 0.4999;
        final double length = Math.sqrt(x * x + y * y + z * z);
        return new double[] {x / length, y / length, z / length};
    }

    @Test
    void shouldReportPositionCellAndWhetherAMoveChangedCell() {
        final EntityIndex index = new EntityIndex(CUBE, 10, 3); // cells of 8 m
        index.insert(4, 1, 2, 3);
        assertEquals(false, index.move(4, 7.5, 2, 3));
        assertEquals(true, index.move(4, 8, 2, 3));
        assertEquals(8, index.x(4));
        assertEquals(2, index.y(4));
        assertEquals(3, index.z(4));
        assertEquals(LocationalCode.of(3, 1, 0, 0), index.cellOf(4));
        index.clear();
        assertEquals(0, index.size());
        assertThrows(IllegalStateException.class, () -> index.x(4));
        index.insert(4, 1, 2, 3);
        assertEquals(1, index.countInCell(LocationalCode.ROOT));
    }

    @Test
    void shouldHoldItsCapacityInTheWorstOfPlaces() {
        final EntityIndex scattered = new EntityIndex(CUBE, 4096, 4);
        final EntityIndex crowded = new EntityIndex(CUBE, 4096, 4);
        for (int slot = 0; slot < 4096; slot++) {
            scattered.insert(slot, 4 * (slot & 15), 4 * (slot >> 4 & 15), 4 * (slot >> 8));
            crowded.insert(slot, 1, 1, 1);
        }
        assertEquals(4096, scattered.countInCell(LocationalCode.ROOT));
        assertEquals(4096, crowded.countInCell(LocationalCode.of(4, 0, 0, 0)));
        for (int slot = 0; slot < 4096; slot++) {
            scattered.move(slot, 63, 63, 63);
            crowded.move(slot, 4 * (slot & 15), 4 * (slot >> 4 & 15), 4 * (slot >> 8));
        }
        assertEquals(4096, scattered.countInCell(LocationalCode.of(4, 15, 15, 15)));
        assertEquals(64, crowded.countInCell(LocationalCode.of(2, 1, 2, 3)));
    }

    @Test
    void shouldChooseAGridForARadius() {
        final WorldCube cube = new WorldCube(0, 0, 0, 1024, 8);
        assertEquals(4, EntityIndex.gridLevelFor(cube, 46));
        assertEquals(5, EntityIndex.gridLevelFor(cube, 45));
        assertEquals(0, EntityIndex.gridLevelFor(cube, 5000));
        assertEquals(20, EntityIndex.gridLevelFor(cube, 1e-9));
    }

    @Test
    void shouldRefuseSenselessQueries() {
        final EntityIndex index = new EntityIndex(CUBE, 10, 3);
        final SlotVisitor none = (slot, squared) -> {};
        assertThrows(IllegalArgumentException.class, () -> index.querySphere(Double.NaN, 0, 0, 1, none));
        assertThrows(IllegalArgumentException.class, () -> index.querySphere(0, 0, 0, -1, none));
        assertThrows(IllegalArgumentException.class, () -> index.querySphere(0, 0, 0, Double.NaN, none));
        assertThrows(IllegalArgumentException.class, () -> index.queryBox(0, 0, 0, 1, Double.NaN, 1, none));
        assertThrows(IllegalArgumentException.class, () -> index.queryCone(0, 0, 0, 1, 1, 0, 0.5, 9, none));
        assertThrows(IllegalArgumentException.class, () -> index.queryCone(0, 0, 0, 1, 0, 0, 1.5, 9, none));
        assertThrows(IllegalArgumentException.class, () -> index.countInCell(0));
        assertThrows(IllegalArgumentException.class, () -> index.nearest(0, 0, 0, 2, 9, new int[1], new double[2]));
        assertThrows(IllegalArgumentException.class, () -> new EntityIndex(CUBE, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> new EntityIndex(CUBE, 10, 21));
    }
}
