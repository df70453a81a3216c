package io.octarchy.replicator.view;

/** Who rules what. */
@FunctionalInterface
public interface OwnerLookup {
    /** Incarnation of the authority of the entity in a slot, as far as this node knows. */
    int ownerOf(int slot);

    /**
     * Is the state in a slot so old that the entity may be anywhere by now? Then it is no reason to say that it has gone out
     * of sight: it would be back with the next word of it.
     */
    default boolean isStale(final int slot) {
        return false;
    }

    /** Is it stale, and nobody expected who will tell more of it? Then it does not come into sight any more. */
    default boolean isForsaken(final int slot) {
        return false;
    }
}
