package io.octarchy.tools.report;

import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.record.Tag;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Histogram logs to a page, percentile tables and a summary. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Make one self-contained page (and .hgrm percentile tables) of histogram logs.")
public final class ReportCommand implements Callable<ExitCode> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILES",
            description = "histogram logs (.hlog), or directories with a run.hlog")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "report.html",
            description = "page to write (${DEFAULT-VALUE})")
    private Path output;

    @Option(names = "--compare", description = "show the files beside each other instead of adding them up")
    private boolean compare;

    @Override
    public ExitCode call() throws IOException {
        final List<Path> logs = files.stream().map(ReportCommand::log).toList();
        final Map<String, Map<String, Histogram>> series = compare ? beside(logs) : added(logs);
        final boolean single = logs.size() == 1;
        final RunFiles.Timeline timeline = single ? RunFiles.timelineBeside(logs.get(0)) : RunFiles.Timeline.EMPTY;
        final String title =
                "Octarchy: " + (single ? logs.get(0) : logs.size() + " logs") + (compare ? " compared" : "");
        final Path page = output.toAbsolutePath();
        Files.createDirectories(page.getParent());
        ReportWriter.write(
                new ReportModel(
                        title,
                        single
                                ? RunFiles.summaryBeside(logs.get(0))
                                : tools.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
                        series,
                        timeline.seconds(),
                        timeline.markers(),
                        timeline.nodes()),
                page);
        writeTables(series, page);
        printSummary(series);
        spec.commandLine().getOut().println("wrote " + output);
        spec.commandLine().getOut().flush();
        return ExitCode.GOOD;
    }

    private static Path log(final Path file) {
        final Path log = Files.isDirectory(file) ? file.resolve(RunFiles.HLOG) : file;
        if (!Files.isRegularFile(log)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "There is no histogram log " + log + ".",
                    "Name .hlog files, or directories that demo or swarm wrote.");
        }
        return log;
    }

    private static Map<String, Map<String, Histogram>> added(final List<Path> logs) {
        final Map<String, Histogram> totals = new TreeMap<>();
        for (final Path log : logs) {
            Hlog.read(log).forEach((tag, histogram) -> totals.computeIfAbsent(tag, t -> new Histogram(3))
                    .add(histogram));
        }
        final String name = logs.size() == 1 ? logs.get(0).getFileName().toString() : "sum of " + logs.size();
        final Map<String, Map<String, Histogram>> series = new LinkedHashMap<>();
        totals.forEach((tag, histogram) -> series.put(tag, Map.of(name, histogram)));
        return series;
    }

    private static Map<String, Map<String, Histogram>> beside(final List<Path> logs) {
        final Map<String, Map<String, Histogram>> series = new TreeMap<>();
        for (final Path log : logs) {
            Hlog.read(log).forEach((tag, histogram) -> series.computeIfAbsent(tag, t -> new LinkedHashMap<>())
                    .put(name(log, logs), histogram));
        }
        return series;
    }

    /** The file's name, or as much of its path as tells it from the others. */
    private static String name(final Path log, final List<Path> logs) {
        final List<Path> others = new ArrayList<>(logs);
        others.remove(log);
        final boolean unique =
                others.stream().noneMatch(other -> other.getFileName().equals(log.getFileName()));
        return unique ? log.getFileName().toString() : log.toString();
    }

    private static void writeTables(final Map<String, Map<String, Histogram>> series, final Path page)
            throws IOException {
        final String stem = page.getFileName().toString().replaceFirst("\\.html?$", "");
        for (final Map.Entry<String, Map<String, Histogram>> tag : series.entrySet()) {
            int number = 0;
            for (final Histogram histogram : tag.getValue().values()) {
                final String suffix = tag.getValue().size() == 1 ? "" : "-" + ++number;
                final String name = stem + "-" + tag.getKey().replaceAll("[^A-Za-z0-9_-]", "_") + suffix + ".hgrm";
                try (PrintStream out = new PrintStream(
                        Files.newOutputStream(page.resolveSibling(name)), false, StandardCharsets.UTF_8)) {
                    histogram.outputPercentileDistribution(out, nanosPerUnit(tag.getKey()));
                }
            }
        }
    }

    private void printSummary(final Map<String, Map<String, Histogram>> series) {
        series.forEach((tag, runs) -> runs.forEach((name, h) -> spec.commandLine()
                .getOut()
                .println(String.format(
                        java.util.Locale.ROOT,
                        "%-14s %-24s count %d  p50 %.3f  p99 %.3f  p99.9 %.3f  max %.3f %s",
                        tag,
                        name,
                        h.getTotalCount(),
                        h.getValueAtPercentile(50) / nanosPerUnit(tag),
                        h.getValueAtPercentile(99) / nanosPerUnit(tag),
                        h.getValueAtPercentile(99.9) / nanosPerUnit(tag),
                        h.getMaxValue() / nanosPerUnit(tag),
                        Tag.of(tag) == null ? "ms" : Tag.of(tag).unit()))));
    }

    private static double nanosPerUnit(final String label) {
        final Tag tag = Tag.of(label);
        return tag == null ? 1e6 : tag.nanosPerUnit();
    }
}
