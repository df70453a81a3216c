package io.octarchy.mesh.node;

import io.octarchy.codec.peer.KeepAliveEncoder;
import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.StandbySender;
import io.octarchy.mesh.directory.Homes;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.ghost.GhostPublisher;
import io.octarchy.replicator.ghost.GhostReceiver;
import io.octarchy.replicator.ghost.GhostSink;
import io.octarchy.replicator.ghost.Subscription;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.space.region.RegionCover;

/** The other game nodes that are alive. */
final class Peers {
    private static final double KEEP_METRES = 8;

    /** Shows a lost last frame soon (a sparse stream hides it for 100 to 200 ms), and brings the floor to the peer. */
    private static final long KEEP_ALIVE_NS = 20_000_000L;

    /** How long a peer that shows nothing may keep handovers away: then it is rather ill, and its lease decides. */
    private static final long SIGHT_WAIT_NS = 2_000_000_000L;

    /** A living peer sends something every {@link #KEEP_ALIVE_NS}: this is late. */
    private static final long LATE_NS = 500_000_000L;

    private final World world;
    private final Fencing fencing;
    private final MemberLinks links;
    private final StateHistory history;
    private final double haloMetres;
    private final GhostSink ghosts;
    private final Homes homes;
    private final Peer[] peers;
    private final KeepAliveEncoder keepAlive = new KeepAliveEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int count;
    private long seeingSinceNs;
    private boolean seeing = true;

    Peers(
            final World world,
            final Fencing fencing,
            final MemberLinks links,
            final StateHistory history,
            final double haloMetres,
            final int maxMembers,
            final GhostSink ghosts,
            final Homes homes) {
        this.world = world;
        this.fencing = fencing;
        this.links = links;
        this.history = history;
        this.haloMetres = haloMetres;
        this.ghosts = ghosts;
        this.homes = homes;
        peers = new Peer[maxMembers];
    }

    /** A node is alive. */
    void add(final int incarnation, final RegionCover region) {
        if (find(incarnation) == null && count < peers.length) {
            final Peer peer = new Peer(
                    incarnation,
                    new Subscription(world.cube(), KEEP_METRES),
                    new GhostReceiver(
                            world.slab(), history.scale(), ghosts, world.slab().capacity()));
            peer.subscriptions().onRegion(region, haloMetres);
            peers[count++] = peer;
            homes.add(incarnation);
        }
    }

    /** A node is dead or has left: its ghosts stay for a while, for whoever takes them over. */
    void remove(final int incarnation) {
        for (int i = 0; i < count; i++) {
            if (peers[i].incarnation() == incarnation) {
                peers[i].receiver().leaveAll(LeaveKind.MOVED);
                peers[i] = peers[--count];
                peers[count] = null;
                homes.remove(incarnation);
                return;
            }
        }
    }

    Peer find(final int incarnation) {
        for (int i = 0; i < count; i++) {
            if (peers[i].incarnation() == incarnation) {
                return peers[i];
            }
        }
        return null;
    }

    /** Can it be given entities now? */
    boolean isReachable(final int incarnation) {
        return find(incarnation) != null && links.control(incarnation) != null;
    }

    /** Most there can be. */
    int bound() {
        return peers.length;
    }

    int count() {
        return count;
    }

    Peer at(final int index) {
        return peers[index];
    }

    /** What this node wants to see has changed: tell all. */
    void onSight(final RegionCover region) {
        for (int i = 0; i < count; i++) {
            peers[i].subscriptions().onRegion(region, haloMetres);
        }
    }

    /** As {@link #onSight}, because the node's region has changed: nobody is to come there before it is seen. */
    void onRegion(final long nowNs, final RegionCover region) {
        onSight(region);
        for (int i = 0; i < count; i++) {
            mustSee(nowNs, peers[i]);
        }
    }

    private void mustSee(final long nowNs, final Peer peer) {
        peer.needed(peer.subscriptions().number());
        seeing = false;
        seeingSinceNs = nowNs + SIGHT_WAIT_NS;
    }

    /** Has every peer shown what there is to see around this node's region? A silent one is not waited for for ever. */
    boolean sees(final long nowNs) {
        if (!seeing) {
            seeing = nowNs - seeingSinceNs >= 0 || hasSeenAll();
        }
        return seeing && !isAnyHidden(nowNs);
    }

    private boolean isAnyHidden(final long nowNs) {
        for (int i = 0; i < count; i++) {
            if (peers[i].isHidden(nowNs, SIGHT_WAIT_NS)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasSeenAll() {
        for (int i = 0; i < count; i++) {
            if (!peers[i].isSeen()) {
                return false;
            }
        }
        return true;
    }

    /** Is a peer late, so that what it has taken over may not be known here yet? */
    boolean isAnyLate(final long atNs) {
        for (int i = 0; i < count; i++) {
            if (!peers[i].isSeen() || atNs - peers[i].showingAtNs() >= LATE_NS) {
                return true;
            }
        }
        return false;
    }

    void onAuthorityLost(final int slot) {
        for (int i = 0; i < count; i++) {
            if (peers[i].publisher() != null) {
                peers[i].publisher().onAuthorityLost(slot);
            }
        }
    }

    /** @param known has another node ruled the entity before? */
    void onRemoved(final int slot, final boolean known) {
        for (int i = 0; i < count; i++) {
            if (peers[i].publisher() != null) {
                peers[i].publisher().onRemoved(slot, known);
            }
        }
    }

    /** Tell all peers of a round. */
    int publish(final long nowNs, final long tick, final int[] owned, final int ownedCount) {
        int frames = 0;
        for (int i = 0; i < count; i++) {
            final Peer peer = peers[i];
            if (peer.publisher() == null) {
                final FrameChannel bulk = links.bulk(peer.incarnation());
                if (bulk == null) {
                    continue;
                }
                peer.publisher(new GhostPublisher(world.slab(), history, peer.wish(), bulk));
            }
            frames += peer.publisher().publish(nowNs, fencing.incarnation(), fencing.fence(), tick, owned, ownedCount);
        }
        return frames;
    }

    int doWork(final long nowNs, final HandoverSource handovers, final StandbySender standby) {
        int work = 0;
        for (int i = 0; i < count; i++) {
            final Peer peer = peers[i];
            if (peer.hasLostStream()) {
                // Until its fresh stream has told all, nobody is to come where this node sees no more than the past.
                mustSee(nowNs, peer);
            }
            final FrameChannel control = links.control(peer.incarnation());
            if (control == null) {
                continue;
            }
            if (peer.receiver().needsReset()) {
                peer.subscriptions().onLostStream(peer.receiver().lostStream());
            }
            work += peer.subscriptions().doWork(nowNs, fencing.incarnation(), fencing.fence(), control);
            if (nowNs - peer.keepAliveAtNs() >= 0
                    && sendKeepAlive(control, handovers.floor(peer.incarnation()), standby)) {
                peer.keepAliveAtNs(nowNs + KEEP_ALIVE_NS);
            }
        }
        return work;
    }

    private boolean sendKeepAlive(final FrameChannel control, final long floor, final StandbySender standby) {
        final int at = control.claim(MessageHeaderEncoder.ENCODED_LENGTH + KeepAliveEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        keepAlive
                .wrapAndApplyHeader(control.buffer(), at, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .floor(floor)
                .standby(standby.ackedFrame() < 0 ? 0 : standby.standby())
                .acked(standby.ackedFrame());
        control.commit();
        return true;
    }
}
