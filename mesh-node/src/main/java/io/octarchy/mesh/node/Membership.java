package io.octarchy.mesh.node;

import io.octarchy.codec.control.BackupDecoder;
import io.octarchy.codec.control.DecidedDecoder;
import io.octarchy.codec.control.FenceDecoder;
import io.octarchy.codec.control.FoundDecoder;
import io.octarchy.codec.control.GrantsDecoder;
import io.octarchy.codec.control.HaltDecoder;
import io.octarchy.codec.control.LeaseDecoder;
import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.control.SnapshotQueryDecoder;
import io.octarchy.mesh.authority.FenceParticipant;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.mesh.authority.StandbySender;
import io.octarchy.mesh.authority.Takeover;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.MapReplica;
import io.octarchy.mesh.coordinator.client.MembersReplica;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.store.ImageSender;

/** What the coordinator tells a member node: leases, members, the map, fences and grants. */
final class Membership implements CoordinatorListener {
    /** Called when something changed that the parts around must follow. */
    interface Changes {
        void onMap(long nowNs);

        void onDraining(boolean draining);

        void onStandby();

        void onGatewayGone(int gateway);

        /** Whatever a dead node had begun is decided; this node was its standby. */
        void onDead(StandbyImage last);

        void onFound(FoundDecoder message);
    }

    private final Fencing fencing;
    private final LeaseGuard lease;
    private final TickClock ticks;
    private final MemberLinks links;
    private final Peers peers;
    private final Territory territory;
    private final Sight sight;
    private final MapReplica map;
    private final MembersReplica members;
    private final FenceParticipant fence;
    private final Takeover takeover;
    private final HandoverSource handovers;
    private final StandbySender standby;
    private final StandbyCopies copies;
    private final ControlPublisher coordinator;
    private final NodeEvents events;
    private final ImageSender images;
    private final Changes changes;
    private final boolean[] gatewayGone;
    private final Strangers strangers = new Strangers();
    private Heartbeats heartbeats;
    private int decided;
    private int closed;
    private int heardClosed;
    private boolean awaiting;
    private long heardNs = Long.MIN_VALUE;
    private boolean draining;
    private boolean left;
    private boolean halted;

    Membership(
            final Fencing fencing,
            final LeaseGuard lease,
            final TickClock ticks,
            final MemberLinks links,
            final Peers peers,
            final Territory territory,
            final Sight sight,
            final MapReplica map,
            final int maxMembers,
            final FenceParticipant fence,
            final Takeover takeover,
            final HandoverSource handovers,
            final StandbySender standby,
            final StandbyCopies copies,
            final ControlPublisher coordinator,
            final NodeEvents events,
            final ImageSender images,
            final Changes changes) {
        this.fencing = fencing;
        this.lease = lease;
        this.ticks = ticks;
        this.links = links;
        this.peers = peers;
        this.territory = territory;
        this.sight = sight;
        this.map = map;
        this.fence = fence;
        this.takeover = takeover;
        this.handovers = handovers;
        this.standby = standby;
        this.copies = copies;
        this.coordinator = coordinator;
        this.events = events;
        this.images = images;
        this.changes = changes;
        members = new MembersReplica(2 * maxMembers);
        gatewayGone = new boolean[1 << 16];
    }

    void wire(final Heartbeats newHeartbeats) {
        heartbeats = newHeartbeats;
    }

    int decided() {
        return decided;
    }

    long membersVersion() {
        return members.version();
    }

    /** Is no takeover open, as far as this node knows? Then whatever exists is ruled by somebody on the list. */
    boolean isSettled() {
        return members.version() > 0 && fencing.deadCount() == 0 && heardClosed >= fencing.fence();
    }

    /** May what nobody on the list rules come back with the store of a node that died? */
    boolean isAwaiting() {
        return awaiting;
    }

    boolean isDraining() {
        return draining;
    }

    /** May a frame of a sender that is not listed, or of a fence to come, wait in its stream? */
    boolean mayWait(final int sender, final int itsFence) {
        return strangers.mayWait(sender, itsFence, heartbeats.sequence());
    }

    /** Has the coordinator let this node go? */
    boolean hasLeft() {
        return left;
    }

    /** Has an operator killed this node? */
    boolean isHalted() {
        return halted;
    }

    @Override
    public void onHalt(final long nowNs, final HaltDecoder message) {
        halted |= message.incarnation() == fencing.incarnation();
    }

    @Override
    public void onLease(final long nowNs, final LeaseDecoder message) {
        if (message.incarnation() != fencing.incarnation()) {
            return;
        }
        if (message.dead() == ControlProtocol.LEFT) {
            left = true;
            return;
        }
        if (message.dead() != ControlProtocol.ALIVE) {
            lease.onDeclaredDead();
            return;
        }
        // Before the lease that allows these ticks: else all that were due in between would be late.
        ticks.onGoesOn(message.firstTick(), message.firstTickNs());
        if (message.sequence() > 0) {
            lease.onRenewed(message.sentNs(), message.lastTick());
            ticks.onSample(message.sentNs(), nowNs, message.logTimeNs());
            if (!ticks.isReady()) {
                heartbeats.soon(nowNs);
            }
        }
        if (message.fence() <= fencing.fence() && message.membersVersion() <= members.version()) {
            strangers.onConfirmed(message.sequence());
        }
        if (standby.standby() != message.standby()) {
            standby.standby(message.standby());
            changes.onStandby();
        }
        if ((message.draining() != 0) != draining) {
            draining = message.draining() != 0;
            changes.onDraining(draining);
        }
        if (message.logTimeNs() >= heardNs) {
            // Both of one moment: what was closed before its stores were awaited must not count.
            heardNs = message.logTimeNs();
            heardClosed = Math.max(heardClosed, message.closed());
            awaiting = message.awaiting() != 0;
        }
        onClosed(message.closed());
        // As long as a takeover may need what the store has of a former life, nothing of it is overwritten.
        images.onOrder(copies.hasFormer() ? 0 : message.image(), message.cut());
    }

    @Override
    public void onBackup(final long nowNs, final BackupDecoder message) {
        if (message.incarnation() == fencing.incarnation()) {
            images.onBackup(message.image(), message);
        }
    }

    @Override
    public void onMembers(final long nowNs, final MembersDecoder message) {
        final boolean changed = members.onMembers(message);
        for (int i = 0; i < members.count(); i++) {
            follow(members.get(i));
        }
        if (changed) {
            heartbeats.soon(nowNs);
        }
    }

    private void follow(final MembersReplica.Entry member) {
        final int incarnation = member.incarnation();
        if (incarnation == fencing.incarnation()) {
            left |= !member.isLiving();
            return;
        }
        if (member.isLiving()) {
            fencing.listed(incarnation);
            if (member.role() == Role.NODE) {
                links.connect(member);
                peers.add(incarnation, sight.cover());
            } else if (member.role() == Role.GATEWAY) {
                links.connect(member);
            }
        } else {
            if (member.role() == Role.NODE) {
                peers.remove(incarnation);
                if (member.state() == MemberState.LEFT) {
                    copies.drop(incarnation);
                }
            } else if (member.role() == Role.GATEWAY && !gatewayGone[incarnation & 0xFFFF]) {
                gatewayGone[incarnation & 0xFFFF] = true;
                changes.onGatewayGone(incarnation);
            }
            links.disconnect(incarnation);
        }
    }

    @Override
    public void onMapDelta(final long nowNs, final MapDeltaDecoder message) {
        if (map.onMapDelta(message)) {
            territory.onMap(fencing.incarnation());
            sight.onMap(fencing.incarnation());
            peers.onRegion(nowNs, sight.cover());
            changes.onMap(nowNs);
            heartbeats.soon(nowNs);
        }
    }

    @Override
    public void onFence(final long nowNs, final FenceDecoder message) {
        if (message.fence() <= fencing.fence()) {
            return;
        }
        final FenceDecoder.DeadDecoder dead = message.dead();
        while (dead.hasNext()) {
            final int incarnation = dead.next().incarnation();
            if (incarnation == fencing.incarnation()) {
                lease.onDeclaredDead();
                return;
            }
            fencing.dead(incarnation);
            peers.remove(incarnation);
            links.disconnect(incarnation);
        }
        if (fence.enter(nowNs, message.fence())) {
            events.fencedBegin(message.fence());
            for (int i = 0; i < fencing.deadCount(); i++) {
                events.fencedDead(fencing.deadAt(i));
            }
            events.fencedEnd();
            heartbeats.soon(nowNs);
        }
    }

    @Override
    public void onSnapshotQuery(final long nowNs, final SnapshotQueryDecoder message) {
        fence.onQuery(message);
    }

    @Override
    public void onGrants(final long nowNs, final GrantsDecoder message) {
        final int page = message.page();
        final int ofFence = message.fence();
        if (takeover.onGrants(nowNs, message)) {
            coordinator.grantAck(fencing.incarnation(), ofFence, page);
        }
    }

    @Override
    public void onFound(final long nowNs, final FoundDecoder message) {
        if (message.incarnation() == fencing.incarnation()) {
            changes.onFound(message);
        }
    }

    @Override
    public void onDecided(final long nowNs, final DecidedDecoder message) {
        if (message.fence() <= fencing.fence() && message.fence() > decided) {
            decided = message.fence();
            fence.onDecided(decided);
            handovers.onDecided(nowNs, decided);
            for (int i = 0; i < copies.sources(); i++) {
                if (fencing.isDeadBy(copies.at(i).source(), decided)) {
                    changes.onDead(copies.at(i));
                }
            }
            heartbeats.soon(nowNs);
        }
        onClosed(message.closed());
    }

    private void onClosed(final int newClosed) {
        if (newClosed <= closed || decided < newClosed) {
            return;
        }
        closed = newClosed;
        handovers.onClosed(newClosed);
        for (int i = 0; i < fencing.deadCount(); i++) {
            if (fencing.isDeadBy(fencing.deadAt(i), newClosed)) {
                copies.drop(fencing.deadAt(i));
            }
        }
        fencing.closeDead(newClosed);
    }
}
