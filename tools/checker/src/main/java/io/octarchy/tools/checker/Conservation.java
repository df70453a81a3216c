package io.octarchy.tools.checker;

/**
 * I5: a counted quantity that is moved between entities keeps its total. Kept as a balance by tick: what living entities
 * hold, less what was created with them, plus what was removed with them, plus what commands carry on their way
 * ({@link CommandFlow}). What waits for the takeover of one half makes the balance swing for a while; what is lost or
 * doubled keeps it off for good. So it must come back to where it was at least once in every window.
 */
final class Conservation extends Invariant implements CommandFlow.Judge {
    private static final int BUCKETS = 4096;

    private final NodeTable nodes;
    private final Timeline timeline;
    private final int windowTicks;
    private final long[] changes = new long[BUCKETS];
    private final long[] bases;
    private final long[] left;
    private final boolean[] accounted;
    private final boolean[] baseless;
    private final boolean[] removed;
    private boolean started;
    private long evaluated;
    private long balance;
    private long expected;
    private long lastEven;

    Conservation(final NodeTable nodes, final Timeline timeline, final CheckerSettings settings) {
        super("I5");
        this.nodes = nodes;
        this.timeline = timeline;
        windowTicks = settings.orphanTicks() + settings.settleTicks();
        bases = new long[settings.maxEntities()];
        left = new long[settings.maxEntities()];
        accounted = new boolean[settings.maxEntities()];
        baseless = new boolean[settings.maxEntities()];
        removed = new boolean[settings.maxEntities()];
    }

    /**
     * A tick was run; streams may be read in any order, so the stretch may lie before others.
     *
     * @param fresh is this the first tick read of the stretch?
     */
    void onRun(final int slot, final int stretch, final boolean fresh, final long tick, final long quantity) {
        final long before = fresh ? baseOf(slot, stretch, quantity) : timeline.quantity(stretch);
        timeline.quantity(stretch, quantity);
        if (quantity == before) {
            return;
        }
        final int above = timeline.above(slot, stretch);
        if (above != Timeline.NONE) {
            change(slot, tick, quantity - before);
            change(slot, timeline.first(above), before - quantity);
        } else if (!removed[slot]) {
            change(slot, tick, quantity - before);
        }
    }

    private long baseOf(final int slot, final int stretch, final long quantity) {
        final int below = timeline.below(slot, stretch);
        if (below != Timeline.NONE) {
            return timeline.quantity(below);
        }
        if (!accounted[slot]) {
            bases[slot] = quantity;
        }
        beginWith(slot, quantity);
        return bases[slot];
    }

    void onCreated(final int slot, final long tick, final long quantity) {
        if (!accounted[slot]) {
            accounted[slot] = true;
            bases[slot] = quantity;
            change(slot, tick + 1, heldBy(slot) - quantity);
        }
    }

    /** Its creation was never announced, but a standby had it. What it began with its first tick tells, or its removal. */
    void onGranted(final int slot, final long tick) {
        if (!accounted[slot]) {
            accounted[slot] = true;
            baseless[slot] = timeline.top(slot) == Timeline.NONE;
            change(slot, tick, baseless[slot] ? 0 : heldBy(slot) - bases[slot]);
        }
    }

    private void beginWith(final int slot, final long quantity) {
        if (baseless[slot]) {
            baseless[slot] = false;
            bases[slot] = quantity;
        }
    }

    void onRemoved(final int slot, final long tick, final long quantity) {
        if (!removed[slot]) {
            beginWith(slot, quantity);
            change(slot, tick + 1, quantity - heldBy(slot));
            removed[slot] = true;
            left[slot] = quantity;
        }
    }

    private long heldBy(final int slot) {
        final int top = timeline.top(slot);
        return removed[slot] ? left[slot] : top == Timeline.NONE ? bases[slot] : timeline.quantity(top);
    }

    private void change(final int slot, final long tick, final long difference) {
        if (accounted[slot]) {
            onWay(tick, difference);
        }
    }

    /** A command took this much on its way in a tick, or brought it. */
    @Override
    public void onWay(final long tick, final long difference) {
        if (!started || tick <= evaluated || tick - evaluated >= BUCKETS) {
            balance += difference;
        } else {
            changes[(int) (tick & (BUCKETS - 1))] += difference;
        }
    }

    @Override
    public void settled() {
        check();
    }

    @Override
    public void breach(final String text) {
        violated("%s", text);
    }

    /** All streams are read up to this tick. */
    void onWatermark(final long tick) {
        if (!started) {
            started = true;
            evaluated = tick;
            lastEven = nodes.active(tick);
            return;
        }
        final long steps = Math.min(tick - evaluated, BUCKETS);
        for (long i = 1; i <= steps; i++) {
            final int at = (int) ((evaluated + i) & (BUCKETS - 1));
            apply(changes[at]);
            changes[at] = 0;
        }
        check(tick - evaluated);
        evaluated = tick;
        judge(nodes.active(tick), windowTicks);
    }

    private void apply(final long change) {
        final long before = balance - expected;
        balance += change;
        final long after = balance - expected;
        if (after == 0 || before > 0 != after > 0) {
            lastEven = nodes.active(evaluated);
        }
    }

    private void judge(final long now, final long withinTicks) {
        if (balance == expected) {
            lastEven = now;
        } else if (now - lastEven > withinTicks) {
            violated(
                    "up to tick %d: the total is off by %+d for %d ticks",
                    evaluated, balance - expected, now - lastEven);
            expected = balance;
            lastEven = now;
        }
    }

    /** Nothing more comes. */
    void finish() {
        if (started) {
            for (int i = 0; i < BUCKETS; i++) {
                apply(changes[i]);
                changes[i] = 0;
            }
            judge(nodes.activeNow(), windowTicks / 2);
        }
    }

    void forget(final int slot) {
        accounted[slot] = false;
        baseless[slot] = false;
        removed[slot] = false;
    }
}
