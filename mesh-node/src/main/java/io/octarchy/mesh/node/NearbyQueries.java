package io.octarchy.mesh.node;

import io.octarchy.mesh.api.EntityVisitor;
import io.octarchy.space.index.SlotVisitor;

/** A game's questions who is near, which may be asked while the answer to another one is being given. */
final class NearbyQueries {
    private static final int DEPTH = 4;

    private final World world;
    private final Query[] queries = new Query[DEPTH];
    private int depth;

    NearbyQueries(final World world) {
        this.world = world;
        for (int i = 0; i < DEPTH; i++) {
            queries[i] = new Query(new EntityCursor(world));
        }
    }

    void ask(final double x, final double y, final double z, final double radiusMetres, final EntityVisitor visitor) {
        if (depth == DEPTH) {
            throw new IllegalStateException("nearby is nested more than " + DEPTH + " deep");
        }
        final Query query = queries[depth++];
        query.visitor = visitor;
        try {
            world.index().querySphere(x, y, z, radiusMetres, query);
        } finally {
            depth--;
        }
    }

    private static final class Query implements SlotVisitor {
        private final EntityCursor cursor;
        private EntityVisitor visitor;

        Query(final EntityCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public void onSlot(final int slot, final double distanceSquared) {
            visitor.onEntity(cursor.at(slot), distanceSquared);
        }
    }
}
