package io.octarchy.tools.swarm;

import io.octarchy.examples.arena.ArenaGame;

/**
 * A world in plain fields behind the link: avatars move as their inputs say, and each sees the next few by number. Stepped
 * by the swarm's own duty cycle; allocates nothing.
 */
final class FakeWorld implements PlayerLink {
    static final long TICK_NS = 50_000_000L;

    private static final int AWAY = 0;
    private static final int ENTERING = 1;
    private static final int HERE = 2;

    private final int players;
    private final int visible;
    final double[] x;
    final double[] y;
    final int[] buttons;
    final long[] inputs;
    final long[] firstIntendedNs;
    private final int[] state;
    private final float[] moveX;
    private final float[] moveY;
    private final long[] unshownNs;
    private final int[] told;
    private final int[] lives;
    private long tick;
    private long nextTickNs;
    private long bytes;
    private boolean started;
    boolean reachable = true;
    boolean blocked;
    /** Player to be dropped as by a fault; -1 none. */
    int dropped = -1;

    boolean closed;
    int logins;
    int maxLoginsInATick;
    private int loginsInTick;

    FakeWorld(final int players, final int visible) {
        this.players = players;
        this.visible = visible;
        x = new double[players];
        y = new double[players];
        buttons = new int[players];
        inputs = new long[players];
        firstIntendedNs = new long[players];
        state = new int[players];
        moveX = new float[players];
        moveY = new float[players];
        unshownNs = new long[players];
        told = new int[players];
        lives = new int[players];
    }

    @Override
    public void login(final long nowNs, final int player, final double atX, final double atY, final double z) {
        if (state[player] == AWAY && reachable) {
            state[player] = ENTERING;
            x[player] = atX;
            y[player] = atY;
            logins++;
            maxLoginsInATick = Math.max(maxLoginsInATick, ++loginsInTick);
        }
    }

    @Override
    public void logout(final long nowNs, final int player) {
        state[player] = AWAY;
    }

    @Override
    public boolean isAway(final int player) {
        return state[player] == AWAY;
    }

    @Override
    public boolean isConnected(final int player) {
        return state[player] == HERE;
    }

    @Override
    public boolean input(
            final long nowNs,
            final long intendedNs,
            final int player,
            final float wantedX,
            final float wantedY,
            final float yaw,
            final int pressed) {
        if (state[player] != HERE || blocked) {
            return false;
        }
        if (inputs[player]++ == 0) {
            firstIntendedNs[player] = intendedNs;
        }
        if (!(wantedX * wantedX + wantedY * wantedY <= 1) || !Float.isFinite(yaw)) {
            throw new AssertionError("malformed input " + wantedX + " " + wantedY + " " + yaw);
        }
        moveX[player] = wantedX;
        moveY[player] = wantedY;
        buttons[player] |= pressed & ~ArenaGame.DASH;
        buttons[player] = buttons[player] & ~ArenaGame.DASH | pressed & ArenaGame.DASH;
        unshownNs[player] = unshownNs[player] == 0 ? intendedNs : unshownNs[player];
        return true;
    }

    @Override
    public boolean isReachable() {
        return reachable;
    }

    @Override
    public long viewBytes() {
        return bytes;
    }

    @Override
    public int doWork(final long nowNs, final PlayerListener listener) {
        if (!started) {
            started = true;
            nextTickNs = nowNs;
        }
        if (nowNs - nextTickNs < 0) {
            return 0;
        }
        nextTickNs += TICK_NS;
        tick++;
        loginsInTick = 0;
        if (dropped >= 0) {
            state[dropped] = AWAY;
            told[dropped] = AWAY;
            listener.onDisconnected(dropped, false);
            dropped = -1;
        }
        for (int i = 0; i < players; i++) {
            final double top = (buttons[i] & ArenaGame.DASH) != 0 ? ArenaGame.FAST : ArenaGame.WALK;
            x[i] += moveX[i] * top * 0.05;
            y[i] += moveY[i] * top * 0.05;
        }
        for (int i = 0; i < players; i++) {
            show(i, nowNs, listener);
        }
        return 1;
    }

    private void show(final int i, final long nowNs, final PlayerListener listener) {
        state[i] = state[i] == ENTERING ? HERE : state[i];
        if (told[i] != state[i]) {
            told[i] = state[i];
            if (state[i] == HERE) {
                lives[i]++;
                listener.onConnected(i, avatar(i));
            } else {
                moveX[i] = 0;
                moveY[i] = 0;
                listener.onDisconnected(i, true);
            }
        }
        if (state[i] != HERE) {
            return;
        }
        listener.onViewBegin(i, tick, 7, 1);
        for (int j = 0; j <= visible; j++) {
            final int other = (i + j) % players;
            if (told[other] == HERE) {
                listener.onEntity(i, avatar(other), ArenaGame.PLAYER, tick, 7, 1, x[other], y[other], 0);
            }
        }
        bytes += 100;
        listener.onViewEnd(i);
        if (unshownNs[i] != 0) {
            listener.onInputShown(i, nowNs - unshownNs[i]);
            unshownNs[i] = 0;
        }
    }

    /** Another one in each life. */
    private long avatar(final int player) {
        return 1 + player + (long) lives[player] * players;
    }

    @Override
    public void close() {
        closed = true;
    }
}
