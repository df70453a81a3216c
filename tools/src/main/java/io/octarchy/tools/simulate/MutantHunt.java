package io.octarchy.tools.simulate;

import io.octarchy.mutants.Hunt;
import io.octarchy.mutants.Mutant;
import io.octarchy.mutants.list.Mutants;
import io.octarchy.simulator.run.Simulator;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Planted bugs, hunted one after another. */
final class MutantHunt {
    private final CommandLine line;
    private final Map<String, Object> request;
    private final boolean areFaultsFixed;

    /** @param areFaultsFixed by the user; otherwise each bug is hunted under its own. */
    MutantHunt(final CommandLine line, final Map<String, Object> request, final boolean areFaultsFixed) {
        this.line = line;
        this.request = request;
        this.areFaultsFixed = areFaultsFixed;
    }

    ExitCode list() {
        final PrintWriter out = line.getOut();
        Mutants.all().forEach(mutant -> out.println(mutant.name() + " (" + mutant.rule() + "): " + mutant.what()));
        out.flush();
        return ExitCode.GOOD;
    }

    /** Good when all are found. */
    ExitCode run(final List<Mutant> mutants, final long seed, final int seeds, final int threads, final Path table)
            throws InterruptedException {
        final Hunt hunt = new Hunt(request, new Simulator());
        final List<Hunt.Trophy> trophies = new ArrayList<>();
        try (OrderedRuns<Hunt.Trophy> hunts = new OrderedRuns<>(
                threads, 0, mutants.size(), index -> hunt(hunt, mutants.get((int) index), seed, seeds))) {
            for (int i = 0; i < mutants.size(); i++) {
                trophies.add(hunts.take());
                tell(trophies.get(i));
                if (table != null) {
                    write(table, MutantTable.of(trophies));
                }
            }
        }
        final long found = trophies.stream().filter(Hunt.Trophy::isFound).count();
        line.getOut().println(found + " of " + trophies.size() + " planted bugs found");
        line.getOut().flush();
        return found == trophies.size() ? ExitCode.GOOD : ExitCode.FAILED_CHECK;
    }

    private Hunt.Trophy hunt(final Hunt hunt, final Mutant mutant, final long seed, final int seeds) {
        final String faults = areFaultsFixed ? (String) request.get("faults") : mutant.faults();
        try {
            return hunt.hunt(mutant, faults, seed, seeds);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(line, e.getMessage());
        }
    }

    private void tell(final Hunt.Trophy trophy) {
        final String name = trophy.mutant().name();
        line.getErr()
                .println(
                        trophy.isFound()
                                ? name + ": seed " + trophy.seed() + ", " + trophy.text()
                                : name + ": not found by " + trophy.seeds() + " seeds");
        line.getErr().flush();
    }

    private static void write(final Path table, final String text) {
        try {
            Files.writeString(table, text);
        } catch (final IOException e) {
            throw new UncheckedIOException("--table " + table, e);
        }
    }
}
