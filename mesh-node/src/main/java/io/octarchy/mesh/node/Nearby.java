package io.octarchy.mesh.node;

import io.octarchy.mesh.api.EntityVisitor;
import io.octarchy.space.index.SlotVisitor;

/** Shows a game the entities that a query finds. */
final class Nearby implements SlotVisitor {
    private final EntityCursor cursor;
    private EntityVisitor visitor;

    Nearby(final EntityCursor cursor) {
        this.cursor = cursor;
    }

    void visitor(final EntityVisitor newVisitor) {
        visitor = newVisitor;
    }

    @Override
    public void onSlot(final int slot, final double distanceSquared) {
        visitor.onEntity(cursor.at(slot), distanceSquared);
    }
}
