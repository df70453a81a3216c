package io.octarchy.tools.report;

import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Latency by percentile: both axes logarithmic, the horizontal one in the share of slower values. */
final class PercentileChart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 280;
    private static final int LEFT = 62;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 34;
    private static final double[] MARKS = {0, 50, 90, 99, 99.9, 99.99, 99.999};

    private final Map<String, Histogram> series;
    private final double nanosPerUnit;
    private final double least;
    private final double most;
    private final double nines;

    PercentileChart(final Map<String, Histogram> series, final double nanosPerUnit) {
        this.series = series;
        this.nanosPerUnit = nanosPerUnit;
        final double low = series.values().stream()
                .mapToDouble(h -> Math.max(1, h.getMinNonZeroValue() == Long.MAX_VALUE ? 1 : h.getValueAtPercentile(1)))
                .min()
                .orElse(1);
        final double high = series.values().stream()
                .mapToDouble(Histogram::getMaxValue)
                .max()
                .orElse(1);
        least = Math.floor(Math.log10(Math.max(1e-3, low / nanosPerUnit)));
        most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(1e-3, high / nanosPerUnit))));
        final double count = series.values().stream()
                .mapToLong(Histogram::getTotalCount)
                .max()
                .orElse(1);
        nines = Math.max(2, Math.min(5, Math.log10(Math.max(100, count))));
    }

    String render(final String label, final String unit) {
        final Svg svg = new Svg(WIDTH, HEIGHT, label + " by percentile");
        for (double power = least; power <= most; power++) {
            final double y = y(Math.pow(10, power) * nanosPerUnit);
            svg.line(LEFT, y, WIDTH - RIGHT, y, "grid");
            svg.text(LEFT - 6, y + 4, "end", "axis", number(Math.pow(10, power)) + " " + unit);
        }
        for (final double mark : MARKS) {
            if (-Math.log10(1 - mark / 100) <= nines) {
                final double x = x(mark);
                svg.line(x, TOP, x, HEIGHT - BOTTOM, "grid");
                svg.text(x, HEIGHT - BOTTOM + 18, "middle", "axis", percent(mark));
            }
        }
        int number = 0;
        for (final Histogram histogram : series.values()) {
            svg.path(curve(histogram), "series s" + number++ % Svg.SERIES);
        }
        return svg.toString();
    }

    private StringBuilder curve(final Histogram histogram) {
        final StringBuilder points = new StringBuilder();
        if (histogram.getTotalCount() > 0) {
            for (double power = 0; power <= nines; power += nines / 200) {
                final double percentile = 100 * (1 - Math.pow(10, -power));
                Svg.point(points, x(percentile), y(histogram.getValueAtPercentile(percentile)));
            }
        }
        return points;
    }

    private double x(final double percentile) {
        return LEFT + -Math.log10(1 - percentile / 100) / nines * (WIDTH - LEFT - RIGHT);
    }

    private double y(final double nanos) {
        final double power = Math.log10(Math.max(Math.pow(10, least), nanos / nanosPerUnit));
        return HEIGHT - BOTTOM - (power - least) / (most - least) * (HEIGHT - TOP - BOTTOM);
    }

    private static String percent(final double mark) {
        return Verdict.number(mark)
                        .replaceAll("0+$", "0")
                        .replaceAll("(\\.\\d*[1-9])0+$", "$1")
                        .replaceAll("\\.0$", "") + " %";
    }

    private static String number(final double value) {
        return value >= 1 ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
