package io.octarchy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CellCoverTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldTileTheIntervalWithMaximalCells(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final int level = random.nextInt(0, 21);
        final long size = 1L << 3 * level;
        final long start = random.nextLong(size);
        final long end = random.nextLong(start, size) + 1;
        final List<long[]> cells = new ArrayList<>();
        CellCover.forEach(start, end, (at, length) -> cells.add(new long[] {at, length}));
        long at = start;
        for (final long[] cell : cells) {
            assertEquals(at, cell[0]);
            assertTrue(CellCover.isCell(cell[0], cell[1]));
            final long parent = cell[0] & -(8 * cell[1]);
            assertTrue(cell[1] == size || parent < start || parent + 8 * cell[1] > end, "cell is not maximal");
            at += cell[1];
        }
        assertEquals(end, at);
        assertEquals(cells.size(), CellCover.count(start, end));
        assertTrue(cells.size() <= CellCover.maxCells(level));
    }

    @Test
    void shouldReachItsBoundAndNeverPassIt() {
        for (int level = 0; level <= 3; level++) {
            int most = 0;
            final long size = 1L << 3 * level;
            for (long start = 0; start < size; start++) {
                for (long end = start + 1; end <= size; end++) {
                    most = Math.max(most, CellCover.count(start, end));
                }
            }
            // Both ends cannot each leave a rest of 7 of the greatest size, so the bound is loose by one or two.
            assertTrue(most <= CellCover.maxCells(level) && most >= CellCover.maxCells(level) - 1, level + ": " + most);
        }
    }

    @Test
    void shouldGiveNothingForAnEmptyInterval() {
        CellCover.forEach(5, 5, (start, length) -> {
            throw new AssertionError();
        });
        assertEquals(0, CellCover.count(9, 3));
        assertFalse(CellCover.isCell(0, 2));
        assertFalse(CellCover.isCell(4, 8));
        assertTrue(CellCover.isCell(16, 8));
    }
}
