package io.octarchy.tools.checker;

import io.octarchy.codec.event.CommandStep;
import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.GaugeKind;
import io.octarchy.codec.event.LifeState;
import java.util.List;

/**
 * Judges I1 to I9 from the merged event streams of all nodes, live. The events of one node must come in order; those of
 * different nodes may be read apart by up to {@link CheckerSettings#settleTicks()}. Memory is bounded, and whatever it could
 * not judge makes the result unverified.
 *
 * <p>Call {@link #finish()} before the nodes are stopped: an entity on a node that just stops is lost. Not thread safe.
 */
public final class MeshChecker implements NodeEventHandler {
    private static final int SWEEP_TICKS = 20;

    private final NodeTable nodes;
    private final EntityIndex entities;
    private final Timeline timeline;
    private final Presence presence;
    private final OneAuthority oneAuthority;
    private final NoOrphan noOrphan;
    private final NothingLost nothingLost;
    private final BoundedRollback boundedRollback;
    private final Conservation conservation;
    private final CommandFlow commands;
    private final ClientViews clientViews = new ClientViews();
    private final BoundedMemory boundedMemory = new BoundedMemory();
    private final OneMap oneMap;
    private final EveryTickOnce everyTickOnce;
    private final Sweeper sweeper;
    private final List<Invariant> invariants;
    private long watermark;
    private long nextSweep;
    private long eventsLost;
    private boolean finished;

    public MeshChecker(final CheckerSettings settings) {
        final int capacity = settings.maxEntities();
        nodes = new NodeTable(settings.settleTicks() * 2);
        entities = new EntityIndex(capacity);
        timeline = new Timeline(capacity);
        presence = new Presence(nodes, timeline, settings);
        oneAuthority = new OneAuthority(nodes, timeline);
        noOrphan = new NoOrphan(capacity);
        nothingLost = new NothingLost(settings);
        boundedRollback = new BoundedRollback(nodes, timeline, entities, settings);
        conservation = new Conservation(nodes, timeline, settings);
        commands = new CommandFlow(nodes, conservation, settings);
        oneMap = new OneMap(nodes, settings);
        everyTickOnce = new EveryTickOnce(nodes, timeline, entities, settings);
        sweeper = new Sweeper(
                settings, nodes, entities, timeline, presence, oneAuthority, noOrphan, nothingLost, conservation);
        invariants = List.of(
                oneAuthority,
                noOrphan,
                nothingLost,
                boundedRollback,
                conservation,
                clientViews,
                boundedMemory,
                oneMap,
                everyTickOnce);
        watermark = nodes.watermark();
    }

    /** I1 to I9, in order. */
    public List<Invariant> invariants() {
        return invariants;
    }

    /** Breaches of all invariants together. */
    public long violations() {
        return Invariant.violations(invariants);
    }

    /** Did something escape it: events lost by nodes, or more entities, nodes or open questions than it has room for? */
    public boolean isUnverified() {
        return eventsLost > 0
                || entities.overflows() > 0
                || nodes.overflows() > 0
                || boundedRollback.overflows() > 0
                || commands.overflows() > 0
                || everyTickOnce.overflows() > 0;
    }

    /** Events that nodes could not write. */
    public long eventsLost() {
        return eventsLost;
    }

    public long entitiesCreated() {
        return nothingLost.created();
    }

    public long entitiesRemoved() {
        return nothingLost.removed();
    }

    public long ticksSkipped() {
        return everyTickOnce.skipped();
    }

    public long ticksDoubled() {
        return everyTickOnce.doubled();
    }

    public long ticksFrozen() {
        return everyTickOnce.frozen();
    }

    public long staleAccepted() {
        return oneAuthority.staleAccepted();
    }

    /** Different versions of the region map that nodes applied. */
    public long mapVersions() {
        return oneMap.changes();
    }

    /** Entities that came back after a crash, as far as judged yet. */
    public long rollbacks() {
        return boundedRollback.rollbacks();
    }

    /** Ticks that they were rolled back, at a quantile of 0 to 1. */
    public long rollbackTicksAt(final double quantile) {
        return boundedRollback.rollbackTicksAt(quantile);
    }

    /** Has the coordinator a leader? Where nobody says so, it always has. */
    public void onLeader(final boolean present) {
        nodes.onLeader(present);
    }

    /** Node ticks shown without a standby. */
    public long unprotectedTicks() {
        return boundedRollback.unprotectedTicks();
    }

    /** Newest tick of an entity run under an epoch lower than this one, or negative when none is known. */
    public long lastTickBelow(final long entity, final long epoch) {
        final int slot = entities.find(entity);
        return slot == EntityIndex.NONE ? -1 : timeline.lastBelow(slot, epoch);
    }

    /** Add what a checker at the clients found of I6. */
    public void addClientViews(final long checked, final long violations, final List<String> texts) {
        clientViews.add(checked, violations, texts);
    }

    /** The stream of a node has ended and was read to its end. */
    public void onStreamEnded(final int incarnation) {
        nodes.onGone(nodes.indexOf(incarnation));
        advance();
    }

    /** Judge all that is still open; what comes afterwards is ignored. */
    public void finish() {
        if (!finished) {
            sweep();
            boundedRollback.settle(Long.MAX_VALUE);
            everyTickOnce.settle(Long.MAX_VALUE);
            conservation.finish();
            commands.finish();
            finished = true;
        }
    }

    @Override
    public void onTickRan(
            final int incarnation, final long tick, final long entity, final long epoch, final long quantity) {
        final int slot = slotOf(entity);
        if (slot == EntityIndex.NONE) {
            return;
        }
        final int node = nodes.indexOf(incarnation);
        int stretch = timeline.top(slot);
        if (stretch == Timeline.NONE || timeline.epoch(stretch) != epoch) {
            stretch = timeline.find(slot, epoch);
        }
        final boolean fresh = stretch == Timeline.NONE;
        if (fresh) {
            stretch = timeline.add(slot, epoch, node, tick);
            everyTickOnce.onNewStretch(slot, entity, epoch, tick);
            oneAuthority.onOwnWrite(slot, entity, node, epoch);
        }
        oneAuthority.onRun(slot, entity, node, epoch, tick, stretch);
        if (stretch != Timeline.NONE) {
            if (!fresh && timeline.node(stretch) == node) {
                everyTickOnce.onRun(slot, entity, tick, stretch, incarnation);
            }
            conservation.onRun(slot, stretch, fresh, tick, quantity);
            timeline.extend(stretch, Math.max(tick, timeline.last(stretch)));
        }
        presence.onRun(slot, tick);
        nothingLost.onRun(slot, entity, tick, incarnation);
    }

    @Override
    public void onTickRanEnd(final int incarnation, final long tick, final boolean last) {
        if (last && !finished) {
            nodes.onTick(nodes.indexOf(incarnation), tick);
            advance();
        }
    }

    private void advance() {
        if (nodes.isStarted() && nodes.watermark() > watermark) {
            watermark = nodes.watermark();
            conservation.onWatermark(watermark);
            boundedRollback.settle(nodes.activeNow());
            everyTickOnce.settle(nodes.activeNow());
            if (watermark >= nextSweep) {
                nextSweep = watermark + SWEEP_TICKS;
                sweep();
            }
        }
    }

    private void sweep() {
        if (nodes.isStarted()) {
            oneMap.sweep(nodes.activeNow());
            sweeper.sweep();
            commands.settle();
        }
    }

    private int slotOf(final long entity) {
        if (finished) {
            return EntityIndex.NONE;
        }
        final int slot = entities.slotOf(entity);
        if (slot != EntityIndex.NONE && entities.takeNew()) {
            presence.add(slot);
            nothingLost.add(slot, nodes.isStarted() ? nodes.activeNow() : 0);
            everyTickOnce.add(slot);
        }
        return slot;
    }

    @Override
    public void onGhostAccepted(
            final int incarnation, final int owner, final long tick, final long entity, final long epoch) {
        final int slot = slotOf(entity);
        if (slot != EntityIndex.NONE) {
            boundedRollback.onGhostAccepted(slot, entity, tick, epoch, nodes.indexOf(owner));
            oneAuthority.onGhostAccepted(slot, entity, nodes.indexOf(incarnation), owner, epoch);
        }
    }

    @Override
    public void onShown(final int incarnation, final long tick, final long acked, final boolean unprotected) {
        if (!finished) {
            boundedRollback.onShown(nodes.indexOf(incarnation), tick, acked, unprotected);
        }
    }

    @Override
    public void onEntityCreated(
            final int incarnation, final long tick, final long entity, final long epoch, final long quantity) {
        final int slot = slotOf(entity);
        if (slot != EntityIndex.NONE) {
            presence.onRun(slot, tick);
            presence.onGiven(slot, epoch, nodes.indexOf(incarnation));
            nothingLost.onCreated(slot, entity, epoch, tick);
            conservation.onCreated(slot, tick, quantity);
        }
    }

    @Override
    public void onEntityRemoved(
            final int incarnation, final long tick, final long entity, final long epoch, final long quantity) {
        final int slot = slotOf(entity);
        if (slot != EntityIndex.NONE && nothingLost.onRemoved(slot, entity, epoch, tick)) {
            conservation.onRemoved(slot, tick, quantity);
        }
    }

    @Override
    public void onHandedOver(
            final int incarnation,
            final int target,
            final long entity,
            final long epoch,
            final long handover,
            final long lastTick,
            final long prepareNs,
            final long committedNs,
            final boolean byMap) {
        final int slot = slotOf(entity);
        if (slot != EntityIndex.NONE) {
            presence.onGiven(slot, epoch, nodes.indexOf(target));
        }
    }

    @Override
    public void onTookOver(
            final int incarnation,
            final int source,
            final long entity,
            final long epoch,
            final long lastTick,
            final long frozenAtNs,
            final long appliedNs) {
        final int slot = slotOf(entity);
        if (slot != EntityIndex.NONE) {
            presence.onGiven(slot, epoch, nodes.indexOf(incarnation));
            timeline.took(slot, epoch, lastTick);
        }
    }

    @Override
    public void onResumed(final int incarnation, final long entity, final long epoch) {
        final int slot = slotOf(entity);
        if (slot != EntityIndex.NONE) {
            oneAuthority.onResumed(slot, entity, nodes.indexOf(incarnation), epoch);
            presence.onGiven(slot, epoch, nodes.indexOf(incarnation));
        }
    }

    @Override
    public void onGranted(
            final int incarnation,
            final long entity,
            final long epoch,
            final long copyTick,
            final long resumeTick,
            final long appliedNs) {
        final int slot = slotOf(entity);
        if (slot != EntityIndex.NONE) {
            presence.onGiven(slot, epoch, nodes.indexOf(incarnation));
            timeline.granted(slot, epoch, copyTick);
            nothingLost.onGranted(slot, epoch, copyTick);
            conservation.onGranted(slot, resumeTick);
            everyTickOnce.onGranted(slot, incarnation, resumeTick);
            commands.onGranted(entity, epoch, copyTick, resumeTick);
            boundedRollback.onGranted(slot, entity, epoch, copyTick, resumeTick);
        }
    }

    @Override
    public void onCommandPassed(
            final int incarnation,
            final long tick,
            final CommandStep step,
            final long epoch,
            final long from,
            final long to,
            final long sequence,
            final long quantity) {
        if (!finished) {
            commands.onPassed(tick, step, epoch, from, to, sequence, quantity);
        }
    }

    @Override
    public void onFrozen(final int incarnation, final long entity, final long fromTick, final long toTick) {
        final int slot = slotOf(entity);
        if (slot != EntityIndex.NONE) {
            everyTickOnce.onFrozen(slot, entity, incarnation, fromTick, toTick);
        }
    }

    @Override
    public void onMapApplied(final int incarnation, final long version, final long checksum, final long tick) {
        if (!finished) {
            oneMap.onMapApplied(nodes.indexOf(incarnation), version, checksum, tick);
        }
    }

    @Override
    public void onLife(final int incarnation, final LifeState state, final long tick, final long atNs) {
        if (!finished) {
            nodes.onLife(nodes.indexOf(incarnation), state);
            advance();
        }
    }

    @Override
    public void onGauge(final int incarnation, final GaugeKind kind, final long used, final long bound) {
        if (!finished) {
            boundedMemory.onGauge(incarnation, kind, used, bound);
        }
    }

    @Override
    public void onCounter(final int incarnation, final CounterKind kind, final long total) {
        eventsLost = kind == CounterKind.EVENTS_LOST ? Math.max(eventsLost, total) : eventsLost;
    }

    @Override
    public void onFenced(final int incarnation, final int fence, final int dead) {
        if (!finished) {
            onStreamEnded(dead);
        }
    }
}
