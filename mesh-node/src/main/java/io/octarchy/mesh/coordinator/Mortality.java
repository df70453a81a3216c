package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.Role;
import io.octarchy.mesh.config.LeaseSettings;
import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.map.MapKeeper;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.Standbys;
import io.octarchy.mesh.coordinator.member.TickMap;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.mesh.coordinator.takeover.Takeover;
import io.octarchy.mesh.coordinator.takeover.Verdict;

/** Who has died, and who inherits the space of the dead. Nodes raise a fence; others only change the member list. */
final class Mortality {
    private static final int LAGGARD_LEASES = 2;
    /** The log has a timer's event every 50 ms: without any for so long it stood still. */
    private static final long STALL_NS = 1_000_000_000L;

    private final LeaseSettings lease;
    private final Membership membership;
    private final MapKeeper keeper;
    private final Takeover takeover;
    private final TickMap ticks;
    private final DecisionLog log;
    private final Images images;
    private long termNs = Long.MIN_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private boolean silence;

    Mortality(
            final LeaseSettings lease,
            final Membership membership,
            final MapKeeper keeper,
            final Takeover takeover,
            final TickMap ticks,
            final DecisionLog log,
            final Images images) {
        this.lease = lease;
        this.membership = membership;
        this.keeper = keeper;
        this.takeover = takeover;
        this.ticks = ticks;
        this.log = log;
        this.images = images;
    }

    /** From the last renewal to death. */
    long expiryNs() {
        return lease.leaseNs() + lease.marginNs();
    }

    void onNewTerm(final long logTimeNs) {
        termNs = logTimeNs;
        takeover.onNewTerm(logTimeNs);
    }

    /**
     * Declare dead whose lease has ended, and who keeps everybody waiting. While no node at all is heard of nobody dies: they
     * keep what they have, as nobody else does. When one is heard again the others have a whole lease to follow.
     *
     * @return did anybody die?
     */
    boolean expire(final long logTimeNs) {
        excuseStall(logTimeNs);
        if (isNobodyHeard(logTimeNs)) {
            silence = true;
            return false;
        }
        if (silence) {
            silence = false;
            onNewTerm(logTimeNs);
        }
        final int laggard = takeover.laggard(logTimeNs, LAGGARD_LEASES * lease.leaseNs());
        boolean whole = true;
        int nodes = 0;
        int others = 0;
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            final boolean lagging = member.incarnation() == laggard;
            if (member.isLiving() && (isOver(logTimeNs, member) || lagging)) {
                if (member.role() == Role.NODE) {
                    whole = nodes++ == 0 && takeover.isProtected();
                } else {
                    others++;
                }
                die(logTimeNs, member, lagging);
            }
        }
        if (nodes > 0) {
            takeover.raise(logTimeNs, !whole);
        }
        return nodes + others > 0;
    }

    /** The coordinator, or the whole machine, stood still: what was sent meanwhile is still to be read. */
    private void excuseStall(final long logTimeNs) {
        final long gapNs = logTimeNs - lastNs;
        if (lastNs != Long.MIN_VALUE && gapNs >= STALL_NS) {
            for (int i = 0; i < membership.count(); i++) {
                membership.get(i).excuse(logTimeNs, gapNs);
            }
            takeover.onNewTerm(logTimeNs);
        }
        lastNs = logTimeNs;
    }

    private boolean isNobodyHeard(final long logTimeNs) {
        boolean silent = false;
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode() && !member.isCondemned()) {
                if (!isOver(logTimeNs, member)) {
                    return false;
                }
                silent = true;
            }
        }
        return silent;
    }

    private boolean isOver(final long logTimeNs, final Member member) {
        return logTimeNs - Math.max(member.renewedNs(), termNs) > expiryNs();
    }

    /** Somebody joins in the place of a member. One whose lease is over dies now. @return is it dead? */
    boolean isReplaced(final long logTimeNs, final Member member) {
        if (!isOver(logTimeNs, member)) {
            return false;
        }
        replace(logTimeNs, member);
        return true;
    }

    /** A member is dead for sure: somebody else has what only one process can have. */
    void replace(final long logTimeNs, final Member member) {
        final boolean whole = takeover.isProtected();
        die(logTimeNs, member, false);
        if (member.role() == Role.NODE) {
            takeover.raise(logTimeNs, !whole);
        }
    }

    private void die(final long logTimeNs, final Member member, final boolean lagging) {
        membership.die(member, takeover.nextFence(), images.cut());
        final long silentNs = logTimeNs - member.renewedNs();
        log.add(
                logTimeNs,
                DecisionKind.DEAD,
                member.incarnation(),
                member.standby(),
                silentNs,
                member.role() + " "
                        + member.name()
                        + (lagging
                                ? " renews its lease but owes the answers without which nothing can be decided"
                                : " has not renewed its lease for " + silentNs / 1_000_000 + " ms"));
    }

    /** The newest fence is decided: the regions of the dead go to who has most of their entities. */
    void inherit(final long logTimeNs) {
        for (int i = 0; i < membership.count(); i++) {
            final Member dead = membership.get(i);
            if (dead.isUnclosedDead()) {
                final Member standby = membership.find(dead.standby());
                final int heir = standby != null && standby.isStayingNode()
                        ? standby.incarnation()
                        : Standbys.next(membership, i);
                if (heir != 0) {
                    keeper.transfer(dead.incarnation(), heir);
                }
            }
        }
        final Verdict verdict = takeover.verdict();
        log.add(
                logTimeNs,
                DecisionKind.TAKEOVER_DECIDED,
                0,
                0,
                verdict.granted(),
                "fence " + takeover.fence()
                        + ": " + verdict.granted() + " granted, " + verdict.ruled() + " ruled by the living, "
                        + verdict.stuckNow() + " without a copy, " + verdict.stale() + " from older copies, "
                        + (takeover.isDoubleLoss() ? "doubleLoss, " : "")
                        + (logTimeNs - takeover.raisedNs()) / 1_000_000
                        + " ms, at tick " + ticks.tickAt(logTimeNs));
    }

    void pass(final StateCodec codec) {
        termNs = codec.value(termNs);
        lastNs = codec.value(lastNs);
        silence = codec.value(silence);
    }
}
