package io.octarchy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MortonTest {
    @Test
    void shouldInterleaveWithXLowest() {
        assertEquals(0b001, Morton.encode(1, 0, 0));
        assertEquals(0b010, Morton.encode(0, 1, 0));
        assertEquals(0b100, Morton.encode(0, 0, 1));
        assertEquals(0b111_000, Morton.encode(2, 2, 2));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldEqualInterleavingBitByBit(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        for (int n = 0; n < 200; n++) {
            final int[] at = {random.nextInt(1 << 20), random.nextInt(1 << 20), random.nextInt(1 << 20)};
            long slow = 0;
            for (int bit = 0; bit < 60; bit++) {
                slow |= (long) (at[bit % 3] >> bit / 3 & 1) << bit;
            }
            final long morton = Morton.encode(at[0], at[1], at[2]);
            assertEquals(slow, morton);
            assertEquals(at[0], Morton.x(morton));
            assertEquals(at[1], Morton.y(morton));
            assertEquals(at[2], Morton.z(morton));
        }
    }
}
