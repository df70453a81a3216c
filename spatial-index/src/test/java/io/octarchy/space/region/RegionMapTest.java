package io.octarchy.space.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.space.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegionMapTest {
    private static final int SIZE = 512;

    /** Ownership as an array, one element a curve index: nothing to get wrong. */
    private final int[] oracle = new int[SIZE];

    private final RegionMap map = new RegionMap(SIZE, 24);

    private int oracleIntervals() {
        int intervals = 1;
        for (int i = 1; i < SIZE; i++) {
            intervals += oracle[i] != oracle[i - 1] ? 1 : 0;
        }
        return intervals;
    }

    private void assertSameAsOracle() {
        assertEquals(MapFault.NONE, map.validate());
        assertEquals(oracleIntervals(), map.intervals());
        for (int i = 0; i < SIZE; i++) {
            assertEquals(oracle[i], map.ownerAt(i));
        }
        long end = 0;
        for (int i = 0; i < map.intervals(); i++) {
            assertEquals(end, map.start(i));
            end = map.end(i);
            assertEquals(i, map.intervalAt(end - 1));
        }
        assertEquals(SIZE, end);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldEqualAnArrayOverRandomEdits(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        for (int n = 0; n < 400; n++) {
            final int start = random.nextInt(SIZE);
            final int end = random.nextInt(4) == 0 ? random.nextInt(start, SIZE) + 1 : Math.min(SIZE, start + 9);
            final int owner = random.nextInt(5);
            final int[] before = oracle.clone();
            final long checksumBefore = map.checksum();
            final boolean done;
            switch (random.nextInt(8)) {
                case 0 -> {
                    final int from = random.nextInt(5);
                    final long moved =
                            Arrays.stream(oracle).filter(o -> o == from).count();
                    assertEquals(from == owner ? 0 : moved, map.transfer(from, owner));
                    Arrays.setAll(oracle, i -> oracle[i] == from ? owner : oracle[i]);
                    done = true;
                }
                case 1 -> {
                    Arrays.fill(oracle, start, (int) map.end(map.intervalAt(start)), owner);
                    done = map.cut(start, owner);
                }
                default -> {
                    Arrays.fill(oracle, start, end, owner);
                    done = map.assign(start, end, owner);
                }
            }
            assertEquals(oracleIntervals() <= 24, done);
            if (!done) {
                System.arraycopy(before, 0, oracle, 0, SIZE);
                assertEquals(checksumBefore, map.checksum());
            }
            assertSameAsOracle();
            assertEquals(Arrays.stream(oracle).filter(o -> o == owner).count(), map.sizeOf(owner));
        }
        assertEquals(
                map.intervals(),
                map.intervalsOf(0) + map.intervalsOf(1) + map.intervalsOf(2) + map.intervalsOf(3) + map.intervalsOf(4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldHaveAChecksumOfWhatItIsNotOfHowItCameAbout(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final int[] borders = random.ints(8, 1, SIZE).sorted().distinct().toArray();
        final RegionMap other = new RegionMap(SIZE, 24);
        for (int i = 0; i < borders.length; i++) {
            map.assign(borders[i], SIZE, i + 1);
            final int detour = random.nextInt(SIZE);
            other.assign(detour, SIZE, 77);
        }
        for (int i = borders.length - 1; i >= 0; i--) {
            other.assign(borders[i], i + 1 < borders.length ? borders[i + 1] : SIZE, i + 1);
        }
        other.assign(0, borders[0], RegionMap.NOBODY);
        assertTrue(map.sameOwnership(other));
        assertEquals(map.checksum(), other.checksum());
        other.version(1);
        assertNotEquals(map.checksum(), other.checksum());
        other.version(0);
        other.assign(borders[0] - 1, borders[0], 99);
        assertNotEquals(map.checksum(), other.checksum());
        assertFalse(map.sameOwnership(other));
        other.copyFrom(map);
        assertEquals(map.checksum(), other.checksum());
    }

    @Test
    void shouldLoadWhatIsAMap() {
        assertEquals(MapFault.NONE, map.load(7, new long[] {0, 100, 200}, new int[] {1, 0, 1}, 3));
        assertEquals(7, map.version());
        assertEquals(2, map.intervalsOf(1));
        assertEquals(MapFault.NONE, map.validate());
        final RegionMap same = new RegionMap(SIZE, 5);
        same.assign(0, SIZE, 1);
        same.assign(100, 200, 0);
        same.version(7);
        assertEquals(same.checksum(), map.checksum());
    }

    @Test
    void shouldNotLoadWhatIsNoMapAndStayAsItWas() {
        map.assign(3, 9, 4);
        final long checksum = map.checksum();
        final int[] ones = {1, 2, 1};
        assertEquals(MapFault.NEGATIVE_VERSION, map.load(-1, new long[] {0}, ones, 1));
        assertEquals(MapFault.EMPTY, map.load(1, new long[] {0}, ones, 0));
        assertEquals(MapFault.TOO_MANY_INTERVALS, map.load(1, new long[] {0}, ones, 2));
        assertEquals(MapFault.TOO_MANY_INTERVALS, map.load(1, new long[25], new int[25], 25));
        assertEquals(MapFault.FIRST_NOT_ZERO, map.load(1, new long[] {1, 2}, ones, 2));
        assertEquals(MapFault.NOT_ASCENDING, map.load(1, new long[] {0, 5, 5}, ones, 3));
        assertEquals(MapFault.NOT_ASCENDING, map.load(1, new long[] {0, 5, -5}, ones, 3));
        assertEquals(MapFault.OUTSIDE_CURVE, map.load(1, new long[] {0, SIZE}, ones, 2));
        assertEquals(MapFault.NOT_COALESCED, map.load(1, new long[] {0, 5}, new int[] {1, 1}, 2));
        assertEquals(MapFault.NEGATIVE_OWNER, map.load(1, new long[] {0, 5}, new int[] {1, -1}, 2));
        for (final MapFault fault : MapFault.values()) {
            assertFalse(fault.explanation().isEmpty());
        }
        assertEquals(checksum, map.checksum());
        assertEquals(MapFault.NONE, map.validate());
    }

    @Test
    void shouldRefuseSenselessArguments() {
        assertThrows(IllegalArgumentException.class, () -> map.assign(5, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> map.assign(-1, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> map.assign(0, SIZE + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> map.assign(0, 5, -1));
        assertThrows(IllegalArgumentException.class, () -> map.version(-1));
        assertThrows(IllegalArgumentException.class, () -> new RegionMap(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RegionMap(8, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> map.ownerAt(SIZE));
        assertThrows(IndexOutOfBoundsException.class, () -> map.ownerAt(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> map.start(1));
        assertThrows(IllegalArgumentException.class, () -> map.copyFrom(new RegionMap(8, 1)));
    }
}
