package io.octarchy.simulator.run;

import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.simulator.cast.Actor;
import io.octarchy.simulator.cast.Directory;
import io.octarchy.simulator.cast.HotSpot;
import io.octarchy.simulator.cast.NodeProcess;
import io.octarchy.simulator.cast.Player;
import io.octarchy.simulator.cast.Stage;
import io.octarchy.simulator.cast.Troupe;
import io.octarchy.simulator.cast.Walk;
import io.octarchy.simulator.fault.Chaos;
import io.octarchy.simulator.log.Cluster;
import io.octarchy.simulator.net.Network;
import io.octarchy.simulator.plan.Plan;
import io.octarchy.simulator.trace.Observer;
import io.octarchy.tools.checker.CheckerSettings;
import io.octarchy.tools.checker.Invariant;
import io.octarchy.tools.checker.MeshChecker;
import io.octarchy.tools.checker.view.ClientViewChecker;
import io.octarchy.tools.checker.view.ViewLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One run of a whole mesh: who takes part, and what happens when. */
final class Run {
    private static final int COORDINATOR_HOST = 1;
    private static final int MAX_FRAME = 8160;
    private static final int LEAST_ENTITIES = 4_096;
    private static final int COORDINATOR_CYCLES_NS = 2_000_000;

    /** Processes look about after such a time at most, for what is due by their own timers. */
    private static final int IDLE_NS = 8_000_000;

    private static final long START_NS = 1_000_000_000L;
    private static final long LOGIN_NS = 3_000_000_000L;
    private static final long CALM_NS = 7_000_000_000L;

    private final Plan plan;
    private final SplittableRandom random;
    private final MeshChecker checker;
    private final ClientViewChecker views;
    private final History history;
    private final Network network;
    private final Cluster cluster;
    private final Stage stage;
    private final Troupe troupe;
    private final Chaos chaos;
    private long known;
    private long decisions;

    /** @param observer may be null. */
    Run(final Plan plan, final Observer observer) {
        this.plan = plan;
        random = plan.random();
        final int entities =
                Math.max(LEAST_ENTITIES, 8 * plan.settings().limits().maxEntities());
        checker = new MeshChecker(CheckerSettings.of(plan.settings()).maxEntities(entities));
        views = new ClientViewChecker(
                ViewLimits.of(plan.settings()),
                plan.players(),
                plan.settings().view().maxVisible(),
                1);
        history = new History(checker, observer);
        network = new Network(plan.weather(), random.split(), history);
        history.watch(network);
        network.now(START_NS);
        cluster = new Cluster(
                network, random.split(), plan.settings(), plan.coordinators(), COORDINATOR_HOST, plan.commitNs());
        stage = new Stage(plan.settings(), network, cluster, new Directory(), history, random.split(), MAX_FRAME);
        troupe = troupe();
        final long quietNs = plan.faults().isEmpty() ? 0 : Convergence.BOUND_NS;
        chaos = new Chaos(
                plan, troupe, random.split(), START_NS + CALM_NS, endNs() - quietNs, what -> history.note(what));
        if (observer != null) {
            observer.begin(player -> troupe.players().get(player).session());
        }
    }

    private Troupe troupe() {
        final Troupe cast = new Troupe(stage, random.split(), plan.roamers(), checker::onStreamEnded);
        for (int i = 0; i < plan.nodes(); i++) {
            cast.addNode(START_NS + random.nextLong(START_NS));
        }
        for (int i = 0; i < plan.gateways(); i++) {
            cast.addGateway();
        }
        final double minX = plan.settings().world().minX();
        final double minY = plan.settings().world().minY();
        final double edge = plan.settings().world().edgeMetres();
        final HotSpot spot = new HotSpot(random.split(), minX, minY, edge);
        for (int i = 0; i < plan.players(); i++) {
            final Walk walk = new Walk(kind(i), random.split(), spot, minX, minY, edge, plan.reachMetres());
            final long firstNs = 2 * START_NS + random.nextLong(LOGIN_NS);
            cast.addPlayer(new Player(i, walk, random.split(), views, firstNs, plan.leaveShare()));
        }
        return cast;
    }

    private Walk.Kind kind(final int player) {
        final int of = player % 8;
        if (of < plan.strollers()) {
            return Walk.Kind.STROLL;
        }
        if (of < plan.strollers() + plan.crossers()) {
            return Walk.Kind.CROSS;
        }
        return of < plan.strollers() + plan.crossers() + plan.swingers() ? Walk.Kind.SWING : Walk.Kind.FOLLOW;
    }

    Outcome go() {
        return go(false);
    }

    /** @param untilBroken end at the first violation: the rest of the run would only tell of its consequences. */
    Outcome go(final boolean untilBroken) {
        final long endNs = endNs();
        while (network.nowNs() < endNs && !(untilBroken && known > 0)) {
            step();
        }
        checker.finish();
        if (checker.isUnverified()) {
            throw new IllegalStateException("not all was judged: the checker had no room, or nodes lost events");
        }
        checker.addClientViews(views.evaluations(), views.violations(), views.texts());
        return outcome();
    }

    private long endNs() {
        return START_NS + plan.ticks() * plan.settings().world().tickIntervalNs();
    }

    /** The next duty cycle of whoever is first. */
    private void step() {
        Actor first = null;
        long wakeNs = Math.min(cluster.wakeNs(), chaos.wakeNs());
        final List<Actor> actors = troupe.actors();
        for (int i = 0; i < actors.size(); i++) {
            final Actor actor = actors.get(i);
            if (actor.wakeNs() < wakeNs) {
                wakeNs = actor.wakeNs();
                first = actor;
            }
        }
        network.now(Math.max(network.nowNs(), wakeNs));
        if (first != null) {
            first.cycle(1 + random.nextLong(plan.cycleNs()), random.nextLong(IDLE_NS));
        } else if (cluster.wakeNs() <= chaos.wakeNs()) {
            cluster.cycle(1 + random.nextLong(COORDINATOR_CYCLES_NS), random.nextLong(IDLE_NS));
            checker.onLeader(cluster.hasLeader());
            endProcesses();
            noteDecisions();
        } else {
            chaos.doWork();
        }
        note();
    }

    private void endProcesses() {
        for (final NodeProcess node : troupe.endOver()) {
            history.note(node.name() + " ends: " + node.core().life());
            if (node.core().life() == LifeState.DECLARED_DEAD && troupe.nodes().size() < plan.nodes() + 2) {
                final long startNs = network.nowNs() + random.nextLong(START_NS);
                history.note(node.name() + " joins anew as "
                        + troupe.rejoin(node, startNs).name());
            }
        }
    }

    private void noteDecisions() {
        final DecisionLog log = cluster.core().log();
        while (history.isObserved() && decisions < log.newest()) {
            decisions = Math.max(decisions + 1, log.oldest());
            history.note("coordinator: " + log.get(decisions).cause());
        }
    }

    private void note() {
        final long broken = views.violations() + checker.violations();
        if (broken != known) {
            known = broken;
            history.note("VIOLATION");
        }
    }

    private Outcome outcome() {
        final List<Invariant> invariants = checker.invariants();
        final long[] violations = new long[invariants.size()];
        final long[] checked = new long[invariants.size()];
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < violations.length; i++) {
            final Invariant invariant = invariants.get(i);
            violations[i] = invariant.violations();
            checked[i] = invariant.checked();
            invariant.texts().forEach(text -> texts.add(invariant.name() + ": " + text));
        }
        final Map<String, Long> faults = new LinkedHashMap<>();
        chaos.counts().forEach((kind, count) -> faults.put(kind.label(), count));
        if (!plan.faults().isEmpty() && network.nowNs() >= endNs()) {
            final List<String> unsettled = new Convergence(troupe, cluster, plan.leaveShare() == 0).faults();
            violations[1] += unsettled.size();
            unsettled.forEach(text -> texts.add(
                    "I2: not settled " + Convergence.BOUND_NS / 1_000_000_000L + " s after the last fault: " + text));
        }
        if (cluster.diverged() > 0) {
            violations[0] += cluster.diverged();
            texts.add("I1: copies of the coordinator have different states");
        }
        return new Outcome(
                plan.seed(),
                plan.ticks(),
                network.nowNs() - START_NS,
                history.handovers(),
                cluster.core().takeover().decided(),
                faults,
                violations,
                checked,
                history.hash(),
                texts);
    }
}
