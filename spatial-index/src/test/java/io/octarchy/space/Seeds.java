package io.octarchy.space;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Seeds of property tests. A failing test names its seed; set {@code -Doctarchy.seed=N} to run that one alone, and
 * {@code -Doctarchy.seeds=COUNT} to run more.
 */
public final class Seeds {
    private Seeds() {}

    public static LongStream few() {
        return seeds(10);
    }

    public static LongStream many() {
        return seeds(60);
    }

    private static LongStream seeds(final int count) {
        final Long only = Long.getLong("octarchy.seed");
        return only != null
                ? LongStream.of(only)
                : LongStream.rangeClosed(1, Integer.getInteger("octarchy.seeds", count));
    }

    public static SplittableRandom random(final long seed) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    }

    /** A position in a world: uniform, or on the border of a cell of some level, where mistakes live. */
    public static double coordinate(final SplittableRandom random, final double min, final double edge) {
        final double scaled =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(16) / 16.0;
                    case 1 -> Math.nextDown((random.nextInt(16) + 1) / 16.0);
                    default -> random.nextDouble();
                };
        return Math.min(min + scaled * edge, Math.nextDown(min + edge));
    }
}
