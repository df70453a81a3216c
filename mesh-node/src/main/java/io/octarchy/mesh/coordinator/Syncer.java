package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.map.Foundings;
import io.octarchy.mesh.coordinator.map.MapKeeper;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.TickMap;
import io.octarchy.mesh.coordinator.takeover.Takeover;
import io.octarchy.space.region.RegionDelta;

/**
 * Brings members up to date: what a heartbeat shows to be missing is sent with the answer, and whatever changes is sent at
 * once to everybody who lacks it. Knows nothing of what was sent before, so that nothing can be forgotten.
 */
final class Syncer {
    private static final int MAX_INCREMENTS = 8;
    private static final int MAX_DECISIONS = 16;
    private static final long DECLINED = -1;

    private final EgressPublisher publisher;
    private final PartPublisher parts;
    private final Membership membership;
    private final MapKeeper keeper;
    private final Foundings foundings;
    private final Takeover takeover;
    private final DecisionLog log;
    private final Images images;
    private final Backups backups;
    private final TickMap ticks;
    private final long awaitNs;

    Syncer(
            final EgressPublisher publisher,
            final PartPublisher parts,
            final Membership membership,
            final MapKeeper keeper,
            final Foundings foundings,
            final Takeover takeover,
            final DecisionLog log,
            final Images images,
            final Backups backups,
            final TickMap ticks,
            final long awaitNs) {
        this.publisher = publisher;
        this.parts = parts;
        this.membership = membership;
        this.keeper = keeper;
        this.foundings = foundings;
        this.takeover = takeover;
        this.log = log;
        this.images = images;
        this.backups = backups;
        this.ticks = ticks;
        this.awaitNs = awaitNs;
    }

    /** The lease, and whatever the member lacks. */
    void answer(final Member member, final long logTimeNs) {
        publisher.lease(member, logTimeNs, takeover, images, ticks, awaitNs, membership.version(), keeper.version());
        if (member.isLiving()) {
            update(member);
        } else if (member.state() == MemberState.LEFT) {
            // From the list it learns that it was let go.
            parts.members(member, membership);
        }
    }

    /** News for all who live. */
    void answerAll(final long logTimeNs) {
        for (int i = 0; i < membership.count(); i++) {
            if (membership.get(i).isLiving()) {
                answer(membership.get(i), logTimeNs);
            }
        }
    }

    /** New decisions for observers. */
    void decisions() {
        for (int i = 0; i < membership.count(); i++) {
            if (membership.get(i).isLiving() && membership.get(i).role() == Role.OBSERVER) {
                decisions(membership.get(i));
            }
        }
    }

    private void update(final Member member) {
        final long members = member.report().membersVersion();
        if (members != DECLINED && members != membership.version()) {
            parts.members(member, membership);
        }
        if (member.role() == Role.NODE || member.role() == Role.GATEWAY) {
            if (member.report().fence() < takeover.fence() && takeover.isOpen()) {
                publisher.fence(member, takeover.fence(), membership);
            }
            if (member.report().decided() < takeover.decided()) {
                publisher.decided(member, takeover);
            }
        }
        if (member.report().mapVersion() != DECLINED) {
            map(member);
        }
        final int owed = foundings.owedBy(member.incarnation());
        if (owed != Foundings.NONE) {
            publisher.found(member, foundings, owed);
        }
        if (backups.isOwedBy(member)) {
            publisher.backup(member, backups);
        }
        if (member.role() == Role.OBSERVER) {
            decisions(member);
        }
    }

    private void map(final Member member) {
        final long held = member.report().mapVersion();
        if (held == keeper.version()) {
            return;
        }
        if (keeper.version() - held > MAX_INCREMENTS || keeper.deltaFrom(held) == null) {
            parts.whole(member, keeper.map());
            return;
        }
        for (long version = held; version < keeper.version(); version++) {
            final RegionDelta delta = keeper.deltaFrom(version);
            if (delta != null) {
                parts.delta(member, delta);
            }
        }
    }

    private void decisions(final Member observer) {
        final long first = Math.max(log.oldest(), observer.report().tick() + 1);
        final long last = Math.min(log.newest(), first + MAX_DECISIONS - 1);
        for (long sequence = first; sequence <= last; sequence++) {
            publisher.decision(observer, log.get(sequence));
        }
    }
}
