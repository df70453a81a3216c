package io.octarchy.mesh.node;

import io.octarchy.examples.arena.ArenaState;
import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.Simulation;

/** Wrong ways of a node, called in the place of right ones; in this package to see what those see. */
public final class PlantedNode {
    private PlantedNode() {}

    /** Instead of keeping a ghost that is nobody's for its next owner. */
    static void dropGhost(final World world, final int slot, final int owner, final long sinceNs) {
        world.drop(slot, false);
    }

    /** Instead of telling the game of an entity. */
    static void enrich(final Simulation game, final Entity entity) {
        final int gold = entity.stateOffset() + ArenaState.GOLD;
        entity.state().putLong(gold, entity.state().getLong(gold) + 1);
        game.onAuthorityGained(entity);
    }
}
