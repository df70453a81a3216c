package io.octarchy.tools.trace;

import java.util.Arrays;

/**
 * One recorded path, smooth: through each sample a monotone cubic on each axis (Fritsch and Carlson), which neither kinks
 * nor swings beyond the samples. Before its start and after its end it stands still. Immutable.
 */
public final class Track {
    private final double[] seconds;
    private final double[] x;
    private final double[] y;
    private final double[] slopeX;
    private final double[] slopeY;

    Track(final double[] seconds, final double[] x, final double[] y) {
        this.seconds = seconds;
        this.x = x;
        this.y = y;
        slopeX = slopes(x);
        slopeY = slopes(y);
    }

    public double firstSecond() {
        return seconds[0];
    }

    public double lastSecond() {
        return seconds[seconds.length - 1];
    }

    /** Metres. */
    public double x(final double second) {
        return value(x, slopeX, second);
    }

    public double y(final double second) {
        return value(y, slopeY, second);
    }

    /** Metres a second. */
    public double vx(final double second) {
        return speed(x, slopeX, second);
    }

    public double vy(final double second) {
        return speed(y, slopeY, second);
    }

    double minX() {
        return Arrays.stream(x).min().getAsDouble();
    }

    double maxX() {
        return Arrays.stream(x).max().getAsDouble();
    }

    double minY() {
        return Arrays.stream(y).min().getAsDouble();
    }

    double maxY() {
        return Arrays.stream(y).max().getAsDouble();
    }

    private double value(final double[] at, final double[] slope, final double second) {
        if (second <= firstSecond()) {
            return at[0];
        }
        if (second >= lastSecond()) {
            return at[at.length - 1];
        }
        final int i = segment(second);
        final double h = seconds[i + 1] - seconds[i];
        final double t = (second - seconds[i]) / h;
        final double s = 1 - t;
        return s * s * ((1 + 2 * t) * at[i] + t * h * slope[i])
                + t * t * ((1 + 2 * s) * at[i + 1] - s * h * slope[i + 1]);
    }

    private double speed(final double[] at, final double[] slope, final double second) {
        if (second <= firstSecond() || second >= lastSecond()) {
            return 0;
        }
        final int i = segment(second);
        final double h = seconds[i + 1] - seconds[i];
        final double t = (second - seconds[i]) / h;
        return 6 * t * (1 - t) * (at[i + 1] - at[i]) / h
                + (1 - t) * (1 - 3 * t) * slope[i]
                + t * (3 * t - 2) * slope[i + 1];
    }

    private int segment(final double second) {
        final int found = Arrays.binarySearch(seconds, second);
        return Math.min(found < 0 ? -found - 2 : found, seconds.length - 2);
    }

    /** Harmonic mean of the neighbouring slopes, 0 at turning points and ends: this is what keeps the cubic monotone. */
    private double[] slopes(final double[] at) {
        final double[] slope = new double[at.length];
        for (int i = 1; i < at.length - 1; i++) {
            final double before = (at[i] - at[i - 1]) / (seconds[i] - seconds[i - 1]);
            final double after = (at[i + 1] - at[i]) / (seconds[i + 1] - seconds[i]);
            slope[i] = before * after > 0 ? 2 * before * after / (before + after) : 0;
        }
        return slope;
    }
}
