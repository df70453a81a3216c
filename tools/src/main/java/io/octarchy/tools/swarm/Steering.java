package io.octarchy.tools.swarm;

import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.tools.swarm.scenario.Wish;

/**
 * From where a player is seen and where it wants to be to the input that takes it there: walks along with the wanted
 * place and makes up the distance, dashing when walking is too slow. Stateless but for the last answer.
 */
final class Steering {
    /** Share of the distance that is made up in a second. */
    private static final double CATCH_UP = 1.5;

    private static final double STILL_METRES_PER_SECOND = 0.15;

    /** Below 1, so that rounding to float never makes the direction too long. */
    private static final double FULL_THROTTLE = 0.9999;

    private float moveX;
    private float moveY;
    private float yaw;
    private boolean dash;

    /** Steer without having seen oneself yet: with the wanted place. */
    void blind(final Wish wish, final float oldYaw) {
        steer(wish.vx(), wish.vy(), oldYaw);
    }

    /** Steer from where one is seen. */
    void seen(final Wish wish, final double x, final double y, final float oldYaw) {
        steer(wish.vx() + CATCH_UP * (wish.x() - x), wish.vy() + CATCH_UP * (wish.y() - y), oldYaw);
    }

    private void steer(final double vx, final double vy, final float oldYaw) {
        final double speed = Math.sqrt(vx * vx + vy * vy);
        if (!(speed > STILL_METRES_PER_SECOND)) {
            moveX = 0;
            moveY = 0;
            yaw = oldYaw;
            dash = false;
            return;
        }
        dash = speed > ArenaGame.WALK;
        final double throttle = FULL_THROTTLE * Math.min(1, speed / (dash ? ArenaGame.FAST : ArenaGame.WALK));
        moveX = (float) (vx / speed * throttle);
        moveY = (float) (vy / speed * throttle);
        yaw = (float) Math.atan2(vy, vx);
    }

    float moveX() {
        return moveX;
    }

    float moveY() {
        return moveY;
    }

    float yaw() {
        return yaw;
    }

    boolean dash() {
        return dash;
    }
}
