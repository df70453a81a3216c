package io.octarchy.tools.checker;

/**
 * Which ticks of each entity were frozen: the last {@value #WINDOW} ticks one by one, and the last few stretches that were
 * too long for that, as of a suspension. Bounded.
 */
final class FrozenTicks {
    private static final int WORDS = 8;
    private static final int WINDOW = WORDS * Long.SIZE;
    private static final int STRETCHES = 4;
    private static final int LONG_TICKS = WINDOW / 4;

    private final long[] bits;
    private final long[] block;
    private final long[] from;
    private final long[] to;
    private final byte[] next;

    FrozenTicks(final int maxEntities) {
        bits = new long[maxEntities * WORDS];
        block = new long[maxEntities * WORDS];
        from = new long[maxEntities * STRETCHES];
        to = new long[maxEntities * STRETCHES];
        next = new byte[maxEntities];
    }

    void clear(final int slot) {
        for (int i = slot * WORDS; i < (slot + 1) * WORDS; i++) {
            bits[i] = 0;
        }
        for (int i = slot * STRETCHES; i < (slot + 1) * STRETCHES; i++) {
            from[i] = 0;
            to[i] = -1;
        }
    }

    void add(final int slot, final long first, final long last) {
        if (last - first >= LONG_TICKS) {
            final int at = slot * STRETCHES + next[slot];
            next[slot] = (byte) ((next[slot] + 1) % STRETCHES);
            from[at] = first;
            to[at] = last;
            return;
        }
        for (long tick = first; tick <= last; tick++) {
            final int at = wordOf(slot, tick);
            if (block[at] != blockOf(tick)) {
                block[at] = blockOf(tick);
                bits[at] = 0;
            }
            bits[at] |= 1L << tick;
        }
    }

    /** How many of the ticks from first to last, both included, were frozen. */
    long within(final int slot, final long first, final long last) {
        long count = 0;
        for (int i = slot * STRETCHES; i < (slot + 1) * STRETCHES; i++) {
            count += Math.max(0, Math.min(last, to[i]) - Math.max(first, from[i]) + 1);
        }
        for (long tick = Math.max(first, last - WINDOW + 1); tick <= last; tick++) {
            final int at = wordOf(slot, tick);
            if (block[at] == blockOf(tick)) {
                count += bits[at] >>> tick & 1;
            }
        }
        return Math.min(count, Math.max(0, last - first + 1));
    }

    private static int wordOf(final int slot, final long tick) {
        return slot * WORDS + (int) (blockOf(tick) & WORDS - 1);
    }

    private static long blockOf(final long tick) {
        return tick >>> 6;
    }
}
