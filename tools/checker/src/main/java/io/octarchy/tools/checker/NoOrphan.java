package io.octarchy.tools.checker;

/** I2: every live entity has an authority, or is in handover, or is in takeover for a bounded time. */
final class NoOrphan extends Invariant {
    private final boolean[] told;

    NoOrphan(final int capacity) {
        super("I2");
        told = new boolean[capacity];
    }

    void onState(final int slot, final long entity, final Presence.State state, final long tick) {
        check();
        if (state != Presence.State.ORPHAN) {
            told[slot] = false;
        } else if (!told[slot]) {
            told[slot] = true;
            violated(
                    "entity %d at tick %d: its authority is dead or was never taken up, and nobody rules it",
                    entity, tick);
        }
    }

    void forget(final int slot) {
        told[slot] = false;
    }
}
