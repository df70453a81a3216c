package io.octarchy.tools.swarm;

/** How synthetic players, numbered from 0, reach the world: many sessions over one connection. Not thread safe. */
public interface PlayerLink extends AutoCloseable {
    /** Ask to enter; ignored unless the player is away. The answer comes to the listener. */
    void login(long nowNs, int player, double x, double y, double z);

    /** Leave the world; ignored when away. */
    void logout(long nowNs, int player);

    /** Neither in the world nor on its way. */
    boolean isAway(int player);

    /** In the world: inputs are taken. */
    boolean isConnected(int player);

    /**
     * Send what a player wants.
     *
     * @param intendedNs when it was due.
     * @return false when nothing was sent: not connected, or back-pressure.
     */
    boolean input(long nowNs, long intendedNs, int player, float moveX, float moveY, float yaw, int buttons);

    /** Has the other side ever answered? */
    boolean isReachable();

    /** Bytes of views received so far. */
    long viewBytes();

    /** Send what is due and hand what has come to the listener. Returns the work done. */
    int doWork(long nowNs, PlayerListener listener);

    @Override
    void close();
}
