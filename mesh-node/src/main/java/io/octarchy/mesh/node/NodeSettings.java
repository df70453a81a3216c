package io.octarchy.mesh.node;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.ViewSettings;
import io.octarchy.replicator.view.ViewRings;

/**
 * One node's own settings.
 *
 * @param name unique among the living members.
 * @param launch random id of this life of the process, so that a repeated Join is one Join.
 */
public record NodeSettings(MeshSettings mesh, String name, long launch) {
    ViewRings viewRings() {
        final ViewSettings view = mesh.view();
        return new ViewRings(
                view.nearMetres(),
                view.middleMetres(),
                view.farMetres(),
                view.nearTicks(),
                view.middleTicks(),
                view.farTicks(),
                view.maxVisible(),
                view.interestTicks());
    }
}
