package io.octarchy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocationalCodeTest {
    private static long randomCode(final SplittableRandom random, final int minLevel) {
        final int level = random.nextInt(minLevel, LocationalCode.MAX_LEVEL + 1);
        final int bound = 1 << level;
        return LocationalCode.of(level, random.nextInt(bound), random.nextInt(bound), random.nextInt(bound));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldRoundTripFamilyAndCoordinates(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        for (int n = 0; n < 200; n++) {
            final long code = randomCode(random, 1);
            final int level = LocationalCode.level(code);
            assertTrue(LocationalCode.isValid(code));
            assertEquals(
                    code,
                    LocationalCode.of(level, LocationalCode.x(code), LocationalCode.y(code), LocationalCode.z(code)));
            final long parent = LocationalCode.parent(code);
            assertEquals(code, LocationalCode.child(parent, LocationalCode.childIndex(code)));
            assertEquals(LocationalCode.x(code) / 2, LocationalCode.x(parent));
            assertEquals(parent, LocationalCode.ancestor(code, level - 1));
            assertTrue(LocationalCode.isAncestorOrSelf(parent, code));
            assertTrue(LocationalCode.isAncestorOrSelf(code, code));
            assertTrue(LocationalCode.isAncestorOrSelf(LocationalCode.ROOT, code));
            assertFalse(LocationalCode.isAncestorOrSelf(code, parent));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldListNeighboursThatTouchAndOnlyThose(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final long[] around = new long[26];
        final long code = randomCode(random, 0) >>> 3 * random.nextInt(3);
        if (!LocationalCode.isValid(code)) {
            return;
        }
        final int count = LocationalCode.neighbours(code, around);
        assertEquals(count, Arrays.stream(around, 0, count).distinct().count());
        int expected = 0;
        int faces = 0;
        final int edge = 1 << LocationalCode.level(code);
        for (int dz = -1; dz <= 1; dz++) {
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    final int x = LocationalCode.x(code) + dx;
                    final int y = LocationalCode.y(code) + dy;
                    final int z = LocationalCode.z(code) + dz;
                    final boolean inside = Math.min(x, Math.min(y, z)) >= 0 && Math.max(x, Math.max(y, z)) < edge;
                    final int steps = Math.abs(dx) + Math.abs(dy) + Math.abs(dz);
                    if (inside && steps > 0) {
                        final long neighbour = LocationalCode.of(LocationalCode.level(code), x, y, z);
                        assertTrue(Arrays.stream(around, 0, count).anyMatch(c -> c == neighbour));
                        expected++;
                        faces += steps == 1 ? 1 : 0;
                    }
                }
            }
        }
        assertEquals(expected, count);
        assertEquals(faces, LocationalCode.faceNeighbours(code, around));
    }

    @Test
    void shouldHaveNoNeighbourOutsideTheWorld() {
        assertEquals(LocationalCode.NONE, LocationalCode.neighbour(LocationalCode.ROOT, 1, 0, 0));
        final long corner = LocationalCode.of(20, 0, 0, 0);
        assertEquals(LocationalCode.NONE, LocationalCode.neighbour(corner, -1, 0, 0));
        assertEquals(LocationalCode.of(20, 1, 0, 0), LocationalCode.neighbour(corner, 1, 0, 0));
    }

    @Test
    void shouldTellValidCodes() {
        assertTrue(LocationalCode.isValid(1));
        assertTrue(LocationalCode.isValid(15));
        assertTrue(LocationalCode.isValid(1L << 60));
        for (final long bad : new long[] {0, 2, 7, 16, -1, Long.MIN_VALUE, 1L << 61, 1L << 62, 1L << 59}) {
            assertFalse(LocationalCode.isValid(bad), Long.toString(bad));
        }
        assertThrows(IllegalArgumentException.class, () -> LocationalCode.requireValid(0));
    }

    @Test
    void shouldRefuseCoordinatesOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> LocationalCode.of(21, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> LocationalCode.of(-1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> LocationalCode.of(3, 8, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> LocationalCode.of(3, 0, -1, 0));
    }
}
