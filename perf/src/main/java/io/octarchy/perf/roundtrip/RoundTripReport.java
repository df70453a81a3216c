package io.octarchy.perf.roundtrip;

import io.octarchy.perf.roundtrip.Workload.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The rows of a result: figures, and their ratio to the raw round trip of the same run. */
public final class RoundTripReport {
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;
    private static final String FROM_DUE = ", from when due";
    private static final double NS_PER_US = 1000.0;

    /**
     * @param what is measured.
     * @param ratio of the medians, to the raw round trip of 64 B with the same idle strategy.
     * @param lowestRatio of a single round, to the raw round trip of that round.
     */
    public record Row(
            String idle,
            String what,
            long count,
            double p50Us,
            double p99Us,
            double p999Us,
            double maxUs,
            double ratio,
            double lowestRatio,
            double highestRatio,
            double ratioP99) {}

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();
    private final Map<String, String> irregularities = new LinkedHashMap<>();

    /** Measure with every idle strategy, one after the other. */
    public static RoundTripReport measure(final int rounds, final long workloadMs) {
        final RoundTripReport report = new RoundTripReport();
        for (final IdleMode idle : IdleMode.values()) {
            report.add(new RoundTripRun(idle, rounds, workloadMs).run());
        }
        return report;
    }

    private void add(final RoundTripRun run) {
        for (final Workload workload : Workload.all()) {
            row(run, workload, "", samples -> samples.time);
            if (workload.kind() == Kind.HANDOVER) {
                row(run, workload, ", authority gap", samples -> samples.gap);
            }
            row(run, workload, FROM_DUE, samples -> samples.fromDue);
        }
        irregularities.put(run.idle().name().toLowerCase(Locale.ROOT), run.irregularities());
    }

    /** Chooses one histogram of three. */
    @FunctionalInterface
    private interface Choice {
        Histogram of(Samples samples);
    }

    private void row(final RoundTripRun run, final Workload workload, final String suffix, final Choice choice) {
        final Histogram histogram = choice.of(run.merged(workload));
        final Histogram base = run.merged(Workload.BASE).time;
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (int i = 0; i < run.byRound(workload).size(); i++) {
            final Histogram baseOfRound = run.byRound(Workload.BASE).get(i).time;
            final double ratio = ratio(choice.of(run.byRound(workload).get(i)), baseOfRound, P50);
            lowest = Math.min(lowest, ratio);
            highest = Math.max(highest, ratio);
        }
        final String idle = run.idle().name().toLowerCase(Locale.ROOT);
        rows.add(new Row(
                idle,
                workload + suffix,
                histogram.getTotalCount(),
                us(histogram, P50),
                us(histogram, P99),
                us(histogram, P999),
                histogram.getMaxValue() / NS_PER_US,
                ratio(histogram, base, P50),
                lowest,
                highest,
                ratio(histogram, base, P99)));
        histograms.put(idle + "-" + (workload + suffix).replaceAll("[^a-zA-Z0-9]+", "-"), histogram);
    }

    private static double us(final Histogram histogram, final double percentile) {
        return histogram.getValueAtPercentile(percentile) / NS_PER_US;
    }

    private static double ratio(final Histogram histogram, final Histogram base, final double percentile) {
        return us(histogram, percentile) / us(base, percentile);
    }

    public List<Row> rows() {
        return rows;
    }

    /** In nanoseconds, by tag. */
    public Map<String, Histogram> histograms() {
        return histograms;
    }

    /** By idle strategy: what should not happen, counted. */
    public Map<String, String> irregularities() {
        return irregularities;
    }

    /** As a table of Markdown, without the times from when a start was due: those are among the rows. */
    public String table() {
        final StringBuilder text = new StringBuilder("| idle | what | count | p50 µs | p99 | p99.9 | max | ratio p50 "
                + "(lowest to highest round) | ratio p99 |\n|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
        for (final Row row : rows) {
            if (row.what().endsWith(FROM_DUE)) {
                continue;
            }
            text.append("| %s | %s | %,d | %.1f | %.1f | %.1f | %.0f | **%.2f** (%.2f to %.2f) | %.2f |%n"
                    .formatted(
                            row.idle(),
                            row.what(),
                            row.count(),
                            row.p50Us(),
                            row.p99Us(),
                            row.p999Us(),
                            row.maxUs(),
                            row.ratio(),
                            row.lowestRatio(),
                            row.highestRatio(),
                            row.ratioP99()));
        }
        return text.toString();
    }
}
