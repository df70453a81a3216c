package io.octarchy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HilbertTest {
    @ParameterizedTest(name = "level {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void shouldVisitEveryCellOnceByFaceNeighbours(final int level) {
        final BitSet seen = new BitSet();
        long before = -1;
        for (long index = 0; index < 1L << 3 * level; index++) {
            final long morton = Hilbert.decode(index, level);
            assertEquals(index, Hilbert.encode(morton, level));
            assertFalse(seen.get((int) morton));
            seen.set((int) morton);
            if (before >= 0) {
                assertEquals(1, steps(before, morton));
            }
            before = morton;
        }
        assertEquals(1 << 3 * level, seen.cardinality());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldKeepNeighboursAndNestingAtEveryLevel(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        for (int n = 0; n < 200; n++) {
            final int level = random.nextInt(1, 21);
            final long index = random.nextLong((1L << 3 * level) - 1);
            final long morton = Hilbert.decode(index, level);
            assertEquals(index, Hilbert.encode(morton, level));
            assertEquals(1, steps(morton, Hilbert.decode(index + 1, level)));
            // The cell around is the interval around: its index is the index without the low bits.
            assertEquals(index >>> 3, Hilbert.encode(morton >>> 3, level - 1));
            final long code = Hilbert.codeAt(index, level);
            assertEquals(LocationalCode.level(code), level);
            assertEquals(index, Hilbert.indexOf(code));
        }
    }

    /** Pins the curve itself: stored maps and peers of another version depend on it. */
    @Test
    void shouldStayTheCurveItIs() {
        final int[] octants = new int[8];
        for (int i = 0; i < 8; i++) {
            octants[i] = (int) Hilbert.decode(i, 1);
        }
        org.junit.jupiter.api.Assertions.assertArrayEquals(new int[] {0, 2, 6, 4, 5, 7, 3, 1}, octants);
        long hash = 0;
        for (long index = 0; index < 1L << 12; index++) {
            hash = hash * 31 + Hilbert.decode(index, 4);
        }
        assertEquals(-5431416621265786880L, hash);
    }

    private static int steps(final long a, final long b) {
        return Math.abs(Morton.x(a) - Morton.x(b))
                + Math.abs(Morton.y(a) - Morton.y(b))
                + Math.abs(Morton.z(a) - Morton.z(b));
    }
}
