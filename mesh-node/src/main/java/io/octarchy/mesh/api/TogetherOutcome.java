package io.octarchy.mesh.api;

/** What became of a wish to have an operation run on two entities together. */
public enum TogetherOutcome {
    /** Both are ruled here: it was run in this tick. */
    APPLIED,
    /** The other one is asked to come here: {@link Simulation#onTogether} or {@link Simulation#onTogetherFailed} follows. */
    COMING,
    /**
     * Nothing was done: the first has such a wish already or is about to leave this node, the other one is not in sight or
     * too far inside another node's region, or too many are on their way.
     */
    REFUSED;

    /** Was it taken? */
    public boolean isTaken() {
        return this != REFUSED;
    }
}
