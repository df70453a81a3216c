package io.octarchy.mesh.coordinator.takeover;

/** Wrong ways of deciding, called in the place of right ones; in this package to see what those see. */
public final class PlantedVerdict {
    private PlantedVerdict() {}

    /** Instead of granting a candidate. */
    static void grantButFirst(final Findings findings, final int candidate) {
        if (candidate > 0) {
            findings.grant(candidate);
        }
    }
}
