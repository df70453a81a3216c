package io.octarchy.perf;

import io.octarchy.perf.nodes.ShuttleReport;
import io.octarchy.perf.roundtrip.IdleMode;
import io.octarchy.perf.roundtrip.RoundTripReport;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks by name and prints their tables. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures, and prints tables of ratios with their machine.")
public final class Bench implements Callable<Integer> {
    private static final String ROUND_TRIP = "roundtrip";
    private static final String NODES = "nodes";
    private static final long ROUND_TRIP_WORKLOAD_MS = 1200;

    @Parameters(
            paramLabel = "NAME",
            defaultValue = ROUND_TRIP,
            description =
                    "roundtrip: a handover beside a raw round trip, between two processes over UDP (about 80 s); "
                            + "nodes: handovers between whole nodes, idle and with 500 players (about 80 s); index, regions, state: microbenchmarks, with bytes allocated. Default: ${DEFAULT-VALUE}")
    private String name;

    @Option(
            names = "--json",
            description = "One JSON object as the last line of standard output, and nothing else there.")
    private boolean json;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each workload is measured. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--idle",
            defaultValue = "BACKOFF",
            description =
                    "How nodes and their drivers wait, for nodes: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private IdleMode idle;

    @Option(names = "--results", paramLabel = "DIR", description = "Write NAME.json, NAME.md and NAME.hlog there.")
    private Path directory;

    public static void main(final String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (ROUND_TRIP.equals(name)) {
            return roundTrip();
        }
        if (NODES.equals(name)) {
            return nodes();
        }
        if (MicroBenchmarks.isKnown(name)) {
            return micro();
        }
        System.err.println("octarchy: there is no benchmark '" + name + "'");
        System.err.println("  Choose one of roundtrip, nodes, index, regions, state.");
        return ExitCode.USAGE.code();
    }

    private int roundTrip() {
        final RoundTripReport report = RoundTripReport.measure(rounds, ROUND_TRIP_WORKLOAD_MS);
        final Results results = new Results(ROUND_TRIP, "octarchy bench roundtrip --rounds " + rounds)
                .with("rows", report.rows())
                .with("irregularities", report.irregularities());
        return finish(results, report.table(), report.histograms());
    }

    private int nodes() throws IOException {
        final ShuttleReport report = ShuttleReport.measure(idle);
        final Results results = new Results(
                        NODES + "-" + idle.name().toLowerCase(Locale.ROOT), "octarchy bench nodes --idle " + idle)
                .with("rows", report.rows())
                .with("irregularities", report.irregularities());
        return finish(results, report.table(), report.histograms());
    }

    private int micro() {
        final MicroBenchmarks.Outcome outcome = MicroBenchmarks.run(name);
        return finish(
                new Results(name, "octarchy bench " + name).with("rows", outcome.rows()), outcome.table(), Map.of());
    }

    private int finish(final Results results, final String table, final Map<String, Histogram> histograms) {
        final PrintStream people = json ? System.err : System.out;
        people.println(table);
        people.println(results.machineLine());
        if (directory != null) {
            results.write(directory, table, histograms);
        }
        if (json) {
            System.out.println(results.json());
        }
        return ExitCode.GOOD.code();
    }
}
