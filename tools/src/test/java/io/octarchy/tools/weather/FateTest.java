package io.octarchy.tools.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FateTest {
    private static final int DATAGRAMS = 100_000;

    @TempDir
    Path folder;

    @Test
    void shouldTellOthersOfSharesAndCutsThroughTheFile() {
        final Path file = folder.resolve("weather");
        try (Weather writer = Weather.create(file);
                Weather reader = Weather.open(file)) {
            assertFalse(reader.isIsolated(3) || reader.isCut(3, 0) || reader.isCut(3, 9_000));
            writer.isolate(3, true);
            writer.cut(4, 9_000);
            writer.cut(4, 9_001);
            assertTrue(reader.isIsolated(3) && !reader.isIsolated(4));
            assertTrue(reader.isCut(4, 9_000) && reader.isCut(4, 9_001));
            assertFalse(reader.isCut(4, 9_002) || reader.isCut(3, 9_000) || reader.isCut(4, 0));
            writer.isolate(3, false);
            writer.mend(4);
            assertFalse(reader.isIsolated(3) || reader.isCut(4, 9_000) || reader.isCut(4, 9_001));
        }
    }

    @Test
    void shouldDrawFatesByTheirShares() {
        try (Weather weather = Weather.create(folder.resolve("weather"))) {
            final long seed = 42;
            final SplittableRandom random = new SplittableRandom(seed);
            assertShares(weather, random, 0, 0, 0);
            weather.disorder(20_000, 100_000, 50_000);
            assertShares(weather, random, 0.02, 0.1, 0.05);
            weather.disorder(0, 0, 0);
            assertShares(weather, random, 0, 0, 0);
        }
    }

    private static void assertShares(
            final Weather weather,
            final SplittableRandom random,
            final double lost,
            final double twice,
            final double late) {
        final int[] counts = new int[Fate.values().length];
        for (int i = 0; i < DATAGRAMS; i++) {
            counts[Fate.draw(weather, random).ordinal()]++;
        }
        assertEquals(lost, counts[Fate.IS_LOST.ordinal()] / (double) DATAGRAMS, lost / 5);
        assertEquals(twice, counts[Fate.COMES_TWICE.ordinal()] / (double) DATAGRAMS, twice / 5);
        assertEquals(late, counts[Fate.COMES_LATE.ordinal()] / (double) DATAGRAMS, late / 5);
    }
}
