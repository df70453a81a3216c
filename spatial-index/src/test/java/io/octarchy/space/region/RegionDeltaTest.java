package io.octarchy.space.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.space.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegionDeltaTest {
    private static final long SIZE = 1 << 15;

    private static RegionMap randomMap(final SplittableRandom random, final long version) {
        final RegionMap map = new RegionMap(SIZE, 64);
        for (int n = random.nextInt(40); n > 0; n--) {
            final long start = random.nextLong(SIZE);
            map.assign(start, random.nextLong(start, SIZE) + 1, random.nextInt(6));
        }
        map.version(version);
        return map;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldLeadFromOneMapToTheOther(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        for (int n = 0; n < 20; n++) {
            final RegionMap from = randomMap(random, 5);
            final RegionMap to = randomMap(random, 9);
            final RegionDelta delta = RegionDelta.diff(from, to);
            final RegionMap copy = new RegionMap(SIZE, 64);
            copy.copyFrom(from);
            assertTrue(copy.apply(delta));
            assertEquals(to.checksum(), copy.checksum());
            assertTrue(to.sameOwnership(copy));
            assertEquals(MapFault.NONE, copy.validate());
            assertFalse(copy.apply(delta), "the base version has passed");
            assertTrue(delta.edits() <= from.intervals() + to.intervals());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldChangeNothingWhenRefused(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final RegionMap from = randomMap(random, 5);
        final RegionMap to = randomMap(random, 9);
        to.assign(10, 20, 17);
        final RegionDelta good = RegionDelta.diff(from, to);
        final long checksum = from.checksum();

        final RegionDelta wrongChecksum = new RegionDelta(200).begin(5, 9, good.checksum() + 1);
        final RegionDelta wrongOwner = new RegionDelta(200).begin(5, 9, good.checksum());
        final RegionDelta wrongBase = new RegionDelta(200).begin(4, 9, good.checksum());
        for (int i = 0; i < good.edits(); i++) {
            wrongChecksum.add(good.start(i), good.end(i), good.owner(i));
            wrongOwner.add(good.start(i), good.end(i), good.owner(i) + (i == 0 ? 1 : 0));
            wrongBase.add(good.start(i), good.end(i), good.owner(i));
        }
        final RegionDelta tooMany = new RegionDelta(200).begin(5, 9, 0);
        for (int i = 0; i < 100; i++) {
            tooMany.add(i * 100L, i * 100L + 50, 1 + i);
        }
        for (final RegionDelta bad : new RegionDelta[] {wrongChecksum, wrongOwner, wrongBase, tooMany}) {
            assertFalse(from.apply(bad));
            assertEquals(checksum, from.checksum());
            assertEquals(MapFault.NONE, from.validate());
        }
        assertTrue(from.apply(good));
    }

    @Test
    void shouldRefuseMalformedEdits() {
        final RegionMap map = new RegionMap(SIZE, 8);
        final long[][] bad = {{-1, 5, 1}, {5, 5, 1}, {5, 4, 1}, {0, SIZE + 1, 1}, {0, 5, -1}};
        for (final long[] edit : bad) {
            final RegionDelta delta = new RegionDelta(1).begin(0, 1, 0);
            delta.add(edit[0], edit[1], (int) edit[2]);
            assertFalse(map.apply(delta));
        }
        final RegionDelta disordered = new RegionDelta(2).begin(0, 1, 0);
        disordered.add(10, 20, 1);
        disordered.add(19, 30, 2);
        assertFalse(disordered.isWellFormed(SIZE));
        assertFalse(new RegionDelta(1).begin(1, 1, 0).isWellFormed(SIZE));
        assertFalse(new RegionDelta(1).begin(-1, 1, 0).isWellFormed(SIZE));
        assertEquals(0, map.version());
    }

    @Test
    void shouldSayWhenItIsFull() {
        final RegionMap from = new RegionMap(SIZE, 8);
        final RegionMap to = new RegionMap(SIZE, 8);
        to.assign(1, 2, 1);
        to.assign(3, 4, 1);
        to.version(1);
        assertFalse(new RegionDelta(1).setToDiff(from, to));
        final RegionDelta delta = new RegionDelta(2);
        assertTrue(delta.setToDiff(from, to));
        assertEquals(2, delta.edits());
        assertEquals(delta, RegionDelta.diff(from, to));
        assertEquals(delta.hashCode(), RegionDelta.diff(from, to).hashCode());
        assertNotEquals(delta, new RegionDelta(2));
        assertFalse(delta.add(5, 6, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> delta.start(2));
        assertThrows(IllegalArgumentException.class, () -> RegionDelta.diff(from, new RegionMap(8, 1)));
    }
}
