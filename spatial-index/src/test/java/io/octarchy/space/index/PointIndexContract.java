package io.octarchy.space.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.space.LocationalCode;
import io.octarchy.space.WorldCube;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class PointIndexContract {
    static final WorldCube CUBE = new WorldCube(0, 0, 0, 64, 4);
    private final PointIndex index = create(CUBE, 100);

    abstract PointIndex create(WorldCube cube, int capacity);

    static SortedMap<Integer, Double> collect(final java.util.function.Consumer<SlotVisitor> query) {
        final SortedMap<Integer, Double> found = new TreeMap<>();
        query.accept((slot, squared) -> assertEquals(null, found.put(slot, squared), "visited twice"));
        return found;
    }

    @Test
    void shouldFindWhatIsNearAndNothingElse() {
        index.insert(3, 10, 10, 10);
        index.insert(7, 12, 10, 10);
        index.insert(9, 40, 40, 40);
        assertEquals(
                new TreeMap<>(java.util.Map.of(3, 0.0, 7, 4.0)), collect(v -> index.querySphere(10, 10, 10, 2, v)));
        assertEquals(1, collect(v -> index.querySphere(10, 10, 10, 1.999, v)).size());
        index.move(7, 50, 50, 50);
        assertEquals(1, collect(v -> index.querySphere(10, 10, 10, 2, v)).size());
        index.remove(3);
        assertFalse(index.contains(3));
        assertTrue(index.contains(7));
        assertEquals(2, index.size());
        assertTrue(collect(v -> index.querySphere(10, 10, 10, 2, v)).isEmpty());
        assertEquals(2, index.countInCell(LocationalCode.ROOT));
    }

    @Test
    void shouldCountBordersAsInside() {
        index.insert(1, 16, 16, 16);
        assertEquals(1, collect(v -> index.queryBox(16, 16, 16, 16, 16, 16, v)).size());
        assertEquals(1, collect(v -> index.queryBox(0, 0, 0, 16, 16, 16, v)).size());
        assertEquals(
                0,
                collect(v -> index.queryBox(0, 0, 0, Math.nextDown(16), 16, 16, v))
                        .size());
        assertEquals(0, collect(v -> index.queryBox(17, 0, 0, 3, 64, 64, v)).size());
        assertEquals(1, collect(v -> index.querySphere(12, 16, 16, 4, v)).size());
        assertEquals(1, index.countInCell(CUBE.codeAt(16, 16, 16, 4)));
        assertEquals(0, index.countInCell(CUBE.codeAt(15.9, 16, 16, 4)));
    }

    @Test
    void shouldSeeAlongACone() {
        final double[] apex = {10, 10, 10};
        final double[] east = {1, 0, 0};
        index.insert(1, 10, 10, 10);
        index.insert(2, 20, 10, 10);
        index.insert(3, 20, 19, 10);
        index.insert(4, 20, 21, 10);
        index.insert(5, 5, 10, 10);
        index.insert(6, 60, 10, 10);
        final double cosine45 = Math.sqrt(0.5);
        assertEquals(
                java.util.Set.of(1, 2, 3),
                collect(v -> index.queryCone(apex, east, cosine45, 20, v)).keySet());
        assertEquals(5, collect(v -> index.queryCone(apex, east, -1, 20, v)).size());
    }

    @Test
    void shouldOrderTheNearestByDistanceThenSlot() {
        index.insert(8, 30, 32, 32);
        index.insert(5, 34, 32, 32);
        index.insert(2, 32, 32, 33);
        index.insert(1, 60, 60, 60);
        final int[] slots = new int[4];
        final double[] squares = new double[4];
        assertEquals(3, index.nearest(32, 32, 32, 3, Double.POSITIVE_INFINITY, slots, squares));
        org.junit.jupiter.api.Assertions.assertArrayEquals(new int[] {2, 5, 8, 0}, slots);
        org.junit.jupiter.api.Assertions.assertArrayEquals(new double[] {1, 4, 4, 0}, squares);
        assertEquals(3, index.nearest(32, 32, 32, 4, 3, slots, squares));
        assertEquals(4, index.nearest(32, 32, 32, 4, 100, slots, squares));
        assertEquals(1, index.nearest(-1000, 32, 32, 1, 1e9, slots, squares));
        assertEquals(8, slots[0]);
        assertEquals(0, index.nearest(32, 32, 32, 0, 100, slots, squares));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 64})
    void shouldRefusePositionsOutsideTheWorldAndStayAsItWas(final double bad) {
        index.insert(1, 5, 5, 5);
        final Exception thrown = assertThrows(IllegalArgumentException.class, () -> index.move(1, bad, 5, 5));
        assertTrue(thrown.getMessage().contains("not in the world"), thrown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> index.insert(2, 5, bad, 5));
        assertThrows(IllegalArgumentException.class, () -> index.insert(2, 5, 5, bad));
        assertFalse(index.contains(2));
        assertEquals(1, collect(v -> index.querySphere(5, 5, 5, 0, v)).size());
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        index.insert(1, 5, 5, 5);
        assertThrows(IllegalStateException.class, () -> index.insert(1, 5, 5, 5));
        assertThrows(IllegalStateException.class, () -> index.move(2, 5, 5, 5));
        assertThrows(IllegalStateException.class, () -> index.remove(2));
        assertThrows(IndexOutOfBoundsException.class, () -> index.insert(100, 5, 5, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> index.contains(-1));
    }
}
