package io.octarchy.perf.nodes;

import io.octarchy.mesh.config.BalanceSettings;
import io.octarchy.mesh.config.HandoverSettings;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.WorldSettings;
import java.util.concurrent.TimeUnit;

/** Settings of the mesh that is measured: those of every mesh, but that borders stand still and nobody rests. */
final class ShuttleSettings {
    /** The map is divided when both nodes are there, and then never planned again: the border stays in the middle. */
    private static final long NEVER_NS = TimeUnit.HOURS.toNanos(1);

    private ShuttleSettings() {}

    static MeshSettings of(final long tickIntervalNs) {
        final MeshSettings base = MeshSettings.defaults();
        final WorldSettings world = base.world();
        final HandoverSettings handover = base.handover();
        final BalanceSettings balance = base.balance();
        return new MeshSettings(
                new WorldSettings(
                        world.minX(),
                        world.minY(),
                        world.minZ(),
                        world.edgeMetres(),
                        world.finestLevel(),
                        world.loadLevel(),
                        tickIntervalNs),
                base.lease(),
                new HandoverSettings(
                        handover.marginMetres(),
                        1,
                        0,
                        handover.maxBatch(),
                        handover.maxOpen(),
                        handover.retryNs(),
                        handover.prepareTimeoutNs()),
                base.view(),
                base.limits(),
                base.commands(),
                new BalanceSettings(
                        NEVER_NS,
                        balance.trigger(),
                        balance.spawnAbove(),
                        balance.retireBelow(),
                        balance.dwellNs(),
                        2,
                        2),
                base.operation(),
                base.store());
    }
}
