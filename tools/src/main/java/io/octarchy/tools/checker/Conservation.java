package io.octarchy.tools.checker;

/**
 * I5: a counted quantity that is moved between entities keeps its total. Kept as a balance by tick: what living entities
 * hold, less what was created with them, plus what was removed with them. What is on its way between two nodes, or waits
 * for the takeover of one half, makes the balance swing for a while; what is lost or doubled keeps it off for good. So it
 * must come back to where it was at least once in every window.
 */
final class Conservation extends Invariant {
    private static final int BUCKETS = 4096;

    private final NodeTable nodes;
    private final int windowTicks;
    private final long[] changes = new long[BUCKETS];
    private final long[] quantities;
    private final long[] firsts;
    private final long[] epochs;
    private final boolean[] seen;
    private final boolean[] accounted;
    private final boolean[] removed;
    private boolean started;
    private long evaluated;
    private long balance;
    private long expected;
    private long lastEven;

    Conservation(final NodeTable nodes, final CheckerSettings settings) {
        super("I5");
        this.nodes = nodes;
        windowTicks = settings.orphanTicks() + settings.settleTicks();
        quantities = new long[settings.maxEntities()];
        firsts = new long[settings.maxEntities()];
        epochs = new long[settings.maxEntities()];
        seen = new boolean[settings.maxEntities()];
        accounted = new boolean[settings.maxEntities()];
        removed = new boolean[settings.maxEntities()];
    }

    void onRun(final int slot, final long epoch, final long tick, final long quantity) {
        if (!seen[slot]) {
            seen[slot] = true;
            firsts[slot] = quantity;
            quantities[slot] = quantity;
            epochs[slot] = epoch;
        } else if (epoch >= epochs[slot] && !removed[slot]) {
            epochs[slot] = epoch;
            if (quantity != quantities[slot]) {
                change(slot, tick, quantity - quantities[slot]);
                quantities[slot] = quantity;
            }
        }
    }

    void onCreated(final int slot, final long epoch, final long tick, final long quantity) {
        if (accounted[slot]) {
            return;
        }
        accounted[slot] = true;
        if (!seen[slot]) {
            seen[slot] = true;
            quantities[slot] = quantity;
            epochs[slot] = epoch;
        }
        change(slot, tick + 1, quantities[slot] - quantity);
    }

    /** Its creation was never announced, but a standby had it. */
    void onGranted(final int slot, final long tick) {
        if (!accounted[slot] && seen[slot]) {
            accounted[slot] = true;
            change(slot, tick, quantities[slot] - firsts[slot]);
        }
    }

    void onRemoved(final int slot, final long tick, final long quantity) {
        if (seen[slot]) {
            change(slot, tick + 1, quantity - quantities[slot]);
        }
        seen[slot] = true;
        removed[slot] = true;
        quantities[slot] = quantity;
    }

    private void change(final int slot, final long tick, final long difference) {
        if (!accounted[slot] || difference == 0) {
            return;
        }
        if (!started || tick <= evaluated || tick - evaluated >= BUCKETS) {
            balance += difference;
        } else {
            changes[(int) (tick & (BUCKETS - 1))] += difference;
        }
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
        seen[slot] = false;
        accounted[slot] = false;
        removed[slot] = false;
    }
}
