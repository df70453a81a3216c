package io.octarchy.replicator.view;

/**
 * Numbers of a view's frames: each is one more than the one before, and a reset begins at its tick. So what follows a reset
 * that was lost, or is overtaken, is never taken for what follows the one before it.
 */
final class Numbering {
    private static final int TICK_SHIFT = 16;

    private Numbering() {}

    /** What the reset of a tick is one more than. */
    static int beforeReset(final long tick) {
        return (int) tick << TICK_SHIFT;
    }

    static boolean isOfReset(final int sequence, final long tick) {
        return sequence == beforeReset(tick) + 1;
    }
}
