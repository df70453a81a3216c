package io.octarchy.space.index;

/**
 * Receives the entities that a query finds. It must not change the index.
 *
 * <p>The order of calls is not specified, but is a function of the operations on the index alone.
 */
@FunctionalInterface
public interface SlotVisitor {
    /**
     * @param slot            the entity's slot
     * @param distanceSquared in square metres, from the point that the query names
     */
    void onSlot(int slot, double distanceSquared);
}
