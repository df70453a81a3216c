package io.octarchy.perf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks by the product's names for them, with the profiler that counts bytes. */
final class MicroBenchmarks {
    private static final Map<String, String> CLASSES = Map.of(
            "index", ".*\\.(EntityIndex|PhTree)Benchmark\\..*",
            "regions", ".*\\.RegionMapBenchmark\\..*",
            "state", ".*\\.StateCodecBenchmark\\..*");
    private static final int WARM_UPS = 3;
    private static final int ITERATIONS = 5;
    private static final TimeValue ITERATION = TimeValue.milliseconds(600);

    private MicroBenchmarks() {}

    /** @param bytes allocated by an operation. */
    record Row(String benchmark, String parameters, double nanoseconds, double error, double bytes) {}

    record Outcome(List<Row> rows) {
        String table() {
            final StringBuilder text = new StringBuilder(
                    "| benchmark | parameters | ns an operation | ± (99.9 %) | bytes an operation |\n|---|---|--:|--:|--:|\n");
            for (final Row row : rows) {
                text.append("| %s | %s | %.1f | %.1f | %.2f |%n"
                        .formatted(row.benchmark(), row.parameters(), row.nanoseconds(), row.error(), row.bytes()));
            }
            return text.toString();
        }
    }

    static boolean isKnown(final String name) {
        return CLASSES.containsKey(name);
    }

    static Outcome run(final String name) {
        final OptionsBuilder options = new OptionsBuilder();
        options.include(CLASSES.get(name))
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS)
                .measurementTime(ITERATION)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED", "-XX:+UseParallelGC", "-Xmx1g")
                .verbosity(VerboseMode.SILENT);
        try {
            return outcome(new Runner(options.build()).run());
        } catch (final RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome outcome(final Collection<RunResult> results) {
        final List<Row> rows = new ArrayList<>();
        for (final RunResult result : results) {
            final String[] path = result.getParams().getBenchmark().split("\\.");
            final Map<String, String> parameters = new TreeMap<>();
            result.getParams()
                    .getParamsKeys()
                    .forEach(key -> parameters.put(key, result.getParams().getParam(key)));
            final Result<?> primary = result.getPrimaryResult();
            rows.add(new Row(
                    path[path.length - 2] + "." + path[path.length - 1],
                    parameters.toString().replaceAll("[{}]", ""),
                    primary.getScore(),
                    primary.getScoreError(),
                    bytes(result)));
        }
        return new Outcome(rows);
    }

    private static double bytes(final RunResult result) {
        for (final String key : result.getSecondaryResults().keySet()) {
            if (key.endsWith("gc.alloc.rate.norm")) {
                return result.getSecondaryResults().get(key).getScore();
            }
        }
        return Double.NaN;
    }
}
