package io.octarchy.tools.checker;

import io.octarchy.codec.event.CommandStep;
import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.GaugeKind;
import io.octarchy.codec.event.LifeState;

/** What {@link EventAdapter} calls, one method an event; the meaning of each is told by the event schema. */
public interface NodeEventHandler {
    default void onTickRan(final int node, final long tick, final long entity, final long epoch, final long quantity) {}

    /** After the entities of a message; last: the node has named all of this tick. */
    default void onTickRanEnd(final int node, final long tick, final boolean last) {}

    default void onTickTimes(
            final int node,
            final long tick,
            final long dueNs,
            final long sentNs,
            final long allocatedBytes,
            final int entities,
            final int sessions,
            final int ghosts,
            final int frozenTicks) {}

    /** After the tick's times: weights of the entities that the node rules, in thousandths. */
    default void onLoad(final int node, final long tick, final long load) {}

    default void onGhostAccepted(
            final int node, final int owner, final long tick, final long entity, final long epoch) {}

    default void onShown(final int node, final long tick, final long acked, final boolean unprotected) {}

    default void onEntityCreated(
            final int node, final long tick, final long entity, final long epoch, final long quantity) {}

    default void onEntityRemoved(
            final int node, final long tick, final long entity, final long epoch, final long quantity) {}

    default void onHandedOver(
            final int node,
            final int target,
            final long entity,
            final long epoch,
            final long handover,
            final long lastTick,
            final long prepareNs,
            final long committedNs,
            final boolean byMap) {}

    default void onTookOver(
            final int node,
            final int source,
            final long entity,
            final long epoch,
            final long lastTick,
            final long frozenAtNs,
            final long appliedNs) {}

    default void onResumed(final int node, final long entity, final long epoch) {}

    default void onGranted(
            final int node,
            final long entity,
            final long epoch,
            final long copyTick,
            final long resumeTick,
            final long appliedNs) {}

    default void onCommandPassed(
            final int node,
            final long tick,
            final CommandStep step,
            final long epoch,
            final long from,
            final long to,
            final long sequence,
            final long quantity) {}

    default void onFrozen(final int node, final long entity, final long fromTick, final long toTick) {}

    default void onMapApplied(final int node, final long version, final long checksum, final long tick) {}

    default void onLife(final int node, final LifeState state, final long tick, final long atNs) {}

    default void onGauge(final int node, final GaugeKind kind, final long used, final long bound) {}

    default void onCounter(final int node, final CounterKind kind, final long total) {}

    /** One call for each of the dead. */
    default void onFenced(final int node, final int fence, final int dead) {}
}
