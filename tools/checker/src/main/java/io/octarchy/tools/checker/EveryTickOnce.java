package io.octarchy.tools.checker;

/**
 * I9: in a handover no tick of an entity is skipped and none is run twice; ticks that pass in doubt, suspension or takeover
 * are frozen, counted, and never simulated later. So between two ticks that an entity ran, all others are named as frozen,
 * but where a takeover lies between.
 */
final class EveryTickOnce extends Invariant {
    private static final long NEW_STRETCH = Long.MIN_VALUE;

    private final NodeTable nodes;
    private final Timeline timeline;
    private final EntityIndex entities;
    private final int settleTicks;
    private final PendingQueue gaps = new PendingQueue();
    private final FrozenTicks frozenTicks;
    private final long[] resumeTick;
    private final int[] grantee;
    private long skipped;
    private long doubled;
    private long frozen;

    EveryTickOnce(
            final NodeTable nodes,
            final Timeline timeline,
            final EntityIndex entities,
            final CheckerSettings settings) {
        super("I9");
        this.nodes = nodes;
        this.timeline = timeline;
        this.entities = entities;
        settleTicks = settings.settleTicks();
        frozenTicks = new FrozenTicks(settings.maxEntities());
        resumeTick = new long[settings.maxEntities()];
        grantee = new int[settings.maxEntities()];
    }

    void add(final int slot) {
        frozenTicks.clear(slot);
        grantee[slot] = 0;
    }

    /** @param stretch of the epoch, before the tick is added to it. */
    void onRun(final int slot, final long entity, final long tick, final int stretch, final int incarnation) {
        check();
        final long last = timeline.last(stretch);
        if (tick > last + 1) {
            if (frozenTicks.within(slot, last + 1, tick - 1) == tick - 1 - last) {
                return; // told before, as by a node that was late: nothing to wait for
            }
            gaps.add(slot, entity, last + 1, tick - 1, due(tick));
        } else if (tick <= last) {
            doubled++;
            violated("entity %d: node %d ran tick %d again, after tick %d", entity, incarnation, tick, last);
        }
    }

    void onNewStretch(final int slot, final long entity, final long epoch, final long tick) {
        check();
        gaps.add(slot, entity, epoch, NEW_STRETCH, due(tick));
    }

    private long due(final long tick) {
        return nodes.active(tick) + settleTicks;
    }

    /** All ticks before this one are over, run by the dead or frozen (rule 13). */
    void onGranted(final int slot, final int incarnation, final long newResumeTick) {
        grantee[slot] = incarnation;
        resumeTick[slot] = newResumeTick;
    }

    void onFrozen(final int slot, final long entity, final int incarnation, final long from, final long to) {
        if (to < from) {
            return;
        }
        check();
        if (grantee[slot] == incarnation && from < resumeTick[slot]) {
            doubled++;
            violated("entity %d: node %d froze tick %d again, before %d", entity, incarnation, from, resumeTick[slot]);
        }
        frozen += to - from + 1;
        frozenTicks.add(slot, from, to);
    }

    /** Judge what is due. */
    void settle(final long now) {
        for (; gaps.isDue(now); gaps.remove()) {
            if (entities.holds(gaps.slot(), gaps.entity())) {
                if (gaps.second() == NEW_STRETCH) {
                    judgeStretch(gaps.slot(), gaps.entity(), gaps.first());
                } else {
                    judgeGap(gaps.slot(), gaps.entity(), gaps.first(), gaps.second());
                }
            }
        }
    }

    private void judgeStretch(final int slot, final long entity, final long epoch) {
        final int stretch = timeline.find(slot, epoch);
        final int below = stretch == Timeline.NONE ? Timeline.NONE : timeline.below(slot, stretch);
        if (below == Timeline.NONE) {
            return;
        }
        final long to = timeline.first(stretch) - 1;
        long from = timeline.last(below) + 1;
        if (timeline.epoch(below) >>> 32 != epoch >>> 32) {
            frozen += Math.max(0, to - from + 1 - frozenTicks.within(slot, from, to));
            return;
        }
        if (timeline.isTaken(stretch) && nodes.isGone(timeline.node(below))) {
            // The source died after Commit: it cannot have told of its last ticks any more.
            from = Math.max(from, timeline.arrivalTick(stretch) + 1);
        }
        judgeGap(slot, entity, from, to);
    }

    private void judgeGap(final int slot, final long entity, final long from, final long to) {
        final long missing = to - from + 1 - frozenTicks.within(slot, from, to);
        if (from <= to && missing > 0) {
            skipped += missing;
            violated("entity %d: %d of the ticks %d..%d were neither run nor frozen", entity, missing, from, to);
        }
    }

    long skipped() {
        return skipped;
    }

    long doubled() {
        return doubled;
    }

    long frozen() {
        return frozen;
    }

    long overflows() {
        return gaps.overflows();
    }
}
