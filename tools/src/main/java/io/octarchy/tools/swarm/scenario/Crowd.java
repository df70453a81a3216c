package io.octarchy.tools.swarm.scenario;

/**
 * A hot spot: in the first third of the run most players gather around one place, in the second the place moves with all of
 * them, in the third they go home.
 */
final class Crowd implements Scenario {
    private static final double SHARE = 0.6;
    private static final double SPREAD_METRES = 700;
    private static final double RADIUS_METRES = 60;
    private static final double ORBIT_METRES = 200;
    private static final double TOP_METRES_PER_SECOND = 8;
    private static final double SWAY_METRES = 2;
    private static final double SWAY_RATE = 0.7;
    private static final int JOINS = -11;
    private static final int ANGLE = -12;
    private static final int DISTANCE = -13;

    private final Roam roam;
    private final Area area;
    private final long seed;
    private final double runSeconds;
    private final Wish spot = new Wish();

    Crowd(final Area area, final long seed, final double runSeconds) {
        this.area = area;
        this.seed = seed;
        this.runSeconds = runSeconds;
        roam = new Roam(area, seed, Math.min(SPREAD_METRES, Roam.WIDE * area.edgeMetres()));
    }

    @Override
    public void at(final int player, final long timeNs, final Wish wish) {
        roam.at(player, timeNs, wish);
        if (Dice.unit(seed, player, JOINS) < SHARE) {
            final double third = 3 * timeNs / 1e9 / runSeconds;
            final double share = Curve.ease(third) - Curve.ease(third - 2);
            final double change = (Curve.easeSpeed(third) - Curve.easeSpeed(third - 2)) * 3 / runSeconds;
            inSpot(player, timeNs / 1e9, third - 1);
            wish.blend(spot, share, change);
            wish.clamp(area, 2);
        }
    }

    private void inSpot(final int player, final double seconds, final double middle) {
        final double orbit = Math.min(ORBIT_METRES, 0.1 * area.edgeMetres());
        final double turn = Math.min(2 * Math.PI, TOP_METRES_PER_SECOND * runSeconds / 4.5 / orbit);
        final double angle = turn * Curve.ease(middle);
        final double angular = turn * Curve.easeSpeed(middle) * 3 / runSeconds;
        final double bearing = 2 * Math.PI * Dice.unit(seed, player, ANGLE);
        final double distance = RADIUS_METRES * Math.sqrt(Dice.unit(seed, player, DISTANCE));
        final double sway = SWAY_METRES * Math.sin(seconds * SWAY_RATE + bearing);
        final double swaySpeed = SWAY_METRES * SWAY_RATE * Math.cos(seconds * SWAY_RATE + bearing);
        spot.place(
                area.centreX() + orbit * Math.cos(angle) + (distance + sway) * Math.cos(bearing),
                area.centreY() + orbit * Math.sin(angle) + (distance + sway) * Math.sin(bearing),
                swaySpeed * Math.cos(bearing) - orbit * Math.sin(angle) * angular,
                swaySpeed * Math.sin(bearing) + orbit * Math.cos(angle) * angular);
    }
}
