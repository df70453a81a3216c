package io.octarchy.tools.swarm.scenario;

/** Catmull-Rom: a smooth way from b to c, for t from 0 to 1, coming from a and going on to d. */
final class Curve {
    private Curve() {}

    static double at(final double t, final double a, final double b, final double c, final double d) {
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    /** Change for each unit of t. */
    static double speed(final double t, final double a, final double b, final double c, final double d) {
        return 0.5 * (c - a + t * (2 * (2 * a - 5 * b + 4 * c - d) + t * 3 * (3 * (b - c) + d - a)));
    }

    /** From 0 to 1 with a gentle start and end. */
    static double ease(final double t) {
        final double u = Math.max(0, Math.min(1, t));
        return u * u * (3 - 2 * u);
    }

    static double easeSpeed(final double t) {
        return t <= 0 || t >= 1 ? 0 : 6 * t * (1 - t);
    }

    /** There and back again: 0 to 1 to 0 for t from 0 to 2, and so on. */
    static double pingPong(final double t) {
        final double u = t - 2 * Math.floor(t / 2);
        return u < 1 ? u : 2 - u;
    }
}
