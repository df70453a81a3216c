package io.octarchy.examples.arena;

/** The ground: fixed, smooth, gentle hills, in plain arithmetic so that every machine computes the same. */
public final class Terrain {
    private static final double PERIOD_METRES = 512;
    private static final double TOP_METRES = 20;

    private Terrain() {}

    /** Height of the ground, 0 to 20 m; it never rises by more than 0.121 m a metre. */
    public static double height(final double x, final double y) {
        return TOP_METRES * hill(x) * hill(y);
    }

    private static double hill(final double metres) {
        final double t = metres / PERIOD_METRES - Math.floor(metres / PERIOD_METRES);
        return 16 * t * t * (1 - t) * (1 - t);
    }
}
