package io.octarchy.tools.swarm;

import io.octarchy.tools.checker.view.ClientViewChecker;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import tools.jackson.databind.json.JsonMapper;

/** Runs a swarm in the calling thread to its end: a status line a second, a histogram log and a summary in a folder. */
final class SwarmRun {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long ANSWER_NS = 10 * SECOND_NS;

    private final SwarmSettings settings;
    private final PlayerLink link;
    private final Swarm swarm;
    private final SwarmMetrics metrics;
    private final ClientViewChecker checker;
    private final NanoClock clock;
    private final IdleStrategy idle;
    private final PrintStream status;

    SwarmRun(
            final SwarmSettings settings,
            final PlayerLink link,
            final Swarm swarm,
            final SwarmMetrics metrics,
            final ClientViewChecker checker,
            final NanoClock clock,
            final IdleStrategy idle,
            final PrintStream status) {
        this.settings = settings;
        this.link = link;
        this.swarm = swarm;
        this.metrics = metrics;
        this.checker = checker;
        this.clock = clock;
        this.idle = idle;
        this.status = status;
    }

    /**
     * Run; an interrupt of the thread ends the run early, with its report.
     *
     * @throws CommandFailure when nobody answers.
     * @param folder made when it does not exist.
     * @return the report.
     */
    Map<String, Object> run(final Path folder) throws IOException {
        Files.createDirectories(folder);
        long ranNs = 0;
        try (SecondLog log = new SecondLog(folder.resolve("swarm.hlog"), System.currentTimeMillis())) {
            final long startNs = clock.nanoTime();
            long nextSecondNs = startNs + SECOND_NS;
            while (swarm.phase() != Swarm.Phase.DONE) {
                final long nowNs = clock.nanoTime();
                idle.idle(swarm.doWork(nowNs));
                if (swarm.phase() == Swarm.Phase.RUNNING) {
                    ranNs = swarm.elapsedNs(nowNs);
                }
                if (nowNs - nextSecondNs >= 0) {
                    nextSecondNs += SECOND_NS;
                    log.onSecond(metrics, System.currentTimeMillis());
                    tell(ranNs);
                }
                requireAnswer(nowNs - startNs);
                if (Thread.interrupted()) {
                    swarm.stop(nowNs);
                }
            }
            log.onSecond(metrics, System.currentTimeMillis());
        }
        final Map<String, Object> report = SwarmReport.of(settings, ranNs / 1e9, metrics, checker);
        Files.writeString(folder.resolve("summary.json"), json(report) + System.lineSeparator());
        return report;
    }

    private void requireAnswer(final long waitedNs) {
        if (waitedNs > ANSWER_NS && !link.isReachable()) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "No gateway has answered for " + waitedNs / SECOND_NS + " s.",
                    "Check --endpoint, that the gateway runs, and that UDP passes both ways.");
        }
    }

    /** One line. */
    static String json(final Map<String, Object> report) {
        return JsonMapper.shared().writeValueAsString(report);
    }

    private void tell(final long ranNs) {
        status.printf(
                Locale.ROOT,
                "%-9s %4.0f s  players %d/%d  inputs %d  input to view p50 %.0f ms p99 %.0f ms  I6 %d/%d%n",
                swarm.phase().name().toLowerCase(Locale.ROOT),
                ranNs / 1e9,
                swarm.connected(),
                swarm.wanted(),
                metrics.inputsSent(),
                metrics.latency().getValueAtPercentile(50) / 1e6,
                metrics.latency().getValueAtPercentile(99) / 1e6,
                checker.violations(),
                checker.evaluations());
    }
}
