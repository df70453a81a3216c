package io.octarchy.tools.swarm.scenario;

/**
 * Walking along and across borders without knowing them: half of the players swing by 1 to 20 m across lines where a
 * partition by halves is likely to cut, drifting along them; the others walk straight lines through the world, many of them
 * parallel to an axis.
 */
final class BorderDance implements Scenario {
    /** Likely cuts, as shares of the world's edge; the middle is the likeliest. */
    private static final double[] CUTS = {0.5, 0.5, 0.25, 0.75, 0.375, 0.625};

    private static final double SPREAD = 0.6;
    private static final double DRIFT_METRES = 100;
    private static final int KIND = -21;
    private static final int AXIS = -22;
    private static final int ALONG = -23;
    private static final int SWING = -24;
    private static final int SPEED = -25;
    private static final int CUT = -26;
    private static final int PHASE = -27;

    private final Area area;
    private final long seed;

    BorderDance(final Area area, final long seed) {
        this.area = area;
        this.seed = seed;
    }

    @Override
    public void at(final int player, final long timeNs, final Wish wish) {
        if (Dice.unit(seed, player, KIND) < 0.5) {
            swing(player, timeNs / 1e9, wish);
        } else {
            cross(player, timeNs / 1e9, wish);
        }
        wish.clamp(area, 2);
        wish.online(true);
    }

    private void swing(final int player, final double seconds, final Wish wish) {
        final double cut = CUTS[(int) (CUTS.length * Dice.unit(seed, player, CUT))];
        final double metres = Dice.between(1, 20, seed, player, SWING);
        final double speed = Dice.between(1, 8, seed, player, SPEED);
        final double rate = speed / metres;
        final double angle = rate * seconds + 2 * Math.PI * Dice.unit(seed, player, PHASE);
        final double along = area.edgeMetres() * Dice.between(0.5 - SPREAD / 2, 0.5 + SPREAD / 2, seed, player, ALONG);
        final double drift = DRIFT_METRES * Math.sin(angle / 10);
        final double across = area.edgeMetres() * cut + metres * Math.sin(angle);
        put(
                player,
                along + drift,
                across,
                DRIFT_METRES / 10 * rate * Math.cos(angle / 10),
                metres * rate * Math.cos(angle),
                wish);
    }

    private void cross(final int player, final double seconds, final Wish wish) {
        final double lengthMetres = SPREAD * area.edgeMetres();
        final double speed = Dice.between(4, 20, seed, player, SPEED);
        final double ways = seconds * speed / lengthMetres + 2 * Dice.unit(seed, player, PHASE);
        final double share = Curve.pingPong(ways) - 0.5;
        final double sign = Math.floorMod((long) Math.floor(ways), 2L) == 0 ? 1 : -1;
        final double tilt = Dice.unit(seed, player, CUT) < 0.5 ? 0 : Dice.between(-1, 1, seed, player, SWING);
        final double across = area.edgeMetres() * Dice.between(0.5 - SPREAD / 2, 0.5 + SPREAD / 2, seed, player, ALONG);
        put(
                player,
                area.edgeMetres() / 2 + share * lengthMetres,
                across + tilt * share * lengthMetres,
                sign * speed,
                sign * tilt * speed,
                wish);
    }

    /** Along one axis, across the other. */
    private void put(
            final int player,
            final double along,
            final double across,
            final double alongSpeed,
            final double acrossSpeed,
            final Wish wish) {
        if (Dice.unit(seed, player, AXIS) < 0.5) {
            wish.place(area.minX() + along, area.minY() + across, alongSpeed, acrossSpeed);
        } else {
            wish.place(area.minX() + across, area.minY() + along, acrossSpeed, alongSpeed);
        }
    }
}
