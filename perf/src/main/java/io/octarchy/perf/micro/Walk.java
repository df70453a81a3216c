package io.octarchy.perf.micro;

import java.util.SplittableRandom;

/**
 * Entities that walk: half of them spread over the floor of a world of a kilometre, half in a crowd, at up to 6 m/s, 20
 * steps a second. The same steps for whoever is measured.
 */
public final class Walk {
    /** Edge of the world. */
    public static final double EDGE_METRES = 1024;

    /** How far from the floor. */
    private static final double HEIGHT_METRES = 32;

    private static final double CROWD_METRES = 100;
    private static final double STEP_METRES = 6.0 / 20;

    public final double[] x;
    public final double[] y;
    public final double[] z;
    private final SplittableRandom random;
    private int next;

    public Walk(final int count, final long seed) {
        random = new SplittableRandom(seed);
        x = new double[count];
        y = new double[count];
        z = new double[count];
        for (int i = 0; i < count; i++) {
            final double range = i % 2 == 0 ? EDGE_METRES : CROWD_METRES;
            final double corner = (EDGE_METRES - range) / 2;
            x[i] = corner + random.nextDouble() * range;
            y[i] = corner + random.nextDouble() * range;
            z[i] = random.nextDouble() * HEIGHT_METRES;
        }
    }

    /** Let the next entity take a step. */
    public int step() {
        final int i = next;
        next = next + 1 == x.length ? 0 : next + 1;
        x[i] = within(x[i] + (random.nextDouble() * 2 - 1) * STEP_METRES);
        y[i] = within(y[i] + (random.nextDouble() * 2 - 1) * STEP_METRES);
        return i;
    }

    /** Who steps next. */
    public int peek() {
        return next;
    }

    /** An entity to look around from, whoever is next. */
    public int another() {
        next = next + 7919 >= x.length ? (next + 7919) % x.length : next + 7919;
        return next;
    }

    private static double within(final double metres) {
        return Math.max(0, Math.min(metres, Math.nextDown(EDGE_METRES)));
    }

    /** The radius of a sphere around an entity that holds about so many others, on average over the entities. */
    public double radiusFor(final int hits) {
        double low = 0;
        double high = EDGE_METRES;
        while (high - low > 0.1) {
            final double middle = (low + high) / 2;
            if (meanHits(middle) < hits) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double meanHits(final double radius) {
        final int samples = 100;
        long hits = 0;
        for (int s = 0; s < samples; s++) {
            // Every other one is in the crowd: half of the samples too.
            final int from = s * (x.length / samples) + s % 2;
            for (int i = 0; i < x.length; i++) {
                final double dx = x[i] - x[from];
                final double dy = y[i] - y[from];
                final double dz = z[i] - z[from];
                hits += dx * dx + dy * dy + dz * dz <= radius * radius ? 1 : 0;
            }
        }
        return (double) hits / samples;
    }
}
