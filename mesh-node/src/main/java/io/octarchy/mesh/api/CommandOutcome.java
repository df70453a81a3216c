package io.octarchy.mesh.api;

/** What became of a command that a game gave. */
public enum CommandOutcome {
    /** The target is ruled here: it was applied in this tick, and safely only together with it. */
    APPLIED,
    /** It is on its way, and will be applied once, or come back when its target exists no more. */
    SENT,
    /** Refused, nothing was done: the sender has as many commands on the way as it may. Try again in a later tick. */
    BACK_PRESSURED;

    /** Was it taken? */
    public boolean isTaken() {
        return this != BACK_PRESSURED;
    }
}
