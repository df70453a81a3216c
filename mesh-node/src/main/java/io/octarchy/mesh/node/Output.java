package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.OUTPUT_HELD_TICKS;
import static io.octarchy.codec.event.CounterKind.UNPROTECTED_TICKS;

import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.authority.StandbyProgress;
import io.octarchy.mesh.config.ViewSettings;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.replicator.view.ViewComposer;

/**
 * Shows what ticks made, to peers and to sessions, as far as the output rule allows (rule 24): no tick of an entity more
 * than {@code rollbackTicks} beyond what would be restored if this node died now. What may not be shown yet waits for the
 * standby's ack; the tick does not.
 */
final class Output {
    /** Ticks that a new standby has for its first ack before the node goes on unprotected. */
    private static final int GRACE_TICKS = 20;

    private final World world;
    private final Fencing fencing;
    private final StandbyProgress standby;
    private final StateHistory history;
    private final Peers peers;
    private final ViewComposer views;
    private final Avatars avatars;
    private final NodeEvents events;
    private final NodeCounters counters;
    private final int rollbackTicks;
    private final Extrapolation extrapolation;
    private final int[] shown;
    private long shownTick = -1;
    private long standbySinceTick;
    private boolean unprotected;

    Output(
            final World world,
            final Fencing fencing,
            final StandbyProgress standby,
            final StateHistory history,
            final Peers peers,
            final ViewComposer views,
            final Avatars avatars,
            final NodeEvents events,
            final NodeCounters counters,
            final ViewSettings view) {
        this.world = world;
        this.fencing = fencing;
        this.standby = standby;
        this.history = history;
        this.peers = peers;
        this.views = views;
        this.avatars = avatars;
        this.events = events;
        this.counters = counters;
        rollbackTicks = view.rollbackTicks();
        extrapolation = new Extrapolation(world, peers, view);
        shown = new int[world.slab().capacity()];
    }

    /** A new standby follows from this tick on, or none. */
    void onStandby(final long tick) {
        standbySinceTick = tick;
    }

    /** Has this tick been shown? */
    boolean isShown(final long tick) {
        return shownTick >= tick;
    }

    /** May the newest tick be shown now? */
    boolean mayShow(final long tick) {
        unprotected = !standby.hasStandby() || standby.ackedTick() < 0 && tick - standbySinceTick > GRACE_TICKS;
        return unprotected || standby.ackedTick() >= 0 && tick <= standby.ackedTick() + rollbackTicks;
    }

    /** A tick was not shown before the next one ran. */
    void onHeld() {
        counters.increment(OUTPUT_HELD_TICKS);
    }

    /** Show the last tick if that is due and allowed, under a lease that is valid by a fresh look at the clock (rule 7). */
    int showIfAllowed(
            final FreshClock clock,
            final LeaseGuard lease,
            final TickTimes times,
            final TickRunner ticks,
            final long lastTick) {
        if (!times.isOpen() || isShown(lastTick) || !mayShow(lastTick)) {
            return 0;
        }
        final long nowNs = clock.nanoTime();
        if (!lease.isValid(nowNs) || lastTick > lease.lastTick()) {
            return 0;
        }
        final int frames = show(nowNs, lastTick);
        times.end(clock.nanoTime(), ticks.takeFrozenTicks());
        return frames + 1;
    }

    private int show(final long nowNs, final long tick) {
        history.beginRound(tick);
        extrapolation.begin(nowNs, tick);
        int count = 0;
        final EntitySlab slab = world.slab();
        final AuthorityTable table = world.table();
        for (int slot = 0; slot < slab.highWater(); slot++) {
            final int record = table.recordOfSlot(slot);
            if (record == AuthorityTable.MISSING) {
                continue;
            }
            if (table.isAuthority(record)) {
                if (world.slab().tick(slot) <= table.arrivalTick(record)) {
                    // Run and shown by its former authority, and to be seen on: but peers hear of it from there alone.
                    history.capture(slot);
                } else if (mayShow(record, slot)) {
                    history.capture(slot);
                    shown[count++] = slot;
                }
            } else if (world.index().contains(slot)) {
                history.capture(slot, extrapolation.aheadSeconds(record, slot));
            }
        }
        int frames = peers.publish(nowNs, tick, shown, count);
        avatars.openViews(tick);
        frames += views.publish(nowNs, fencing.incarnation(), fencing.fence(), tick);
        shownTick = tick;
        if (unprotected) {
            counters.increment(UNPROTECTED_TICKS);
        }
        events.shown(tick, standby.hasStandby() ? standby.ackedTick() : -1, unprotected);
        return frames;
    }

    private boolean mayShow(final int record, final int slot) {
        final AuthorityTable table = world.table();
        if (unprotected || standby.ackedFrame() >= table.firstFrame(record)) {
            return true;
        }
        return world.slab().tick(slot) <= table.arrivalTick(record) + rollbackTicks;
    }
}
