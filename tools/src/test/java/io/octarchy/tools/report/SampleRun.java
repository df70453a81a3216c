package io.octarchy.tools.report;

import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.GaugeKind;
import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.tools.checker.CheckerSettings;
import io.octarchy.tools.checker.MeshChecker;
import io.octarchy.tools.record.RunFacts;
import io.octarchy.tools.record.RunRecorder;
import io.octarchy.tools.record.RunSummary;
import io.octarchy.tools.record.SwarmFigures;
import io.octarchy.tools.record.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A minute of four nodes with handovers, a kill and a takeover, written as a run writes it. */
public final class SampleRun {
    private static final long INTERVAL_NS = 50_000_000;
    private static final int SECONDS = 60;
    private static final int KILLED_AT = 30;

    private final Random random;
    private final MeshChecker checker = new MeshChecker(CheckerSettings.of(MeshSettings.defaults()));
    private final RunRecorder run;
    private long committed = 1;

    private SampleRun(final Path directory, final long seed) {
        random = new Random(seed);
        final RunFacts facts = new RunFacts(
                "trace",
                2000,
                4,
                "process",
                seed,
                INTERVAL_NS,
                "./octarchy demo --headless --nodes 4 --players 2000 --seconds 60 --scenario trace --seed " + seed);
        run = new RunRecorder(facts, checker, directory.resolve(RunFiles.HLOG), 0);
    }

    public static RunSummary write(final Path directory, final long seed) throws IOException {
        final SampleRun sample = new SampleRun(directory, seed);
        sample.play();
        final RunSummary summary = sample.run.summary();
        RunFiles.write(directory, sample.run, summary);
        sample.run.close();
        return summary;
    }

    public static void main(final String[] args) throws IOException {
        write(Path.of(args[0]), 1);
    }

    private void play() {
        for (int node = 1; node <= 4; node++) {
            run.onLife(node, LifeState.ACTIVE, 0, 0);
            checker.onGauge(node, GaugeKind.GHOSTS, 1, 2);
            checker.onEntityCreated(node, 0, node, 0, 10);
        }
        for (int second = 0; second < SECONDS; second++) {
            for (int tick = second * 20; tick < second * 20 + 20; tick++) {
                tick(tick, second);
            }
            second(second);
        }
        checker.addClientViews(100, 0, List.of());
        checker.finish();
    }

    private void tick(final int tick, final int second) {
        for (int node = 1; node <= (second < KILLED_AT ? 4 : 3); node++) {
            final long due = tick * INTERVAL_NS;
            final long took =
                    (long) (2e6 + Math.abs(random.nextGaussian()) * 3e6 + (random.nextInt(400) == 0 ? 2e7 : 0));
            run.onTickTimes(node, tick, due, due + took, 0, 480 + random.nextInt(60), 500, 300, 0);
            run.onLoad(node, tick, node == 2 ? 600_000 : 480_000);
            checker.onTickRan(node, tick, node, 0, 10);
            if (node == 1 && tick >= KILLED_AT * 20 + 80) {
                checker.onTickRan(1, tick, 4, 1L << 32, 10);
            }
            checker.onTickRanEnd(node, tick, true);
            checker.onShown(node, tick, Math.max(0, tick - 1), false);
            checker.onMapApplied(node, 1, 1, tick);
            run.record(Tag.INPUT_TO_VIEW, (long) (60e6 + random.nextInt(50_000_000)));
        }
    }

    private void second(final int second) {
        final int handovers = 15 + random.nextInt(20);
        for (int i = 0; i < handovers; i++) {
            final long at = second * 1_000_000_000L;
            final long took = (long) (150_000 + Math.abs(random.nextGaussian()) * 200_000);
            run.onHandedOver(1, 2, committed++, 1, 1, 1, at, at + took, i % 5 == 0);
            run.onTookOver(2, 1, committed, 1, 1, at, at + took / 4);
        }
        if (second % 9 == 4) {
            run.onDecision(second, 0, 2, 3, 1, "peak 1.21 x mean", second * 1000L);
        }
        if (second == KILLED_AT) {
            run.mark("kill", 4, 0, 0, "SIGKILL", second * 1000L);
            run.onDecision(second, 5, 4, 0, 0, "lease over", second * 1000L + 3400);
            run.onDecision(second + 1, 6, 4, 0, 512, "granted", second * 1000L + 3600);
            checker.onFenced(1, 1, 4);
            checker.onGranted(1, 4, 1L << 32, second * 20 - 2, second * 20 + 80, 0);
            run.onGranted(1, 4, 1L << 32, second * 20 - 2, second * 20 + 80, second * 1_000_000_000L + 3_600_000_000L);
        }
        run.onCounter(1, CounterKind.UPDATES_DUE, second * 40_000L);
        run.onSwarm(new SwarmFigures(
                2000, second < 3 ? 1990 + second : 2000, second * 40_000L, second * 39_990L, second * 9_000_000L));
        run.onSecond((second + 1) * 1000L);
    }
}
