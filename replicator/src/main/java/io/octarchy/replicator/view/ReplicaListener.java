package io.octarchy.replicator.view;

/**
 * Hears what changes in a replica. Indexes name entities for as long as they are in sight, also over a change of authority
 * and over a reset; read them with the replica's methods. Calls come while the view is being applied: do not call back.
 */
public interface ReplicaListener {
    /** An entity came into sight. */
    default void onEnter(final Replica replica, final int index, final long tick) {}

    /** An entity has a newer state. */
    default void onUpdate(final Replica replica, final int index, final long tick) {}

    /** An entity has another authority or epoch. */
    default void onOwner(final Replica replica, final int index, final long tick) {}

    /** An entity is in sight no more; its index names another one later. Kind is one of {@code LeaveKind}. */
    default void onLeave(final Replica replica, final int index, final int kind) {}

    /** A reset began: entities that are not named before the view is complete leave. */
    default void onReset(final Replica replica, final long tick) {}

    /** All frames of a round's view have been applied. */
    default void onComplete(final Replica replica, final long tick) {}
}
