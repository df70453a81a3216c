package io.octarchy.tools.simulate;

import io.octarchy.mutants.Hunt;
import io.octarchy.mutants.Mutant;
import io.octarchy.mutants.list.Mutants;
import io.octarchy.simulator.run.Simulator;
import io.octarchy.tools.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A whole mesh in one thread on virtual time, seed after seed. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs whole meshes in one thread on virtual time, one from each seed, and judges I1 to I9.")
public final class SimulateCommand implements Callable<ExitCode> {
    private static final String ALL = "all";
    private static final int TEXTS = 10;
    private static final int TRACE_BEFORE = 120;
    private static final long NOTE_NS = 10_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", defaultValue = "1", description = "The first seed. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--seeds", defaultValue = "1", description = "How many seeds. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--nodes", defaultValue = "0", description = "Nodes at the start. Default: from the seed.")
    private int nodes;

    @Option(names = "--players", defaultValue = "0", description = "Players. Default: from the seed.")
    private int players;

    @Option(names = "--ticks", defaultValue = "0", description = "Ticks of each run. Default: from the seed.")
    private int ticks;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "Seeds run, or planted bugs hunted, at a time, each in one thread; with --mutant one."
                    + " Default: as many as processors.")
    private int threads;

    @Option(
            names = "--faults",
            paramLabel = "none|all|LIST",
            description = "What may go wrong, with commas between. Default: all; with a planted bug, its own.")
    private String faults;

    @Option(names = "--mutant", paramLabel = "NAME", description = "Run with this bug planted.")
    private String mutant;

    @Option(
            names = "--mutants",
            paramLabel = "all|list|LIST",
            description = "Hunt planted bugs, each until a seed finds it, or list them.")
    private String mutants;

    @Option(names = "--table", paramLabel = "FILE", description = "Where the hunt's table goes, as Markdown.")
    private Path table;

    @Option(names = "--json", description = "Print the summary as one JSON object on the last line of standard output.")
    private boolean json;

    @Override
    public ExitCode call() throws InterruptedException {
        if (seeds < 1) {
            throw usage("--seeds " + seeds + " is less than 1");
        }
        return mutants == null ? simulate() : hunt();
    }

    private ExitCode hunt() throws InterruptedException {
        if (mutant != null) {
            throw usage("--mutant and --mutants exclude each other");
        }
        final MutantHunt hunt = new MutantHunt(spec.commandLine(), request(seed, false), faults != null);
        if (mutants.equals("list")) {
            return hunt.list();
        }
        final List<Mutant> prey = planted(mutants);
        return hunt.run(prey, seed, seeds, threads(prey.size()), table);
    }

    private List<Mutant> planted(final String names) {
        try {
            return names.equals("all")
                    ? Mutants.all()
                    : Stream.of(names.split(",")).map(Mutants::named).toList();
        } catch (final IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ExitCode simulate() throws InterruptedException {
        if (table != null) {
            throw usage("--table goes with --mutants");
        }
        final Function<Map<String, Object>, Map<String, Object>> simulator = simulator();
        final Tally tally = new Tally();
        final PrintWriter err = spec.commandLine().getErr();
        final long startNs = System.nanoTime();
        long notedNs = startNs;
        try (OrderedRuns<Map<String, Object>> runs =
                new OrderedRuns<>(threads(seeds), seed, seed + seeds, some -> ask(simulator, some, false))) {
            for (int i = 0; i < seeds; i++) {
                final boolean first = tally.isGood();
                final Map<String, Object> answer = runs.take();
                if (!tally.add(seed + i, answer)) {
                    tell(seed + i, first ? ask(simulator, seed + i, true) : answer, err);
                }
                final long nowNs = System.nanoTime();
                if (nowNs - notedNs > NOTE_NS) {
                    notedNs = nowNs;
                    err.printf("%d of %d seeds, %s%n", i + 1, seeds, speed(tally, nowNs - startNs));
                    err.flush();
                }
            }
        }
        print(tally, System.nanoTime() - startNs);
        return tally.isGood() ? ExitCode.GOOD : ExitCode.FAILED_CHECK;
    }

    private int threads(final int runs) {
        if (threads < 0) {
            throw usage("--threads " + threads + " is less than 1");
        }
        if (mutant != null) {
            return 1;
        }
        return Math.min(runs, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    }

    private String speed(final Tally tally, final long wallNs) {
        final int inUse = threads(seeds);
        return String.format(Locale.ROOT, "%.0f x real time", tally.speed(wallNs))
                + (inUse == 1 ? "" : " in " + inUse + " threads");
    }

    private Function<Map<String, Object>, Map<String, Object>> simulator() {
        if (mutant == null) {
            return new Simulator();
        }
        final Mutant planted = planted(mutant).get(0);
        faults = faults == null ? planted.faults() : faults;
        return Hunt.simulator(planted);
    }

    private Map<String, Object> request(final long ofSeed, final boolean trace) {
        return Map.of(
                "seed",
                ofSeed,
                "nodes",
                nodes,
                "players",
                players,
                "ticks",
                ticks,
                "faults",
                faults == null ? ALL : faults,
                "trace",
                trace);
    }

    private Map<String, Object> ask(
            final Function<Map<String, Object>, Map<String, Object>> simulator,
            final long ofSeed,
            final boolean trace) {
        try {
            return simulator.apply(request(ofSeed, trace));
        } catch (final IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private void tell(final long ofSeed, final Map<String, Object> answer, final PrintWriter err) {
        err.println("seed " + ofSeed + " failed: " + answer.get("plan"));
        Tally.first((List<?>) answer.get("texts"), TEXTS).forEach(text -> err.println("  " + text));
        aroundViolation((List<?>) answer.get("trace")).forEach(line -> err.println("    " + line));
        err.println("  replay: octarchy simulate --seed " + ofSeed + replay());
        err.flush();
    }

    private static List<?> aroundViolation(final List<?> trace) {
        for (int i = 0; i < trace.size(); i++) {
            if (((String) trace.get(i)).contains("VIOLATION")) {
                return trace.subList(Math.max(0, i - TRACE_BEFORE), i + 1);
            }
        }
        return trace;
    }

    private String replay() {
        return (nodes > 0 ? " --nodes " + nodes : "")
                + (players > 0 ? " --players " + players : "")
                + (ticks > 0 ? " --ticks " + ticks : "")
                + (faults == null || faults.equals(ALL) ? "" : " --faults " + faults)
                + (mutant == null ? "" : " --mutant " + mutant);
    }

    private void print(final Tally tally, final long wallNs) {
        final Map<String, Object> summary = tally.summary(wallNs);
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Tally.json(summary));
        } else {
            summary.forEach((name, value) -> out.println(name + ": " + value));
        }
        out.flush();
        final PrintWriter err = spec.commandLine().getErr();
        err.println(speed(tally, wallNs));
        err.flush();
    }

    private ParameterException usage(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
