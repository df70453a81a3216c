package io.octarchy.simulator.fault;

import io.octarchy.codec.control.GrantsDecoder;
import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.PreparedDecoder;
import io.octarchy.codec.peer.StandbyFrameDecoder;
import io.octarchy.mesh.config.LeaseSettings;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.simulator.cast.NodeProcess;
import io.octarchy.simulator.cast.Troupe;
import io.octarchy.simulator.log.Cluster;
import io.octarchy.simulator.net.Network;
import io.octarchy.simulator.net.Path;
import io.octarchy.simulator.net.Traffic;
import io.octarchy.simulator.net.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;

/**
 * Faults that aim: they watch the frames, and strike at the moments that matter to the authority protocol, which blind ones
 * hardly ever hit. As all others they cost one node at a time.
 */
final class Ambush implements Traffic {
    private static final long MS = 1_000_000L;
    private static final int NOBODY = 0;

    /** No frame, or none of the peers' alone, brings it. */
    private static final int NOTHING = -1;

    private static final int ELSE = -2;

    private static final long PATIENCE_NS = 100 * MS;
    private static final long FRESH_NS = 300 * MS;

    /** What is in doubt over a path that is held back is run by nobody: a death should not make that wait much longer. */
    private record Hold(Path path, long sinceNs, long untilNs) {}

    private record Plot(long atNs, long giveUpNs, NodeProcess victim) {}

    private final Troupe troupe;
    private final Cluster cluster;
    private final Network network;
    private final SplittableRandom random;
    private final LossGuard losses;
    private final long leaseNs;
    private final Consumer<String> notes;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Int2IntHashMap standbyOf = new Int2IntHashMap(NOBODY);
    private final List<Plot> plots = new ArrayList<>();
    private final List<Hold> held = new ArrayList<>();
    private int awaited = NOTHING;
    private long leaderLostNs = Long.MAX_VALUE;

    Ambush(
            final Troupe troupe,
            final SplittableRandom random,
            final LossGuard losses,
            final LeaseSettings lease,
            final Consumer<String> notes) {
        this.troupe = troupe;
        this.random = random;
        this.losses = losses;
        this.notes = notes;
        cluster = troupe.stage().cluster();
        network = troupe.stage().network();
        leaseNs = lease.leaseNs() + lease.marginNs();
    }

    /** The next frame of a kind brings it. */
    String lieInWait() {
        final int what = random.nextInt(8);
        awaited = what < 4 ? CommitDecoder.TEMPLATE_ID : what < 7 ? PreparedDecoder.TEMPLATE_ID : ELSE;
        return "for " + (what < 4 ? "a Commit" : what < 7 ? "a Prepared" : "a grant or a new standby");
    }

    /** Null when nothing happened. */
    String lag(final long nowNs) {
        final NodeProcess node =
                troupe.nodes().get(random.nextInt(troupe.nodes().size()));
        final int standby = standbyHost(node);
        if (standby == NOBODY || !mayLose(nowNs, node)) {
            return null;
        }
        final long forNs = between(30, random.nextBoolean() ? 400 : 1_200);
        clog(network.path(node.host(), standby), nowNs + forNs + MS);
        losses.take(nowNs, forNs, leaseNs);
        plots.add(new Plot(nowNs + forNs, nowNs + forNs, node));
        return node.name() + " and its standby, host " + standby + ", for " + forNs / MS + " ms";
    }

    private boolean mayLose(final long nowNs, final NodeProcess victim) {
        return troupe.nodes().size() > 2 && plots.isEmpty() && losses.isFree(nowNs) && !isInDoubt(nowNs, victim);
    }

    private boolean isInDoubt(final long nowNs, final NodeProcess node) {
        held.removeIf(hold -> nowNs > hold.untilNs + FRESH_NS);
        return held.stream()
                .anyMatch(hold -> nowNs - hold.sinceNs > FRESH_NS
                        && (hold.path.from() == node.host() || hold.path.to() == node.host()));
    }

    private int standbyHost(final NodeProcess node) {
        if (!cluster.hasLeader()) {
            return NOBODY;
        }
        final Member member = cluster.core().membership().find(node.core().incarnation());
        if (member != null && member.standby() != 0) {
            for (final NodeProcess other : troupe.nodes()) {
                if (other.core().incarnation() == member.standby()) {
                    return other.host();
                }
            }
        }
        return NOBODY;
    }

    private long between(final long leastMs, final long mostMs) {
        return (leastMs + random.nextLong(mostMs - leastMs)) * MS;
    }

    @Override
    public void onSent(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        final Path path = wire.path();
        final NodeProcess to = at(path.to());
        if (to == null || length < MessageHeaderDecoder.ENCODED_LENGTH) {
            return;
        }
        final int template = header.wrap(buffer, offset).templateId();
        final NodeProcess from = at(path.from());
        if (from == null) {
            if (awaited == ELSE && template == GrantsDecoder.TEMPLATE_ID && isCoordinator(path.from())) {
                grantsSent(path);
            }
        } else if (template == StandbyFrameDecoder.TEMPLATE_ID) {
            standbyFrame(path, from);
        } else if (template == awaited && !isInDoubt(network.nowNs(), from) && !isInDoubt(network.nowNs(), to)) {
            awaited = NOTHING;
            if (template == CommitDecoder.TEMPLATE_ID) {
                commitSent(from, to);
            } else {
                preparedSent(to, from);
            }
        }
    }

    private NodeProcess at(final int host) {
        final List<NodeProcess> nodes = troupe.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).host() == host) {
                return nodes.get(i);
            }
        }
        return null;
    }

    private boolean isCoordinator(final int host) {
        for (int i = 0; i < cluster.copies(); i++) {
            if (cluster.host(i) == host) {
                return true;
            }
        }
        return false;
    }

    /** The source is in doubt for a while, or for good: its target may die, with or without what its standby knows. */
    private void commitSent(final NodeProcess source, final NodeProcess target) {
        final long nowNs = network.nowNs();
        if (random.nextInt(4) == 0) {
            seclude(nowNs, source, target);
            return;
        }
        final long doubtNs = between(60, random.nextBoolean() ? 600 : 4_500);
        hold(network.path(target.host(), source.host()), nowNs + doubtNs);
        final int standby = standbyHost(target);
        if (standby != NOBODY && standby != source.host() && random.nextBoolean()) {
            clog(network.path(target.host(), standby), nowNs + Math.min(doubtNs, 1_200 * MS));
        }
        notes.accept("ambush: " + source.name() + " hears nothing of " + target.name() + " for " + doubtNs / MS
                + " ms after a Commit");
        final NodeProcess victim = random.nextInt(4) == 0 ? source : target;
        if (random.nextInt(3) != 0 && mayLose(nowNs, victim)) {
            plot(nowNs + Math.min(doubtNs, between(10, random.nextBoolean() ? 200 : 900)), victim);
        }
    }

    /** The source is in doubt for longer than a lease, and hears nothing, or is not heard, by its peers; another one dies. */
    private void seclude(final long nowNs, final NodeProcess source, final NodeProcess target) {
        final long forNs = between(3_500, 4_600);
        final boolean isDeaf = random.nextBoolean();
        final NodeProcess victim =
                troupe.nodes().get(random.nextInt(troupe.nodes().size()));
        final boolean dies = victim != source && (isDeaf || victim != target) && mayLose(nowNs, victim);
        for (final NodeProcess other : troupe.nodes()) {
            if (other != source) {
                mute(
                        network.path(isDeaf ? other.host() : source.host(), isDeaf ? source.host() : other.host()),
                        nowNs + forNs);
            }
        }
        notes.accept("ambush: " + source.name() + (isDeaf ? " hears no peer" : " is heard by no peer") + " for "
                + forNs / MS + " ms after a Commit");
        if (dies) {
            plot(nowNs + between(1, 1_000), victim);
        }
    }

    /** Commit comes too late, and then perhaps again and again; or its source dies before it has left. */
    private void preparedSent(final NodeProcess source, final NodeProcess target) {
        final long nowNs = network.nowNs();
        final long lateNs = between(20, random.nextBoolean() ? 400 : 3_500);
        hold(network.path(source.host(), target.host()), nowNs + lateNs);
        if (random.nextBoolean()) {
            // The answer that has just left arrives; the next ones do not.
            clog(network.path(target.host(), source.host()), nowNs + lateNs + between(5, 500));
        }
        notes.accept("ambush: " + target.name() + " hears nothing of " + source.name() + " for " + lateNs / MS
                + " ms after Prepared");
        if (random.nextBoolean() && mayLose(nowNs, source)) {
            plot(nowNs + Math.min(lateNs, between(20, 800)), source);
        }
    }

    /** Nobody leads for longer than a lease, just when grants are on their way. */
    private void grantsSent(final Path path) {
        awaited = NOTHING;
        mute(path, network.nowNs() + PATIENCE_NS);
        leaderLostNs = network.nowNs() + 1 + random.nextLong(20 * MS);
    }

    /** A new standby gets nothing at first. Who reports it for complete all the same may be lost. */
    private void standbyFrame(final Path path, final NodeProcess from) {
        final int former = standbyOf.put(from.host(), path.to());
        if (former == NOBODY
                || former == path.to()
                || awaited == NOTHING
                || random.nextInt(3) != 0
                || isInDoubt(network.nowNs(), from)) {
            return;
        }
        final long forNs = between(1_000, 4_000);
        mute(path, network.nowNs() + forNs);
        plots.add(new Plot(network.nowNs() + 500 * MS, network.nowNs() + forNs - 500 * MS, from));
        notes.accept("ambush: " + from.name() + " is not heard by its new standby for " + forNs / MS + " ms");
    }

    private void hold(final Path path, final long untilNs) {
        if (random.nextBoolean()) {
            mute(path, untilNs);
        } else {
            clog(path, untilNs);
        }
    }

    private void mute(final Path path, final long untilNs) {
        path.mute(untilNs);
        held.add(new Hold(path, network.nowNs(), untilNs));
    }

    private void clog(final Path path, final long untilNs) {
        path.clog(untilNs);
        held.add(new Hold(path, network.nowNs(), untilNs));
    }

    private void plot(final long atNs, final NodeProcess victim) {
        losses.take(network.nowNs(), atNs - network.nowNs(), leaseNs);
        plots.add(new Plot(atNs, atNs, victim));
    }

    long wakeNs() {
        long wakeNs = leaderLostNs;
        for (final Plot plot : plots) {
            wakeNs = Math.min(wakeNs, plot.atNs);
        }
        return wakeNs;
    }

    void doWork(final long nowNs) {
        if (nowNs >= leaderLostNs) {
            leaderLostNs = Long.MAX_VALUE;
            final long gapNs = leaseNs + between(0, 1_500);
            losses.onLeaderLost(nowNs + gapNs, leaseNs);
            cluster.loseLeader(gapNs);
            notes.accept("ambush: no leader for " + gapNs / MS + " ms");
        }
        for (int i = plots.size() - 1; i >= 0; i--) {
            if (nowNs >= plots.get(i).atNs) {
                carryOut(nowNs, plots.remove(i));
            }
        }
    }

    private void carryOut(final long nowNs, final Plot plot) {
        if (!troupe.nodes().contains(plot.victim)) {
            return;
        }
        final boolean isPromised = plot.giveUpNs <= plot.atNs;
        if (isPromised || losses.isFree(nowNs) && troupe.nodes().size() > 2) {
            if (!isPromised) {
                losses.take(nowNs, 0, leaseNs);
            }
            // What it has sent may still arrive, or not.
            troupe.kill(plot.victim, random.nextBoolean() ? Long.MAX_VALUE / 4 : random.nextLong(5 * MS));
            notes.accept("ambush: " + plot.victim.name() + " dies");
        } else if (nowNs + PATIENCE_NS < plot.giveUpNs) {
            plots.add(new Plot(nowNs + PATIENCE_NS, plot.giveUpNs, plot.victim));
        }
    }

    /** All is over. */
    void end(final long nowNs) {
        plots.clear();
        leaderLostNs = Long.MAX_VALUE;
        awaited = NOTHING;
        held.forEach(hold -> hold.path.mute(nowNs));
        held.forEach(hold -> hold.path.clog(nowNs));
        held.clear();
    }

    @Override
    public void onTaken(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        // What was sent is enough to know.
    }
}
