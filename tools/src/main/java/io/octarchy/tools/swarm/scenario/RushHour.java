package io.octarchy.tools.swarm.scenario;

/** Nobody, then everybody, then nobody: players come one by one until 40 % of the run, and go from 60 % on. */
final class RushHour implements Scenario {
    private static final double ALL_FROM = 0.4;
    private static final double ALL_UNTIL = 0.6;
    private static final double LAST = 0.98;
    private static final int ORDER = -31;

    private final Roam roam;
    private final long seed;
    private final double runSeconds;

    RushHour(final Area area, final long seed, final double runSeconds) {
        this.seed = seed;
        this.runSeconds = runSeconds;
        roam = new Roam(area, seed, Roam.WIDE * area.edgeMetres());
    }

    @Override
    public void at(final int player, final long timeNs, final Wish wish) {
        roam.at(player, timeNs, wish);
        final double run = timeNs / 1e9 / runSeconds;
        final double rank = Dice.unit(seed, player, ORDER);
        wish.online(run > rank * ALL_FROM && run < LAST - (LAST - ALL_UNTIL) * rank);
    }
}
