package io.octarchy.tools.swarm;

import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.tools.checker.view.ClientViewChecker;

/** What all the players see, as far as they play by it: where they are, and whether another player is near. */
final class Sight implements PlayerListener {
    private static final double NEAR_METRES = ArenaGame.REACH_METRES - 0.5;
    private static final int NEAR_TICKS = 10;

    private final ClientViewChecker checker;
    private final SwarmMetrics metrics;
    private final boolean[] isConnected;
    private final boolean[] isSeen;
    private final boolean[] isWanted;
    private final long[] avatar;
    private final double[] x;
    private final double[] y;
    private final long[] viewTick;
    private final long[] nearTick;
    private boolean measuring;
    private int connected;
    private int wanted;
    private int wantedAndConnected;

    Sight(final int players, final ClientViewChecker checker, final SwarmMetrics metrics) {
        this.checker = checker;
        this.metrics = metrics;
        isConnected = new boolean[players];
        isSeen = new boolean[players];
        isWanted = new boolean[players];
        avatar = new long[players];
        x = new double[players];
        y = new double[players];
        viewTick = new long[players];
        nearTick = new long[players];
    }

    /** Count from now on, or no more. */
    void measuring(final boolean isMeasuring) {
        measuring = isMeasuring;
    }

    /** Remember whether the player wants to be in the world. */
    void wants(final int player, final boolean online) {
        if (isWanted[player] != online) {
            isWanted[player] = online;
            wanted += online ? 1 : -1;
            wantedAndConnected += isConnected[player] ? online ? 1 : -1 : 0;
        }
    }

    @Override
    public void onConnected(final int player, final long itsAvatar) {
        if (!isConnected[player]) {
            isConnected[player] = true;
            connected++;
            wantedAndConnected += isWanted[player] ? 1 : 0;
        }
        avatar[player] = itsAvatar;
        isSeen[player] = false;
        nearTick[player] = -NEAR_TICKS - 1;
        viewTick[player] = 0;
        checker.onConnected(player, itsAvatar);
    }

    @Override
    public void onDisconnected(final int player, final boolean byWish) {
        if (isConnected[player]) {
            isConnected[player] = false;
            connected--;
            wantedAndConnected -= isWanted[player] ? 1 : 0;
            if (measuring && !byWish) {
                metrics.onUnwantedDisconnect();
            }
        }
    }

    @Override
    public void onSuspended(final int player) {
        metrics.onSuspended();
    }

    @Override
    public void onResumed(final int player) {
        metrics.onResumed();
    }

    @Override
    public void onViewBegin(final int player, final long tick, final int owner, final long epoch) {
        viewTick[player] = tick;
        checker.onView(player, tick, owner, epoch);
    }

    @Override
    public void onEntity(
            final int player,
            final long entity,
            final int type,
            final long entityTick,
            final int owner,
            final long epoch,
            final double atX,
            final double atY,
            final double atZ) {
        if (entity == avatar[player]) {
            isSeen[player] = true;
            x[player] = atX;
            y[player] = atY;
        } else if (type == ArenaGame.PLAYER
                && Math.abs(atX - x[player]) < NEAR_METRES
                && Math.abs(atY - y[player]) < NEAR_METRES) {
            nearTick[player] = viewTick[player];
        }
        checker.onEntity(player, entity, entityTick, owner, epoch, atX, atY, atZ);
        // Counted from the first to the last, as nodes count what is due.
        metrics.onUpdate();
    }

    @Override
    public void onLeave(final int player, final long entity, final boolean removed) {
        metrics.onUpdate();
        checker.onLeave(player, entity, removed);
    }

    @Override
    public void onViewEnd(final int player) {
        if (measuring) {
            metrics.onView();
        }
    }

    @Override
    public void onInputShown(final int player, final long latencyNs) {
        if (measuring) {
            metrics.onLatency(latencyNs);
        }
    }

    boolean isSeen(final int player) {
        return isSeen[player];
    }

    double x(final int player) {
        return x[player];
    }

    double y(final int player) {
        return y[player];
    }

    /** Is another player within reach? */
    boolean isNear(final int player) {
        return viewTick[player] - nearTick[player] <= NEAR_TICKS;
    }

    int connected() {
        return connected;
    }

    int wanted() {
        return wanted;
    }

    int wantedAndConnected() {
        return wantedAndConnected;
    }
}
