package io.octarchy.perf.nodes;

import io.octarchy.perf.roundtrip.IdleMode;
import io.octarchy.perf.roundtrip.RawRoundTrip;
import io.octarchy.tools.swarm.SwarmCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import picocli.CommandLine;

/** Handovers between whole nodes, idle and with players, in ratios to the raw round trip of the same run. */
public final class ShuttleReport {
    private static final double NS_PER_US = 1000.0;
    private static final int[] BATCHES = {1, 50};
    private static final int GROUPS = 8;
    private static final int PLAYERS = 500;
    private static final long TICK_NS = 50_000_000;
    private static final long FAST_TICK_NS = 10_000_000;
    private static final long RAW_MS = 1500;
    private static final long WARM_UP_MS = 4000;
    private static final long MEASURE_MS = 6000;

    /**
     * @param ratio of the medians, to the raw round trip of 64 B with the same idle strategy when nothing else ran.
     */
    public record Row(
            String idle,
            String load,
            String what,
            long count,
            double p50Us,
            double p99Us,
            double maxUs,
            double ratio,
            double ratioP99) {}

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();
    private final Map<String, String> irregularities = new LinkedHashMap<>();
    private final IdleMode idle;
    private final String idleName;
    private Histogram base;

    private ShuttleReport(final IdleMode idle) {
        this.idle = idle;
        idleName = idle.name().toLowerCase(Locale.ROOT);
    }

    /** Measure with one idle strategy of nodes and drivers. */
    public static ShuttleReport measure(final IdleMode idle) throws IOException {
        final ShuttleReport report = new ShuttleReport(idle);
        report.base = RawRoundTrip.measure(idle, RAW_MS);
        report.row("alone", "raw round trip, 64 B", report.base);
        for (final int size : BATCHES) {
            report.measure(size, 0, FAST_TICK_NS);
        }
        for (final int size : BATCHES) {
            report.measure(size, PLAYERS, TICK_NS);
        }
        return report;
    }

    private void measure(final int size, final int players, final long tickNs) throws IOException {
        final String load = players == 0 ? "idle" : players + " players";
        try (ShuttleMesh mesh = new ShuttleMesh()) {
            mesh.start(idle, tickNs, GROUPS, size);
            final Thread swarm = players == 0 ? null : swarm(mesh.endpoint(), players);
            if (swarm != null) {
                mesh.await(() -> mesh.sessions() >= players, players + " sessions");
            }
            mesh.await(() -> mesh.events().batches() > 0, "the first handover");
            mesh.observe(WARM_UP_MS);
            mesh.events().clear();
            mesh.observe(MEASURE_MS);
            row(load, "handover, batch of " + size, mesh.events().handoverTimes(size));
            row(
                    load,
                    "handover, batch of " + size + ", authority gap",
                    mesh.events().gaps(size));
            irregularities.put(
                    idleName + ", " + load + ", batch of " + size,
                    "refused " + mesh.events().refused() + ", batches of any size "
                            + mesh.events().batches() + ", ticks "
                            + mesh.events().ticks().getTotalCount() + " p50 "
                            + us(mesh.events().ticks(), 50) + " µs");
            if (swarm != null) {
                swarm.interrupt();
            }
        }
    }

    private static Thread swarm(final String endpoint, final int players) {
        final Thread thread = new Thread(
                () -> {
                    try {
                        final Path report = Files.createTempDirectory("octarchy-bench-swarm");
                        final CommandLine command =
                                new CommandLine(new SwarmCommand()).setOut(new PrintWriter(Writer.nullWriter()));
                        command.execute(
                                "--endpoint=" + endpoint,
                                "--players=" + players,
                                "--seconds=" + (WARM_UP_MS + MEASURE_MS) / 1000,
                                "--scenario=roam",
                                "--report=" + report);
                        IoUtil.delete(report.toFile(), true);
                    } catch (final IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "swarm");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void row(final String load, final String what, final Histogram histogram) {
        rows.add(new Row(
                idleName,
                load,
                what,
                histogram.getTotalCount(),
                us(histogram, 50),
                us(histogram, 99),
                histogram.getMaxValue() / NS_PER_US,
                us(histogram, 50) / us(base, 50),
                us(histogram, 99) / us(base, 99)));
        histograms.put(idleName + "-" + (load + "-" + what).replaceAll("[^a-zA-Z0-9]+", "-"), histogram);
    }

    private static double us(final Histogram histogram, final double percentile) {
        return histogram.getValueAtPercentile(percentile) / NS_PER_US;
    }

    public List<Row> rows() {
        return rows;
    }

    /** In nanoseconds, by tag. */
    public Map<String, Histogram> histograms() {
        return histograms;
    }

    /** Counts that explain the rows. */
    public Map<String, String> irregularities() {
        return irregularities;
    }

    /** As a table of Markdown. */
    public String table() {
        final StringBuilder text =
                new StringBuilder("| idle strategy | load | what | count | p50 µs | p99 | max | ratio p50 | "
                        + "ratio p99 |\n|---|---|---|--:|--:|--:|--:|--:|--:|\n");
        for (final Row row : rows) {
            text.append("| %s | %s | %s | %,d | %.1f | %.1f | %.0f | **%.2f** | %.2f |%n"
                    .formatted(
                            row.idle(),
                            row.load(),
                            row.what(),
                            row.count(),
                            row.p50Us(),
                            row.p99Us(),
                            row.maxUs(),
                            row.ratio(),
                            row.ratioP99()));
        }
        return text.toString();
    }
}
