package io.octarchy.replicator.state;

/** Why an entity leaves a stream of ghosts or a view. */
public final class LeaveKind {
    /** It still exists, beyond what the receiver wants to see. */
    public static final int OUT_OF_SIGHT = 0;

    /** Another node is its authority now, and tells of it. */
    public static final int MOVED = 1;

    /** It exists no more. */
    public static final int REMOVED = 2;

    /** Number of kinds: those that a decoder takes are below. */
    static final int COUNT = 3;

    private LeaveKind() {}
}
