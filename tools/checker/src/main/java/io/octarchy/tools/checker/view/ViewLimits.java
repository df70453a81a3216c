package io.octarchy.tools.checker.view;

import io.octarchy.mesh.config.MeshSettings;

/**
 * What a session may see under invariant I6, in figures.
 *
 * @param topSpeedMetresPerSecond nothing moves faster.
 * @param secondsPerTick nominal.
 * @param rollbackTicks movement that a crash may take back.
 * @param quantisationMetres how far a shown position may be from the true one, all axes together.
 * @param insideMetres this near to the avatar an entity is well inside the area of interest.
 * @param lateTicks that its state may be old by at most while all is well.
 * @param returnTicks an entity that vanishes inside and is back within so many ticks had not really left.
 * @param crowdedEntities with so many in view the nearest push others out: then nothing counts as inside.
 */
public record ViewLimits(
        double topSpeedMetresPerSecond,
        double secondsPerTick,
        int rollbackTicks,
        double quantisationMetres,
        double insideMetres,
        int lateTicks,
        int returnTicks,
        int crowdedEntities) {
    public ViewLimits {
        if (!(topSpeedMetresPerSecond > 0 && secondsPerTick > 0 && quantisationMetres >= 0 && insideMetres > 0)
                || rollbackTicks < 0
                || returnTicks < 1
                || crowdedEntities < 1) {
            throw new IllegalArgumentException("no limits: " + topSpeedMetresPerSecond + ", " + secondsPerTick);
        }
    }

    /** From a mesh's settings: inside is what cannot cross the far edge while its next update is due. */
    public static ViewLimits of(final MeshSettings mesh) {
        final double tick = mesh.world().tickIntervalNs() / 1e9;
        final double top = mesh.view().topSpeedMetresPerSecond();
        final int late = mesh.view().farTicks()
                + mesh.view().interestTicks()
                + mesh.view().rollbackTicks();
        final double inside = mesh.view().farMetres() - 2 * top * tick * late;
        return new ViewLimits(
                top,
                tick,
                mesh.view().rollbackTicks(),
                0.02,
                Math.max(mesh.view().farMetres() / 4, inside),
                late,
                40,
                Math.max(1, mesh.view().maxVisible() * 3 / 4));
    }

    /** How far it may have gone since it was told of, beyond the time in which that is usual. */
    double strayedMetres(final int ageTicks) {
        return topSpeedMetresPerSecond * secondsPerTick * Math.max(0, ageTicks - lateTicks);
    }

    double allowedMetres(final int ticks) {
        return topSpeedMetresPerSecond * secondsPerTick * (Math.abs(ticks) + rollbackTicks) + quantisationMetres;
    }
}
