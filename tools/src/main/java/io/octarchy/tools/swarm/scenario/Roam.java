package io.octarchy.tools.swarm.scenario;

/** Everybody strolls about a home of its own, on a smooth closed-form path through random places around it. */
final class Roam implements Scenario {
    /** Share of the world's edge over which the homes spread. */
    static final double WIDE = 0.6;

    private static final double LEG_SECONDS = 15;
    private static final double REACH_METRES = 40;
    private static final int HOME_X = -1;
    private static final int HOME_Y = -2;
    private static final int PHASE = -3;

    private final Area area;
    private final long seed;
    private final double spreadMetres;

    /** @param spreadMetres edge of the square, in the middle of the area, that holds the homes. */
    Roam(final Area area, final long seed, final double spreadMetres) {
        this.area = area;
        this.seed = seed;
        this.spreadMetres = spreadMetres;
    }

    @Override
    public void at(final int player, final long timeNs, final Wish wish) {
        final double legs = timeNs / 1e9 / LEG_SECONDS + Dice.unit(seed, player, PHASE);
        final long leg = (long) Math.floor(legs);
        final double t = legs - leg;
        wish.place(
                homeX(player)
                        + Curve.at(
                                t,
                                stop(player, leg - 1, 0),
                                stop(player, leg, 0),
                                stop(player, leg + 1, 0),
                                stop(player, leg + 2, 0)),
                homeY(player)
                        + Curve.at(
                                t,
                                stop(player, leg - 1, 1),
                                stop(player, leg, 1),
                                stop(player, leg + 1, 1),
                                stop(player, leg + 2, 1)),
                Curve.speed(
                                t,
                                stop(player, leg - 1, 0),
                                stop(player, leg, 0),
                                stop(player, leg + 1, 0),
                                stop(player, leg + 2, 0))
                        / LEG_SECONDS,
                Curve.speed(
                                t,
                                stop(player, leg - 1, 1),
                                stop(player, leg, 1),
                                stop(player, leg + 1, 1),
                                stop(player, leg + 2, 1))
                        / LEG_SECONDS);
        wish.clamp(area, 2);
        wish.online(true);
    }

    double homeX(final int player) {
        return area.centreX() + spreadMetres * (Dice.unit(seed, player, HOME_X) - 0.5);
    }

    double homeY(final int player) {
        return area.centreY() + spreadMetres * (Dice.unit(seed, player, HOME_Y) - 0.5);
    }

    private double stop(final int player, final long leg, final int axis) {
        return Dice.between(-REACH_METRES, REACH_METRES, seed, player, 2 * leg + axis + 8);
    }
}
