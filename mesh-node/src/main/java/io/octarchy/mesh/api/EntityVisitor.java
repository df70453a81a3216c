package io.octarchy.mesh.api;

/** Receives the entities that a query found. Create it once and keep it: queries allocate nothing. */
@FunctionalInterface
public interface EntityVisitor {
    /**
     * @param entity flyweight, valid during the call.
     * @param distanceSquared to the centre of the query, square metres.
     */
    void onEntity(Entity entity, double distanceSquared);
}
