package io.octarchy.tools.swarm.scenario;

/** Random numbers without a state: each is a hash of what it is for. */
final class Dice {
    private Dice() {}

    /** From 0 to 1, without 1. */
    static double unit(final long seed, final long player, final long purpose) {
        return (mix(mix(seed + 0x9E3779B97F4A7C15L * (player + 1)) + purpose * 0xD1B54A32D192ED03L) >>> 11) * 0x1p-53;
    }

    /** Between two numbers. */
    static double between(final double low, final double high, final long seed, final long player, final long purpose) {
        return low + (high - low) * unit(seed, player, purpose);
    }

    private static long mix(final long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
