package io.octarchy.tools.checker;

import java.util.Arrays;

/**
 * Who ran each entity lately: its last stretches of ticks, one for each epoch, ordered by epoch. Records may come in any
 * order between nodes, as streams are read apart; those of one node come in order.
 */
final class Timeline {
    private static final byte UNKNOWN = 0;
    private static final byte TAKEN = 1;
    private static final byte GRANTED = 2;
    static final int NONE = -1;

    /** Stretches kept of an entity. */
    static final int DEPTH = 8;

    private final long[] epochs;
    private final int[] nodes;
    private final long[] firsts;
    private final long[] lasts;
    private final long[] quantities;
    private final int[] counts;
    /** Of each stretch: how it began, and the tick that the entity had run when it came. */
    private final byte[] arrivals;

    private final long[] arrivalTicks;
    /** Of each slot: the newest arrival, whose stretch may be still to begin. */
    private final long[] newestEpochs;

    private final byte[] newestArrivals;
    private final long[] newestTicks;

    Timeline(final int capacity) {
        epochs = new long[capacity * DEPTH];
        nodes = new int[capacity * DEPTH];
        firsts = new long[capacity * DEPTH];
        lasts = new long[capacity * DEPTH];
        quantities = new long[capacity * DEPTH];
        counts = new int[capacity];
        arrivals = new byte[capacity * DEPTH];
        arrivalTicks = new long[capacity * DEPTH];
        newestEpochs = new long[capacity];
        newestArrivals = new byte[capacity];
        newestTicks = new long[capacity];
    }

    /** Newest stretch, or {@link #NONE}. */
    int top(final int slot) {
        return counts[slot] == 0 ? NONE : slot * DEPTH + counts[slot] - 1;
    }

    /** Stretch of an epoch, or {@link #NONE}. */
    int find(final int slot, final long epoch) {
        for (int i = slot * DEPTH + counts[slot] - 1; i >= slot * DEPTH; i--) {
            if (epochs[i] == epoch) {
                return i;
            }
        }
        return NONE;
    }

    /** The stretch before another in order of epochs, or {@link #NONE}. */
    int below(final int slot, final int stretch) {
        return stretch > slot * DEPTH ? stretch - 1 : NONE;
    }

    /** The stretch after another in order of epochs, or {@link #NONE}. */
    int above(final int slot, final int stretch) {
        return stretch < slot * DEPTH + counts[slot] - 1 ? stretch + 1 : NONE;
    }

    /** Last tick of the newest stretch of a lower epoch, negative when there is none. */
    long lastBelow(final int slot, final long epoch) {
        for (int i = top(slot); i != NONE; i = below(slot, i)) {
            if (epochs[i] < epoch) {
                return lasts[i];
            }
        }
        return -1;
    }

    /** Begin a stretch. {@link #NONE} when it is older than all that are kept and there is no room. */
    int add(final int slot, final long epoch, final int node, final long tick) {
        final int base = slot * DEPTH;
        if (counts[slot] == DEPTH) {
            if (epoch < epochs[base]) {
                return NONE;
            }
            move(base + 1, base, DEPTH - 1);
            counts[slot]--;
        }
        int at = base + counts[slot];
        while (at > base && epochs[at - 1] > epoch) {
            at--;
        }
        move(at, at + 1, base + counts[slot] - at);
        counts[slot]++;
        epochs[at] = epoch;
        nodes[at] = node;
        firsts[at] = tick;
        lasts[at] = tick;
        final boolean arrived = newestEpochs[slot] == epoch;
        arrivals[at] = arrived ? newestArrivals[slot] : UNKNOWN;
        arrivalTicks[at] = arrived ? newestTicks[slot] : tick - 1;
        return at;
    }

    private void move(final int from, final int to, final int length) {
        System.arraycopy(epochs, from, epochs, to, length);
        System.arraycopy(nodes, from, nodes, to, length);
        System.arraycopy(firsts, from, firsts, to, length);
        System.arraycopy(lasts, from, lasts, to, length);
        System.arraycopy(quantities, from, quantities, to, length);
        System.arraycopy(arrivals, from, arrivals, to, length);
        System.arraycopy(arrivalTicks, from, arrivalTicks, to, length);
    }

    /** Somebody took the entity over by a handover, at this epoch, after this tick. */
    void took(final int slot, final long epoch, final long lastTick) {
        arrive(slot, epoch, lastTick, TAKEN);
    }

    /** Somebody was granted the entity at this epoch, from a copy of this tick. */
    void granted(final int slot, final long epoch, final long copyTick) {
        arrive(slot, epoch, copyTick, GRANTED);
    }

    private void arrive(final int slot, final long epoch, final long tick, final byte how) {
        final int stretch = find(slot, epoch);
        if (stretch != NONE) {
            arrivals[stretch] = how;
            arrivalTicks[stretch] = tick;
        }
        if (epoch > newestEpochs[slot]) {
            newestEpochs[slot] = epoch;
            newestArrivals[slot] = how;
            newestTicks[slot] = tick;
        }
    }

    /** Did a handover begin this stretch? Ticks may have passed frozen between both. */
    boolean isTaken(final int stretch) {
        return arrivals[stretch] == TAKEN;
    }

    /** Last tick that the entity had run when it came to where this stretch is. */
    long arrivalTick(final int stretch) {
        return arrivalTicks[stretch];
    }

    void extend(final int stretch, final long tick) {
        lasts[stretch] = tick;
    }

    long epoch(final int stretch) {
        return epochs[stretch];
    }

    int node(final int stretch) {
        return nodes[stretch];
    }

    long first(final int stretch) {
        return firsts[stretch];
    }

    long last(final int stretch) {
        return lasts[stretch];
    }

    /** What the entity held after the last tick of the stretch. */
    long quantity(final int stretch) {
        return quantities[stretch];
    }

    void quantity(final int stretch, final long quantity) {
        quantities[stretch] = quantity;
    }

    void forget(final int slot) {
        counts[slot] = 0;
        newestEpochs[slot] = -1;
        Arrays.fill(epochs, slot * DEPTH, slot * DEPTH + DEPTH, 0);
    }
}
