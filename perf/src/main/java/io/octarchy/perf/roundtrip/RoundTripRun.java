package io.octarchy.perf.roundtrip;

import io.octarchy.perf.roundtrip.Workload.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of all workloads with one idle strategy: two fresh processes, warm-up, then interleaved rounds. */
final class RoundTripRun {
    private static final int WARM_UP_ROUNDS = 2;
    private static final long SETTLE_MS = 100;

    private final IdleMode idle;
    private final List<Workload> workloads;
    private final int rounds;
    private final long workloadMs;
    private final Map<Workload, Samples> merged = new LinkedHashMap<>();
    private final Map<Workload, List<Samples>> byRound = new LinkedHashMap<>();
    private String irregularities = "";

    /**
     * @param rounds how often every workload is measured.
     * @param workloadMs for how long each time.
     */
    RoundTripRun(final IdleMode idle, final int rounds, final long workloadMs) {
        this(idle, rounds, workloadMs, Workload.all());
    }

    RoundTripRun(final IdleMode idle, final int rounds, final long workloadMs, final List<Workload> workloads) {
        this.workloads = workloads;
        this.idle = idle;
        this.rounds = rounds;
        this.workloadMs = workloadMs;
    }

    RoundTripRun run() {
        final Path directory = temporaryDirectory();
        try (BenchPeer here = new BenchPeer(1, idle, directory.resolve("one"));
                PeerProcess there =
                        new PeerProcess(idle, directory.resolve("two"), here.rawEndpoint(), here.controlEndpoint())) {
            here.start(there.rawEndpoint(), there.controlEndpoint());
            here.awaitConnected();
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                for (final Workload workload : workloads) {
                    measure(here, there, workload.warmUp());
                }
            }
            here.clear();
            there.ask("clear");
            for (int round = 0; round < rounds; round++) {
                for (final Workload workload : workloads) {
                    final Samples samples = measure(here, there, workload);
                    byRound.computeIfAbsent(workload, key -> new ArrayList<>()).add(samples);
                    merged.computeIfAbsent(workload, key -> new Samples()).add(samples);
                }
            }
            irregularities = "one: " + here.irregularities() + "; two: " + there.ask("irregularities");
        } finally {
            delete(directory);
        }
        return this;
    }

    private Samples measure(final BenchPeer here, final PeerProcess there, final Workload workload) {
        return workload.kind() == Kind.RAW ? raw(here, workload) : handover(here, there, workload);
    }

    private Samples raw(final BenchPeer here, final Workload workload) {
        here.startRaw(workload);
        pause(workloadMs);
        here.haltRaw();
        pause(SETTLE_MS);
        return here.rawSamples();
    }

    private Samples handover(final BenchPeer here, final PeerProcess there, final Workload workload) {
        there.ask("start " + workload.size() + ' ' + workload.intervalNs());
        here.startHandover(workload.size(), workload.intervalNs());
        pause(workloadMs);
        here.haltHandover();
        there.ask("halt");
        pause(SETTLE_MS);
        final Samples both = Samples.decode(there.ask("samples"));
        both.add(here.handoverSamples());
        return both;
    }

    IdleMode idle() {
        return idle;
    }

    Samples merged(final Workload workload) {
        return merged.get(workload);
    }

    List<Samples> byRound(final Workload workload) {
        return byRound.get(workload);
    }

    /** Things that should not happen, counted. */
    String irregularities() {
        return irregularities;
    }

    private static void pause(final long ms) {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            final Path shared = Path.of("/dev/shm");
            return Files.isDirectory(shared)
                    ? Files.createTempDirectory(shared, "octarchy-bench-")
                    : Files.createTempDirectory("octarchy-bench-");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The drivers deleted what was in it. */
    private static void delete(final Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
