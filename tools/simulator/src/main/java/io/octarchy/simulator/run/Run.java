package io.octarchy.simulator.run;

import io.octarchy.simulator.cast.Actor;
import io.octarchy.simulator.cast.ClientProcess;
import io.octarchy.simulator.cast.Directory;
import io.octarchy.simulator.cast.GatewayProcess;
import io.octarchy.simulator.cast.HotSpot;
import io.octarchy.simulator.cast.NodeProcess;
import io.octarchy.simulator.cast.Player;
import io.octarchy.simulator.cast.Stage;
import io.octarchy.simulator.cast.Walk;
import io.octarchy.simulator.log.Cluster;
import io.octarchy.simulator.net.Network;
import io.octarchy.simulator.plan.Plan;
import io.octarchy.simulator.time.LocalClock;
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
    private static final int GATEWAY_HOST = 10;
    private static final int CLIENT_HOST = 20;
    private static final int NODE_HOST = 100;
    private static final int MAX_FRAME = 8160;
    private static final int COORDINATOR_CYCLES_NS = 2_000_000;
    private static final long START_NS = 1_000_000_000L;
    private static final long LOGIN_NS = 3_000_000_000L;
    private static final double DRIFT_PPM = 20;

    private final Plan plan;
    private final SplittableRandom random;
    private final MeshChecker checker;
    private final ClientViewChecker views;
    private final History history;
    private final Network network;
    private final Cluster cluster;
    private final Stage stage;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Player> players = new ArrayList<>();
    private long clusterWakeNs;
    private long known;

    /** @param observer may be null. */
    Run(final Plan plan, final Observer observer) {
        this.plan = plan;
        random = plan.random();
        checker = new MeshChecker(CheckerSettings.of(plan.settings()));
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
        addNodes();
        addPlayers();
        if (observer != null) {
            observer.begin(player -> players.get(player).session());
        }
    }

    private void addNodes() {
        for (int i = 0; i < plan.nodes(); i++) {
            final NodeProcess node = new NodeProcess(stage, "node-" + (i + 1), NODE_HOST + i, clock(), plan.roamers());
            node.sleepUntil(START_NS + random.nextLong(START_NS));
            actors.add(node);
        }
    }

    private void addPlayers() {
        final double minX = plan.settings().world().minX();
        final double minY = plan.settings().world().minY();
        final double edge = plan.settings().world().edgeMetres();
        final HotSpot spot = new HotSpot(random.split(), minX, minY, edge);
        final List<ClientProcess> clients = new ArrayList<>();
        for (int i = 0; i < plan.gateways(); i++) {
            final GatewayProcess gateway = new GatewayProcess(stage, "gateway-" + (i + 1), GATEWAY_HOST + i, clock());
            actors.add(gateway);
            clients.add(new ClientProcess(stage, "client-" + (i + 1), CLIENT_HOST + i, clock(), gateway));
        }
        for (int i = 0; i < plan.players(); i++) {
            final Walk walk = new Walk(kind(i), random.split(), spot, minX, minY, edge, plan.reachMetres());
            final long firstNs = 2 * START_NS + random.nextLong(LOGIN_NS);
            final Player player = new Player(i, walk, random.split(), views, firstNs, plan.leaveShare());
            players.add(player);
            clients.get(i % clients.size()).add(player);
        }
        actors.addAll(clients);
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

    private LocalClock clock() {
        return new LocalClock(network.nowNs(), random.nextLong(1L << 40), DRIFT_PPM * (2 * random.nextDouble() - 1));
    }

    Outcome go() {
        final long endNs = START_NS + plan.ticks() * plan.settings().world().tickIntervalNs();
        while (network.nowNs() < endNs) {
            step();
        }
        checker.finish();
        checker.addClientViews(views.evaluations(), views.violations(), views.texts());
        return outcome();
    }

    /** The next duty cycle of whoever is first. */
    private void step() {
        Actor first = null;
        long wakeNs = clusterWakeNs;
        for (int i = 0; i < actors.size(); i++) {
            final Actor actor = actors.get(i);
            if (actor.wakeNs() < wakeNs) {
                wakeNs = actor.wakeNs();
                first = actor;
            }
        }
        network.now(Math.max(network.nowNs(), wakeNs));
        if (first == null) {
            cluster.doWork();
            clusterWakeNs = network.nowNs() + 1 + random.nextLong(COORDINATOR_CYCLES_NS);
        } else {
            first.cycle(1 + random.nextLong(plan.cycleNs()));
        }
        final long broken = views.violations() + checker.violations();
        if (broken != known) {
            known = broken;
            history.note("VIOLATION: "
                    + (views.texts().isEmpty()
                            ? ""
                            : views.texts().get(views.texts().size() - 1)));
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
        return new Outcome(
                plan.seed(),
                plan.ticks(),
                network.nowNs() - START_NS,
                history.handovers(),
                0,
                faults,
                violations,
                checked,
                history.hash(),
                texts);
    }
}
