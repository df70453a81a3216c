package io.octarchy.tools.demo;

import io.aeron.exceptions.AeronException;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.launch.RunDirectories;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.tools.checker.CheckerSettings;
import io.octarchy.tools.checker.Invariant;
import io.octarchy.tools.checker.MeshChecker;
import io.octarchy.tools.checker.view.ClientViewChecker;
import io.octarchy.tools.checker.view.ViewLimits;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.record.EventStreams;
import io.octarchy.tools.record.RunFacts;
import io.octarchy.tools.record.RunRecorder;
import io.octarchy.tools.record.RunSummary;
import io.octarchy.tools.record.SwarmFigures;
import io.octarchy.tools.record.Tag;
import io.octarchy.tools.report.RunFiles;
import io.octarchy.tools.swarm.GatewayLink;
import io.octarchy.tools.swarm.Swarm;
import io.octarchy.tools.swarm.SwarmMetrics;
import io.octarchy.tools.swarm.SwarmSettings;
import io.octarchy.tools.swarm.scenario.Scenario;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/** One demo from start to report. */
public final class DemoRun {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SETTLE_NS = 6 * SECOND_NS;
    private static final int SESSIONS_CHECKED = 500;
    private static final int RESPONSE_STREAM = 20_000;

    private final DemoSettings demo;
    private final MeshSettings settings;
    private final Scenario scenario;
    private final PrintStream status;
    private final AtomicReference<Throwable> firstError = new AtomicReference<>();
    private final ErrorHandler errors = this::onError;
    private final MeshChecker checker;
    private final RunRecorder recorder;
    private final SwarmMetrics metrics;
    private final ClientViewChecker viewChecker;
    private final Interference interference;
    private boolean killed;

    /**
     * @param commandLine that reproduces it.
     * @param status for a line a second.
     */
    public DemoRun(
            final DemoSettings demo,
            final MeshSettings settings,
            final Scenario scenario,
            final String commandLine,
            final Interference interference,
            final PrintStream status)
            throws IOException {
        this.interference = interference;
        this.demo = demo;
        this.settings = settings;
        this.scenario = scenario;
        this.status = status;
        Files.createDirectories(demo.report());
        checker = new MeshChecker(CheckerSettings.of(settings));
        recorder = new RunRecorder(
                new RunFacts(
                        demo.scenario().toString(),
                        demo.players(),
                        demo.nodes(),
                        demo.processes() ? "process" : "in-process",
                        demo.seed(),
                        settings.world().tickIntervalNs(),
                        commandLine),
                checker,
                demo.report().resolve(RunFiles.HLOG),
                System.currentTimeMillis());
        metrics = new SwarmMetrics(nanos -> recorder.record(Tag.INPUT_TO_VIEW, nanos));
        viewChecker = new ClientViewChecker(
                ViewLimits.of(settings),
                demo.players(),
                settings.view().maxVisible(),
                Math.max(1, demo.players() / SESSIONS_CHECKED));
    }

    private void onError(final Throwable error) {
        if (error instanceof AeronException event && event.category() == AeronException.Category.WARN) {
            status.println(event.getMessage());
            return;
        }
        if (interference.excuses(error)) {
            status.println("as expected: " + error.getMessage());
            return;
        }
        if (firstError.compareAndSet(null, error)) {
            error.printStackTrace(status);
        }
    }

    /** Run to the end. */
    public RunSummary run() throws IOException {
        status.println("starting a coordinator, a gateway and " + demo.nodes() + " nodes ("
                + (demo.processes() ? "each its own process" : "threads of this process") + "), capacity "
                + demo.nodeCapacity() + " a node");
        final Path directory = RunDirectories.create("demo", DemoRoom.needed(demo.fullNodes(), demo.processes()));
        try (DemoMesh mesh = new DemoMesh(demo, settings, directory, interference.cast(), errors);
                EventStreams observer = new EventStreams(mesh.events(), checker, recorder);
                DecisionFeed decisions = new DecisionFeed(
                        mesh.aeron(),
                        mesh.ingressEndpoints(),
                        System.nanoTime() | 1,
                        settings.limits().maxMembers(),
                        this::onDecision,
                        errors)) {
            final Swarm swarm = swarm(mesh);
            interference.begin(mesh, this::mark);
            try (interference;
                    SwarmThread players = new SwarmThread(swarm, errors)) {
                watch(mesh, observer, decisions, swarm, players);
            }
            // What came since the last whole second counts, as it does at the nodes.
            tellPlayers(0, swarm);
            settle(observer, decisions);
        } finally {
            keepLogs(directory.resolve(DemoMesh.LOGS));
            RunDirectories.delete(directory);
        }
        return finish();
    }

    /** What the processes said goes beside the report, in place of the last run's. */
    private void keepLogs(final Path logs) throws IOException {
        final File kept = demo.report().resolve(DemoMesh.LOGS).toFile();
        IoUtil.delete(kept, true);
        final File[] files = logs.toFile().listFiles();
        if (files != null) {
            Files.createDirectories(kept.toPath());
            for (final File file : files) {
                Files.copy(file.toPath(), kept.toPath().resolve(file.getName()));
            }
        }
    }

    private Swarm swarm(final DemoMesh mesh) {
        final GatewayLink link = new GatewayLink(
                mesh.aeron(),
                SystemNanoClock.INSTANCE,
                "",
                SessionStreams.CLIENT_STREAM,
                "localhost",
                RESPONSE_STREAM,
                demo.players(),
                1,
                demo.seed(),
                () -> {});
        return new Swarm(
                SwarmSettings.of(demo.players(), demo.rate(), demo.seconds(), demo.seed()),
                scenario,
                link,
                viewChecker,
                metrics);
    }

    private void onDecision(
            final long sequence,
            final int kind,
            final int node,
            final int other,
            final long value,
            final String cause) {
        recorder.onDecision(sequence, kind, node, other, value, cause, System.currentTimeMillis());
    }

    private void mark(final String kind, final long value, final String cause) {
        status.println(kind + ": " + cause);
        recorder.mark(kind, 0, 0, value, cause, System.currentTimeMillis());
    }

    private void watch(
            final DemoMesh mesh,
            final EventStreams observer,
            final DecisionFeed decisions,
            final Swarm swarm,
            final SwarmThread players)
            throws IOException {
        final IdleStrategy idle = DemoMesh.idle();
        long nextSecondNs = SystemNanoClock.INSTANCE.nanoTime() + SECOND_NS;
        while (players.phase() == Swarm.Phase.GATHERING || players.phase() == Swarm.Phase.RUNNING) {
            final long nowNs = SystemNanoClock.INSTANCE.nanoTime();
            idle.idle(observer.poll() + decisions.doWork(nowNs) + interference.doWork(nowNs, players.elapsedSeconds()));
            if (nowNs - nextSecondNs >= 0) {
                nextSecondNs += SECOND_NS;
                onSecond(mesh, swarm, players);
            }
            if (Thread.interrupted()) {
                players.stop();
            }
        }
    }

    private void onSecond(final DemoMesh mesh, final Swarm swarm, final SwarmThread players) {
        if (!mesh.gateway().refusal().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "The gateway could not join the mesh.",
                    mesh.gateway().refusal());
        }
        final String failure = mesh.nodes().failure();
        if (failure != null && recorder.markers().size() < 1) {
            throw new CommandFailure(ExitCode.CONFIGURATION, "A node ended: " + failure, "Look at the messages above.");
        }
        final boolean isRunning = players.phase() == Swarm.Phase.RUNNING;
        tellPlayers(isRunning ? swarm.wanted() : 0, swarm);
        recorder.onSecond(System.currentTimeMillis());
        if (demo.killAtSeconds() >= 0 && !killed && players.elapsedSeconds() >= demo.killAtSeconds()) {
            kill(mesh);
        }
        StatusLine.print(status, demo, players, swarm, recorder, checker, viewChecker);
    }

    private void tellPlayers(final int wanted, final Swarm swarm) {
        recorder.onSwarm(
                new SwarmFigures(wanted, swarm.connected(), metrics.inputsSent(), metrics.updates(), metrics.bytes()));
    }

    private void kill(final DemoMesh mesh) {
        killed = true;
        final List<Long> running = mesh.nodes().running();
        final long victim = running.get(running.size() / 2);
        mark("kill", victim, "node " + Long.toHexString(victim));
        mesh.nodes().kill(victim);
    }

    /** The rings are read to their ends, and the checkers' bounds on time pass for what is still open. */
    private void settle(final EventStreams observer, final DecisionFeed decisions) throws IOException {
        final long endNs = SystemNanoClock.INSTANCE.nanoTime() + SETTLE_NS;
        final IdleStrategy idle = DemoMesh.idle();
        long nowNs = SystemNanoClock.INSTANCE.nanoTime();
        while (nowNs - endNs < 0) {
            idle.idle(observer.poll() + decisions.doWork(nowNs));
            nowNs = SystemNanoClock.INSTANCE.nanoTime();
        }
        observer.drain();
    }

    private RunSummary finish() throws IOException {
        recorder.onSwarm(new SwarmFigures(
                demo.players(), metrics.connectedMin(), metrics.inputsSent(), metrics.updates(), metrics.bytes()));
        checker.addClientViews(viewChecker.evaluations(), viewChecker.violations(), viewChecker.texts());
        checker.finish();
        for (final Invariant invariant : checker.invariants()) {
            invariant.texts().forEach(text -> status.println(invariant.name() + ": " + text));
        }
        final RunSummary summary = recorder.summary();
        summary.json().put("sessionsSuspended", metrics.suspended());
        summary.json().put("sessionsResumed", metrics.resumed());
        interference.tell(summary.json(), recorder);
        RunFiles.write(demo.report(), recorder, summary);
        CloseHelper.close(recorder);
        return summary;
    }

    /** Did every invariant hold, and every thread, and did anybody play at all? */
    public boolean isGood() {
        return firstError.get() == null
                && interference.isGood()
                && checker.violations() == 0
                && !checker.isUnverified()
                && viewChecker.evaluations() > 0;
    }
}
