package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * What sessions see and how far neighbours must see for them.
 *
 * @param nearMetres updated every nearTicks within this radius; then middle, then far, which is the area of interest.
 * @param maxVisible entities that one session sees at most; the nearest ones.
 * @param interestTicks ticks from one computation of a session's interest to the next.
 * @param haloMetres how far beyond its region a node sees ghosts.
 * @param topSpeedMetresPerSecond fastest movement the game allows.
 * @param rollbackTicks ticks that may be shown beyond what the standby holds (protocol rule 24).
 */
public record ViewSettings(
        double nearMetres,
        double middleMetres,
        double farMetres,
        int nearTicks,
        int middleTicks,
        int farTicks,
        int maxVisible,
        int interestTicks,
        double haloMetres,
        double topSpeedMetresPerSecond,
        int rollbackTicks) {
    public ViewSettings {
        require(
                nearMetres > 0 && nearMetres <= middleMetres && middleMetres <= farMetres,
                "view.nearMetres",
                "need 0 < near <= middle <= far, got " + nearMetres + ", " + middleMetres + ", " + farMetres);
        require(
                nearTicks >= 1 && nearTicks <= middleTicks && middleTicks <= farTicks && farTicks <= 7,
                "view.nearTicks",
                "need 1 <= near <= middle <= far <= 7 ticks");
        require(maxVisible >= 1 && maxVisible <= 1024, "view.maxVisible", maxVisible + " is not in 1..1024");
        require(interestTicks >= 1 && interestTicks <= 20, "view.interestTicks", interestTicks + " is not in 1..20");
        require(
                haloMetres >= farMetres,
                "view.haloMetres",
                haloMetres + " is narrower than the area of interest, " + farMetres + ": widen the halo");
        require(topSpeedMetresPerSecond > 0, "view.topSpeedMetresPerSecond", "must be positive");
        require(rollbackTicks >= 1 && rollbackTicks <= 20, "view.rollbackTicks", rollbackTicks + " is not in 1..20");
    }

    /** 20, 40 and 64 m every 1, 2 and 5 ticks, 96 entities, 96 m of halo, 25 m/s, 2 ticks. */
    public static ViewSettings defaults() {
        return new ViewSettings(20, 40, 64, 1, 2, 5, 96, 5, 96, 25, 2);
    }
}
