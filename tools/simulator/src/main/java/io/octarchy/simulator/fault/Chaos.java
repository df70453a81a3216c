package io.octarchy.simulator.fault;

import io.octarchy.simulator.cast.Actor;
import io.octarchy.simulator.cast.NodeProcess;
import io.octarchy.simulator.cast.Troupe;
import io.octarchy.simulator.log.Cluster;
import io.octarchy.simulator.net.Network;
import io.octarchy.simulator.net.Weather;
import io.octarchy.simulator.plan.FaultKind;
import io.octarchy.simulator.plan.Plan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Makes things go wrong, each kind at a rate of its own, until a time; then all heals at once. */
public final class Chaos {
    private static final long MS = 1_000_000L;
    private static final long NEVER = Long.MAX_VALUE;
    private static final double DRIFT_PPM = 20_000;

    private final Troupe troupe;
    private final Cluster cluster;
    private final Network network;
    private final SplittableRandom random;
    private final LossGuard losses;
    private final Cuts cuts;
    private final Ambush ambush;
    private final Consumer<String> notes;
    private final List<FaultKind> kinds = new ArrayList<>();
    private final long[] nextNs;
    private final long[] meanNs;
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private final int mostNodes;
    private final long leaseNs;
    private long fairNs = NEVER;
    private long endNs;

    /**
     * @param beginNs before that, the mesh is left alone.
     * @param endNs from then on as well.
     * @param notes told of each fault.
     */
    public Chaos(
            final Plan plan,
            final Troupe troupe,
            final SplittableRandom random,
            final long beginNs,
            final long endNs,
            final Consumer<String> notes) {
        this.troupe = troupe;
        this.random = random;
        this.endNs = endNs;
        this.notes = notes;
        cluster = troupe.stage().cluster();
        network = troupe.stage().network();
        losses = new LossGuard(cluster);
        cuts = new Cuts(network);
        ambush = new Ambush(troupe, random, losses, plan.settings().lease(), notes);
        if (plan.faults().contains(FaultKind.AMBUSH) || plan.faults().contains(FaultKind.LAG)) {
            network.watch(ambush);
        }
        leaseNs = plan.settings().lease().leaseNs() + plan.settings().lease().marginNs();
        mostNodes = plan.nodes() + 2;
        final List<FaultKind> usual = FaultKind.usual();
        for (final FaultKind kind : plan.faults()) {
            // All kinds at once hide each other: a run has about half of them, or those that were asked for.
            if (!plan.faults().equals(usual) || random.nextBoolean()) {
                kinds.add(kind);
            }
        }
        nextNs = new long[kinds.size()];
        meanNs = new long[kinds.size()];
        for (int i = 0; i < nextNs.length; i++) {
            meanNs[i] = (500 + random.nextLong(6_000)) * MS;
            nextNs[i] = beginNs + random.nextLong(2 * meanNs[i]);
        }
    }

    /** Faults so far, by kind. */
    public Map<FaultKind, Long> counts() {
        return counts;
    }

    /** Is all over? */
    public boolean isOver(final long nowNs) {
        return nowNs >= endNs;
    }

    /** When something is to be done next. */
    public long wakeNs() {
        long wakeNs = Math.min(Math.min(fairNs, cuts.nextHealNs()), Math.min(endNs, ambush.wakeNs()));
        for (final long next : nextNs) {
            wakeNs = Math.min(wakeNs, next);
        }
        return wakeNs;
    }

    /** Do what is due. */
    public void doWork() {
        final long nowNs = network.nowNs();
        if (nowNs >= endNs) {
            calm(nowNs);
            return;
        }
        if (nowNs >= fairNs) {
            fair();
        }
        cuts.heal(nowNs);
        ambush.doWork(nowNs);
        for (int i = 0; i < nextNs.length; i++) {
            if (nowNs >= nextNs[i]) {
                nextNs[i] = nowNs + 1 + random.nextLong(2 * meanNs[i]);
                final String what = strike(kinds.get(i), nowNs);
                if (what != null) {
                    counts.merge(kinds.get(i), 1L, Long::sum);
                    notes.accept(kinds.get(i).label() + ": " + what);
                }
            }
        }
    }

    private void calm(final long nowNs) {
        endNs = NEVER;
        for (int i = 0; i < nextNs.length; i++) {
            nextNs[i] = NEVER;
        }
        fair();
        cuts.healAll(nowNs);
        ambush.end(nowNs);
        for (final Actor actor : troupe.actors()) {
            actor.awake(nowNs);
            actor.clock().drift(nowNs, 0);
        }
        notes.accept("all faults are over");
    }

    private void fair() {
        network.weather().disorder(0, 0, 0, 0);
        fairNs = NEVER;
    }

    /** What has happened, or null for nothing. */
    private String strike(final FaultKind kind, final long nowNs) {
        return switch (kind) {
            case CRASH -> crash(nowNs);
            case JOIN -> join(nowNs);
            case PAUSE -> pause(nowNs);
            case PARTITION -> partition(nowNs, false);
            case ONE_WAY -> partition(nowNs, true);
            case LOSS -> disorder(nowNs, share(), 0, 0);
            case DUPLICATION -> disorder(nowNs, 0, share(), 0);
            case REORDERING -> disorder(nowNs, 0, 0, share());
            case CLOG -> clog(nowNs);
            case CLOCK -> clock(nowNs);
            case LEADER -> leader();
            case REPLAY -> replay();
            case AMBUSH -> ambush.lieInWait();
            case LAG -> ambush.lag(nowNs);
            case STORM -> storm(nowNs);
        };
    }

    private <T> T any(final List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private long between(final long leastMs, final long mostMs) {
        return (leastMs + random.nextLong(mostMs - leastMs)) * MS;
    }

    private String crash(final long nowNs) {
        if (troupe.nodes().size() < FaultKind.CRASH.minNodes() || !losses.isFree(nowNs)) {
            return null;
        }
        losses.take(nowNs, 0, leaseNs);
        final NodeProcess node = any(troupe.nodes());
        // What a dead process has sent may still arrive, or not.
        troupe.kill(node, random.nextBoolean() ? Long.MAX_VALUE / 4 : random.nextLong(5 * MS));
        return node.name();
    }

    private String join(final long nowNs) {
        if (troupe.nodes().size() >= mostNodes) {
            return null;
        }
        return troupe.addNode(nowNs + random.nextLong(100 * MS)).name();
    }

    private String pause(final long nowNs) {
        final boolean isLong =
                random.nextInt(6) == 0 && losses.isFree(nowNs) && troupe.nodes().size() > 2;
        final long forNs = isLong ? between(1_500, 6_000) : between(20, 1_200);
        if (isLong) {
            losses.take(nowNs, forNs, leaseNs);
        }
        final Actor actor = isLong ? any(troupe.nodes()) : any(troupe.actors());
        if (actor instanceof NodeProcess node && random.nextBoolean()) {
            node.stallInCycle(forNs);
            return node.name() + " in a cycle for " + forNs / MS + " ms";
        }
        actor.sleepUntil(nowNs + forNs);
        return actor.name() + " for " + forNs / MS + " ms";
    }

    private String partition(final long nowNs, final boolean oneWay) {
        final NodeProcess node = any(troupe.nodes());
        final boolean isLong =
                random.nextInt(3) == 0 && losses.isFree(nowNs) && troupe.nodes().size() > 2;
        final long forNs = isLong ? between(1_500, 8_000) : between(50, 1_500);
        final boolean fromCoordinator = isLong || random.nextBoolean();
        if (isLong) {
            losses.take(nowNs, forNs, leaseNs);
        }
        final List<Integer> others = new ArrayList<>();
        for (final Actor actor : troupe.actors()) {
            if (actor != node && random.nextInt(4) != 0) {
                others.add(actor.host());
            }
        }
        for (int i = 0; fromCoordinator && i < cluster.copies(); i++) {
            others.add(cluster.host(i));
        }
        for (final int other : others) {
            if (oneWay && random.nextBoolean()) {
                cuts.add(other, node.host(), nowNs, nowNs + forNs);
            } else {
                cuts.add(node.host(), other, nowNs, nowNs + forNs);
                if (!oneWay) {
                    cuts.add(other, node.host(), nowNs, nowNs + forNs);
                }
            }
        }
        return node.name() + " and hosts " + others + " for " + forNs / MS + " ms";
    }

    private double share() {
        return 0.001 + 0.02 * random.nextDouble() * random.nextDouble();
    }

    private String disorder(final long nowNs, final double lost, final double doubled, final double late) {
        final Weather weather = network.weather();
        weather.disorder(lost, doubled, late, 1 + random.nextLong(100 * MS));
        fairNs = nowNs + between(200, 3_000);
        return Math.round(1e4 * (lost + doubled + late)) / 100.0 + " % for " + (fairNs - nowNs) / MS + " ms";
    }

    private String storm(final long nowNs) {
        final double most = random.nextInt(3) == 0 ? 0.3 : 0.08;
        final double lost = most * random.nextDouble();
        final double doubled = most * random.nextDouble();
        final double late = most * random.nextDouble();
        network.weather().disorder(lost, doubled, late, 1 + random.nextLong(1_000 * MS));
        fairNs = nowNs + between(200, 3_000);
        return Math.round(100 * lost) + " % lost, " + Math.round(100 * doubled) + " % doubled, "
                + Math.round(100 * late) + " % late for " + (fairNs - nowNs) / MS + " ms";
    }

    private String clog(final long nowNs) {
        final Actor from = any(troupe.actors());
        final Actor to = any(troupe.actors());
        final long forNs = between(50, 2_000);
        network.path(from.host(), to.host()).clog(nowNs + forNs);
        return from.name() + " to " + to.name() + " for " + forNs / MS + " ms";
    }

    private String clock(final long nowNs) {
        final NodeProcess node = any(troupe.nodes());
        if (random.nextInt(4) == 0) {
            final long stepNs = between(1, 2_000);
            node.clock().step(nowNs, stepNs);
            return node.name() + " jumps by " + stepNs / MS + " ms";
        }
        final double driftPpm = DRIFT_PPM * (2 * random.nextDouble() - 1);
        node.clock().drift(nowNs, driftPpm);
        return node.name() + " drifts by " + Math.round(driftPpm) + " ppm";
    }

    private String leader() {
        if (!cluster.hasLeader() || isSpared()) {
            return null;
        }
        final long gapNs = random.nextInt(5) == 0 ? between(1_200, 5_000) : between(50, 1_200);
        losses.onLeaderLost(network.nowNs() + gapNs, leaseNs);
        cluster.loseLeader(gapNs);
        return "no leader for " + gapNs / MS + " ms";
    }

    /** With each new leader all leases begin anew: most deaths should be found out before. */
    private boolean isSpared() {
        return losses.isPending() && random.nextInt(4) != 0;
    }

    private String replay() {
        if (random.nextBoolean() || isSpared()) {
            cluster.snapshot();
            return "snapshot";
        }
        final int copy = random.nextInt(cluster.copies());
        final long gapNs = between(50, 1_000);
        losses.onLeaderLost(network.nowNs() + gapNs, leaseNs);
        cluster.restart(copy, gapNs);
        return "copy " + copy + " restarts";
    }
}
