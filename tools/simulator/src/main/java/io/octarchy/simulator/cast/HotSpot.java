package io.octarchy.simulator.cast;

import java.util.SplittableRandom;

/** A place that moves through the world, and many players with it. */
public final class HotSpot {
    private static final long LEG_NS = 8_000_000_000L;
    private static final int LEGS = 64;

    private final double[] x = new double[LEGS];
    private final double[] y = new double[LEGS];

    public HotSpot(final SplittableRandom random, final double minX, final double minY, final double edgeMetres) {
        for (int i = 0; i < LEGS; i++) {
            x[i] = minX + edgeMetres * (0.15 + 0.7 * random.nextDouble());
            y[i] = minY + edgeMetres * (0.15 + 0.7 * random.nextDouble());
        }
    }

    double x(final long nowNs) {
        return between(x, nowNs);
    }

    double y(final long nowNs) {
        return between(y, nowNs);
    }

    private static double between(final double[] stops, final long nowNs) {
        final int leg = (int) (nowNs / LEG_NS % LEGS);
        final double share = nowNs % LEG_NS / (double) LEG_NS;
        return stops[leg] + share * (stops[(leg + 1) % LEGS] - stops[leg]);
    }
}
