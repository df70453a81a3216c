package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/** Every setting of a mesh, checked whole: relations between settings are checked here. */
public record MeshSettings(
        WorldSettings world,
        LeaseSettings lease,
        HandoverSettings handover,
        ViewSettings view,
        LimitSettings limits,
        CommandSettings commands,
        BalanceSettings balance,
        OperationSettings operation,
        StoreSettings store) {
    public MeshSettings {
        final double seconds = handover.prepareTimeoutNs() / 1e9;
        final double needed = view.farMetres() + handover.marginMetres() + view.topSpeedMetresPerSecond() * seconds;
        require(
                view.haloMetres() >= needed,
                "view.haloMetres",
                view.haloMetres()
                        + " is narrower than far " + view.farMetres() + " + margin " + handover.marginMetres()
                        + " + top speed "
                        + view.topSpeedMetresPerSecond() + " x prepare time " + seconds + " s = " + needed
                        + ": widen the halo");
        require(
                world.finestCellMetres() >= 2 * handover.marginMetres(),
                "world.finestLevel",
                "the smallest cell, " + world.finestCellMetres() + " m, is below twice the margin of "
                        + handover.marginMetres()
                        + " m: an entity could leave a cell and never be deep in the next; lower the level, or"
                        + " handover.marginMetres");
    }

    public static MeshSettings defaults() {
        return new MeshSettings(
                WorldSettings.defaults(),
                LeaseSettings.defaults(),
                HandoverSettings.defaults(),
                ViewSettings.defaults(),
                LimitSettings.defaults(),
                CommandSettings.defaults(),
                BalanceSettings.defaults(),
                OperationSettings.defaults(),
                StoreSettings.defaults());
    }
}
