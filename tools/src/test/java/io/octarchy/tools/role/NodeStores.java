package io.octarchy.tools.role;

import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.mesh.command.CommandBoxes;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.store.disk.DiskStore;
import io.octarchy.replicator.slab.EntitySlab;

/** Stores of nodes that run the example game with the usual settings. */
final class NodeStores {
    static final DiskStore.Shape SHAPE = shape(MeshSettings.defaults());

    private NodeStores() {}

    private static DiskStore.Shape shape(final MeshSettings settings) {
        return new DiskStore.Shape(
                EntitySlab.rowLength(new ArenaGame(ArenaGame.ROAMERS).stateLength()),
                CommandBoxes.maxLength(settings.commands()),
                settings.limits().maxEntities(),
                settings.store().maxEntities());
    }
}
