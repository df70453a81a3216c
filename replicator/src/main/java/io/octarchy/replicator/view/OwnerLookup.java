package io.octarchy.replicator.view;

/** Who rules what. */
@FunctionalInterface
public interface OwnerLookup {
    /** Incarnation of the authority of the entity in a slot, as far as this node knows. */
    int ownerOf(int slot);
}
