package io.octarchy.perf;

import io.octarchy.tools.record.Environment;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A result as it is kept: {@code NAME.json} for programs, {@code NAME.md} for people, {@code NAME.hlog} with the whole
 * histograms.
 */
final class Results {
    private final String name;
    private final String command;
    private final Map<String, String> environment = new LinkedHashMap<>(Environment.now());
    private final Map<String, Object> figures = new LinkedHashMap<>();

    Results(final String name, final String command) {
        this.name = name;
        this.command = command;
        environment.computeIfPresent("commit", (key, known) -> "unknown".equals(known) ? commit() : known);
        figures.put("benchmark", name);
        figures.put("command", command);
        figures.put("environment", environment);
    }

    Results with(final String key, final Object value) {
        figures.put(key, value);
        return this;
    }

    /** One object on one line. */
    String json() {
        return JsonMapper.shared().writeValueAsString(figures);
    }

    /** Processor, cores, JDK, system, commit, time: the line below a table. */
    String machineLine() {
        return "%s, %s cores; %s; %s; commit %s; %s; `%s`"
                .formatted(
                        environment.get("processor"),
                        environment.get("cores"),
                        environment.get("jdk"),
                        environment.get("system"),
                        environment.get("commit"),
                        environment.get("time"),
                        command);
    }

    void write(final Path directory, final String text, final Map<String, Histogram> histograms) {
        try {
            Files.createDirectories(directory);
            final String pretty =
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(figures);
            Files.writeString(directory.resolve(name + ".json"), pretty + "\n");
            Files.writeString(directory.resolve(name + ".md"), text + "\n" + machineLine() + "\n");
            if (!histograms.isEmpty()) {
                writeLog(directory.resolve(name + ".hlog"), histograms);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeLog(final Path file, final Map<String, Histogram> histograms) throws IOException {
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            final HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputComment("[" + machineLine() + "]");
            log.outputLogFormatVersion();
            log.outputLegend();
            histograms.forEach((tag, histogram) -> {
                histogram.setTag(tag);
                log.outputIntervalHistogram(histogram);
            });
        }
    }

    /** The commit checked out where this runs, for starts without the launcher. */
    private static String commit() {
        try {
            final Process git = new ProcessBuilder(
                            "git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
                    .redirectErrorStream(true)
                    .start();
            final String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? answer : "unknown";
        } catch (final IOException e) {
            return "unknown";
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
