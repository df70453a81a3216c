package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.STALE_DROPPED;

import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.replicator.ghost.GhostPublisher;
import io.octarchy.replicator.ghost.GhostSink;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.view.OwnerLookup;

/** Read-only replicas of what other nodes rule: every write of theirs passes the fence of its entity here (rule 3). */
final class Ghosts implements GhostSink, OwnerLookup {
    /**
     * How long a ghost stays without an owner at most: a takeover brings the next one, and may wait for members and for the
     * coordinator. No longer, as a ghost is evidence in takeovers: of what was removed long ago nobody else would know.
     */
    private static final long ORPHAN_NS = 12_000_000_000L;

    /**
     * Without a takeover and with all peers heard of, the next one has shown it by then, or it is out of sight here. Before
     * it runs an entity a node waits for the tick that its source was at, whose clock may be ahead by nearly a lease.
     */
    private static final long HANDED_ON_NS = 4_000_000_000L;

    /** Nobody's for so long while all was well: it is not shown to whom does not see it yet. */
    private static final long FORSAKEN_NS = 1_500_000_000L;

    /** After a takeover, or once the last late peer is heard of, who has an entity has shown it by then. */
    private static final long SETTLED_NS = 1_000_000_000L;

    /** A living authority tells of each of its entities at least every {@link GhostPublisher#KEEP_ROUNDS}: this is late. */
    private static final long STALE_NS = 500_000_000L;

    /** Between two cycles: this node itself was away. */
    private static final long AWAY_NS = 200_000_000L;

    private static final long SWEEP_NS = 1_000_000L;
    private static final int SWEEP_AT_ONCE = 64;

    private final World world;
    private final AuthorityTable table;
    private final NodeEvents events;
    private final NodeCounters counters;
    private HandoverSource handovers;
    private long nowNs;
    private long unsettledNs;
    private long unsettledSinceNs;
    private long sweepNs;
    private int sweep;

    Ghosts(final World world, final NodeEvents events, final NodeCounters counters) {
        this.world = world;
        this.events = events;
        this.counters = counters;
        table = world.table();
    }

    void wire(final HandoverSource newHandovers) {
        handovers = newHandovers;
    }

    /** The time of this cycle. What nobody told while this node was away it may be about to hear. */
    void now(final long newNowNs) {
        if (newNowNs - nowNs >= AWAY_NS) {
            unsettle(nowNs, newNowNs);
        }
        nowNs = newNowNs;
    }

    private void unsettle(final long fromNs, final long toNs) {
        unsettledSinceNs = isSettled() ? fromNs : unsettledSinceNs;
        unsettledNs = toNs;
    }

    /** Ghosts known now, as of the last sweep's count. */
    int count() {
        return Math.max(0, world.slab().size() - table.ruled());
    }

    @Override
    public int onEnter(final long entity, final long epoch, final int owner, final int type, final long tick) {
        final int record = table.findOrAdd(entity);
        if (record == AuthorityTable.MISSING) {
            return NO_ROOM;
        }
        if (!passes(record, epoch, owner)) {
            return REFUSED;
        }
        if (table.role(record) == AuthorityRole.DOUBT) {
            handovers.onDoubtOver(nowNs, record);
        }
        final int slot = world.slotFor(record);
        if (slot == AuthorityTable.MISSING) {
            return NO_ROOM;
        }
        table.raise(record, epoch, owner);
        world.ghostOwner(slot, owner, 0);
        return slot;
    }

    private boolean passes(final int record, final long epoch, final int owner) {
        final long highest = table.highestEpoch(record);
        final boolean fresh = epoch > highest || epoch == highest && owner == table.highestOwner(record);
        final boolean overruled = table.role(record) != AuthorityRole.NONE && epoch < table.epoch(record)
                || table.role(record) == AuthorityRole.AUTHORITY;
        if (!fresh || overruled) {
            counters.increment(STALE_DROPPED);
            return false;
        }
        return true;
    }

    @Override
    public boolean accepts(final int slot, final long epoch, final int owner, final long tick) {
        final int record = table.recordOfSlot(slot);
        return record != AuthorityTable.MISSING
                && table.role(record) == AuthorityRole.NONE
                && world.ghostOwner(slot) == owner
                && passes(record, epoch, owner);
    }

    @Override
    public void onState(final int slot, final long epoch, final int owner, final long tick) {
        final int record = table.recordOfSlot(slot);
        table.tick(record, Math.max(table.tick(record), tick));
        world.writer(slot, owner);
        world.toldNs(slot, nowNs);
        world.place(slot);
        events.ghostAccepted(world.slab().entity(slot), epoch);
    }

    /** Who sees it goes on to, in case that it was handed on; nobody else comes to. */
    @Override
    public void onUnnamed(final int slot, final int owner) {
        if (isGhostOf(slot, owner)) {
            world.ghostOwner(slot, 0, nowNs - ORPHAN_NS + HANDED_ON_NS);
        }
    }

    private boolean isGhostOf(final int slot, final int owner) {
        final int record = table.recordOfSlot(slot);
        return record != AuthorityTable.MISSING
                && table.role(record) == AuthorityRole.NONE
                && world.ghostOwner(slot) == owner;
    }

    @Override
    public void onLeave(final int slot, final int kind, final int owner) {
        if (!isGhostOf(slot, owner)) {
            return;
        }
        if (kind == LeaveKind.MOVED) {
            world.ghostOwner(slot, 0, nowNs);
        } else {
            // The record stays, and with it the fence: frames of former authorities may still be on their way.
            world.drop(slot, kind == LeaveKind.REMOVED);
        }
    }

    @Override
    public void onGone(final long entity, final long epoch, final int owner) {
        final int record = table.findOrAdd(entity);
        if (record == AuthorityTable.MISSING || !passes(record, epoch, owner)) {
            return;
        }
        if (table.role(record) == AuthorityRole.DOUBT) {
            handovers.onDoubtOver(nowNs, record);
        }
        table.raise(record, epoch, owner);
        if (table.slot(record) != AuthorityTable.MISSING) {
            world.drop(table.slot(record), true);
        }
    }

    @Override
    public int ownerOf(final int slot) {
        return world.writer(slot);
    }

    @Override
    public boolean isStale(final int slot) {
        return !table.isAuthority(table.recordOfSlot(slot)) && nowNs - world.toldNs(slot) >= STALE_NS;
    }

    @Override
    public boolean isForsaken(final int slot) {
        final long calmUntilNs = isSettled() ? nowNs : unsettledSinceNs;
        return isStale(slot) && world.ghostOwner(slot) == 0 && calmUntilNs - world.orphanedNs(slot) >= FORSAKEN_NS;
    }

    /** An entity that this node ruled is a ghost now, until its new owner shows it here. */
    void onAuthorityLost(final int slot) {
        world.ghostOwner(slot, 0, nowNs);
        world.toldNs(slot, nowNs);
    }

    /**
     * Drop ghosts that nobody has shown for too long. What a dead node had removed is nobody's, too: it goes soon after the
     * takeover.
     *
     * @param unsettled may the next owner of a ghost not have had its say yet: is a takeover open, or a peer late?
     */
    void doWork(final boolean unsettled) {
        if (unsettled) {
            unsettle(nowNs, nowNs);
        }
        if (nowNs - sweepNs < SWEEP_NS) {
            return;
        }
        sweepNs = nowNs;
        final int highWater = world.slab().highWater();
        for (int i = 0; i < Math.min(SWEEP_AT_ONCE, highWater); i++) {
            sweep = sweep + 1 >= highWater ? 0 : sweep + 1;
            if (world.slab().isUsed(sweep)) {
                final int record = table.recordOfSlot(sweep);
                if (table.role(record) == AuthorityRole.NONE
                        && world.ghostOwner(sweep) == 0
                        && isOver(world.orphanedNs(sweep))) {
                    world.drop(sweep, false);
                }
            }
        }
    }

    private boolean isOver(final long orphanedNs) {
        return nowNs - orphanedNs >= ORPHAN_NS || nowNs - orphanedNs >= HANDED_ON_NS && isSettled();
    }

    private boolean isSettled() {
        return nowNs - unsettledNs >= SETTLED_NS;
    }
}
