package io.octarchy.tools.chaos;

import io.octarchy.mesh.config.LeaseSettings;
import io.octarchy.mesh.coordinator.aeron.UnreachableException;
import io.octarchy.mesh.fleet.process.LocalProcessProvider;
import io.octarchy.tools.demo.Cast;
import io.octarchy.tools.demo.DemoMesh;
import io.octarchy.tools.demo.Interference;
import io.octarchy.tools.process.CoordinatorCluster;
import io.octarchy.tools.record.RunRecorder;
import io.octarchy.tools.weather.Weather;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out a schedule against a running mesh, one fault at a time: rule 25 promises nothing beyond one loss per
 * protection interval, so each fault waits until the coordinator has said, late enough after the one before, that all is
 * protected again. The schedule's clock stands still meanwhile.
 */
final class ChaosRun implements Interference {
    private static final long SETTLE_NS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final ChaosSettings settings;
    private final LeaseSettings lease;
    private final Path weatherFile;
    private final Weather weather;
    private final List<Fault> schedule;
    private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
    private final List<Lasting> lasting = new ArrayList<>();
    private MeshProbe probe;
    private CoordinatorCluster coordinators;
    private final CoordinatorTrials trials = new CoordinatorTrials();
    private SplitTrial split;
    private Injector injector;
    private Marks marks;
    private int next;
    private boolean hasBegun;
    private long startNs;
    private long readyNs;
    private long strikeNs;
    private long waitingSinceNs;
    private boolean isWaiting;
    private boolean isCalm;
    private boolean hasHealed;
    private long lookNs;
    private int ended;
    private String stuck = "";

    /** Something that is to be undone. */
    private record Lasting(long untilNs, FaultKind kind, Injector.Deed deed, Runnable whenOver) {}

    /** @param weatherFile must not exist yet; whoever names it deletes it. */
    ChaosRun(final ChaosSettings settings, final LeaseSettings lease, final Path weatherFile) {
        this.settings = settings;
        this.lease = lease;
        this.weatherFile = weatherFile;
        weather = Weather.create(weatherFile);
        schedule = settings.schedule();
        settings.kinds().forEach(kind -> counts.put(kind, 0));
    }

    @Override
    public Cast cast() {
        return new Cast(
                settings.coordinators(),
                settings.kinds().contains(FaultKind.DRIVER),
                Weather.flags(weatherFile, LocalProcessProvider.NUMBER),
                Math.max(1, schedule.size()));
    }

    @Override
    public void begin(final DemoMesh mesh, final Marks newMarks) {
        marks = newMarks;
        probe = new MeshProbe(mesh.aeron(), mesh.ingressEndpoints(), error -> {});
        coordinators = mesh.coordinators();
        injector = new Injector(mesh, weather, settings.seed());
        split = new SplitTrial(probe);
    }

    @Override
    public int doWork(final long nowNs, final double runningSeconds) {
        final int work = probe.doWork(nowNs);
        undo(nowNs);
        look(nowNs);
        trials.look(nowNs, coordinators, probe);
        if (split.step()) {
            trials.onSplit();
            marks.mark("split by hand", 0, split.outcome());
        }
        if (runningSeconds <= 0) {
            return work;
        }
        if (runningSeconds >= settings.seconds() - settings.calmSeconds()) {
            calm(nowNs);
            return work;
        }
        if (!hasBegun) {
            hasBegun = true;
            startNs = nowNs;
            readyNs = nowNs;
            strikeNs = nowNs;
        }
        if (next < schedule.size()
                && stuck.isEmpty()
                && nowNs - strikeNs >= 0
                && endsInTime(schedule.get(next), runningSeconds)
                && nowNs - startNs >= schedule.get(next).atNs()) {
            attempt(schedule.get(next), nowNs);
        }
        return work;
    }

    /** What would last into the calm at the end is left out. */
    private boolean endsInTime(final Fault fault, final double runningSeconds) {
        return runningSeconds + fault.durationNs() / 1e9 <= settings.seconds() - settings.calmSeconds();
    }

    private static long ns(final double seconds) {
        return Math.round(seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** A node that ends by itself, and was not drained as one too many, is a fault of ours, and is replaced. */
    private void look(final long nowNs) {
        if (nowNs - lookNs >= TimeUnit.SECONDS.toNanos(1)) {
            lookNs = nowNs;
            for (final String who : injector.replaceEnded()) {
                ended++;
                marks.mark("ended", 0, who);
            }
        }
    }

    private void undo(final long nowNs) {
        for (int i = lasting.size() - 1; i >= 0; i--) {
            if (nowNs - lasting.get(i).untilNs() >= 0
                    && lasting.get(i).deed().isOver().getAsBoolean()) {
                final Lasting over = lasting.remove(i);
                over.deed().undo().run();
                over.whenOver().run();
                if (over.kind().changesLeaders()) {
                    readyNs = nowNs + SETTLE_NS;
                    strikeNs = readyNs + ns(settings.pauseSeconds());
                    split.begin(probe.nodes());
                }
                marks.mark(over.kind().label() + " over", 0, over.deed().what());
            }
        }
    }

    private void attempt(final Fault fault, final long nowNs) {
        if (!mayStrike(fault, nowNs)) {
            onWait(fault, nowNs);
            return;
        }
        final Injector.Deed deed = injector.strike(fault, probe.nodes());
        if (deed == null) {
            onWait(fault, nowNs);
            return;
        }
        isWaiting = false;
        next++;
        startNs = nowNs - fault.atNs();
        counts.merge(fault.kind(), 1, Integer::sum);
        lasting.add(new Lasting(
                nowNs + fault.durationNs(), fault.kind(), deed, trials.onFault(fault.kind(), nowNs, probe.standing())));
        readyNs = nowNs + troubleNs(fault);
        marks.mark(
                fault.kind().label(),
                0,
                String.format(Locale.ROOT, "%s for %.1f s", deed.what(), fault.durationNs() / 1e9));
    }

    /** A node that fell silent is missed only after its lease; before, the coordinator takes all for protected. */
    private long troubleNs(final Fault fault) {
        return SETTLE_NS + (fault.kind().mayLoseNode() ? lease.leaseNs() + lease.marginNs() : fault.durationNs());
    }

    private boolean mayStrike(final Fault fault, final long nowNs) {
        return nowNs - readyNs >= 0
                && probe.isProtected(nowNs)
                && coordinators.isWhole()
                && !split.isRunning()
                && probe.nodes().size() >= (fault.kind().mayLoseNode() ? 3 : 2)
                && lasting.stream().allMatch(one -> one.kind().mayLoseNode());
    }

    private void onWait(final Fault fault, final long nowNs) {
        if (!isWaiting) {
            isWaiting = true;
            waitingSinceNs = nowNs;
        } else if (nowNs - waitingSinceNs >= PATIENCE_NS) {
            stuck = "no " + fault.kind().label() + " for " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NS) + " s: "
                    + (probe.isFresh(nowNs)
                            ? probe.nodes().size() + " nodes live, "
                                    + (probe.isProtected(nowNs) ? "protected" : "not protected again")
                                    + (coordinators.isWhole() ? "" : ", a member of the coordinator does not take part")
                            : "the coordinator does not answer");
            marks.mark("stuck", 0, stuck);
        }
    }

    /** From now on all heals; what is protected once stays so, as far as it is up to chaos. */
    private void calm(final long nowNs) {
        if (!isCalm) {
            isCalm = true;
            marks.mark("calm", 0, "no more faults");
        }
        hasHealed |= nowNs - readyNs >= 0 && lasting.isEmpty() && coordinators.isWhole() && probe.isProtected(nowNs);
    }

    /** A coordinator's process does not answer while it starts, nor while it is away; that it answers in the end is asked. */
    @Override
    public boolean excuses(final Throwable fault) {
        return fault instanceof UnreachableException;
    }

    @Override
    public boolean isGood() {
        return stuck.isEmpty() && hasHealed && ended == 0;
    }

    @Override
    public void tell(final ObjectNode summary, final RunRecorder run) {
        final ObjectNode faults = summary.putObject("faults");
        counts.forEach((kind, count) -> faults.put(kind.label(), count));
        summary.put("healed", hasHealed);
        summary.put("processesEnded", ended);
        summary.put("stuck", stuck);
        trials.tell(summary, run);
    }

    @Override
    public void close() {
        lasting.forEach(one -> one.deed().undo().run());
        lasting.clear();
        CloseHelper.quietCloseAll(probe, weather);
    }
}
