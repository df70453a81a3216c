package io.octarchy.replicator.view;

/**
 * How far a session sees, and how often it is told.
 *
 * @param nearMetres updated every nearTicks within this radius; then middle, then far, which is the area of interest.
 * @param maxVisible entities that one session sees at most; the nearest ones.
 * @param interestTicks rounds from one computation of a session's interest to the next.
 */
public record ViewRings(
        double nearMetres,
        double middleMetres,
        double farMetres,
        int nearTicks,
        int middleTicks,
        int farTicks,
        int maxVisible,
        int interestTicks) {
    public ViewRings {
        require(nearMetres > 0 && nearMetres <= middleMetres && middleMetres <= farMetres, "0 < near <= middle <= far");
        require(
                nearTicks >= 1 && nearTicks <= middleTicks && middleTicks <= farTicks && farTicks <= 7,
                "1 <= near <= middle <= far <= 7 ticks");
        require(maxVisible >= 1 && maxVisible <= 1024, "1 <= maxVisible <= 1024");
        require(interestTicks >= 1, "1 <= interestTicks");
    }

    private static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new IllegalArgumentException("need " + what);
        }
    }

    /** Rounds from one update to the next at a distance. */
    int periodAt(final double distanceSquared) {
        if (distanceSquared <= nearMetres * nearMetres) {
            return nearTicks;
        }
        return distanceSquared <= middleMetres * middleMetres ? middleTicks : farTicks;
    }
}
