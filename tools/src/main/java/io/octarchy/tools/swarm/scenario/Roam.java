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
    private double place;

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
        final double vx = along(player, leg, t, 0);
        final double x = homeX(player) + place;
        final double vy = along(player, leg, t, 1);
        wish.place(x, homeY(player) + place, vx, vy);
        wish.clamp(area, 2);
        wish.online(true);
    }

    double homeX(final int player) {
        return area.centreX() + spreadMetres * (Dice.unit(seed, player, HOME_X) - 0.5);
    }

    double homeY(final int player) {
        return area.centreY() + spreadMetres * (Dice.unit(seed, player, HOME_Y) - 0.5);
    }

    /** Leaves the place on one axis, returns the speed. */
    private double along(final int player, final long leg, final double t, final int axis) {
        final double a = stop(player, leg - 1, axis);
        final double b = stop(player, leg, axis);
        final double c = stop(player, leg + 1, axis);
        final double d = stop(player, leg + 2, axis);
        place = Curve.at(t, a, b, c, d);
        return Curve.speed(t, a, b, c, d) / LEG_SECONDS;
    }

    private double stop(final int player, final long leg, final int axis) {
        return Dice.between(-REACH_METRES, REACH_METRES, seed, player, 2 * leg + axis + 8);
    }
}
