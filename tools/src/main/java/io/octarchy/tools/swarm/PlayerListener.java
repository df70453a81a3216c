package io.octarchy.tools.swarm;

/** What synthetic players get to see. Calls come from {@link PlayerLink#doWork}. */
public interface PlayerListener {
    /** In the world, as this entity. */
    void onConnected(int player, long avatar);

    /**
     * No more in the world.
     *
     * @param wanted the player had asked for it.
     */
    void onDisconnected(int player, boolean wanted);

    /** The world stands still because its coordinator is away. */
    default void onSuspended(final int player) {}

    /** The world goes on that was suspended. */
    default void onResumed(final int player) {}

    /**
     * A tick's view begins, perhaps not for the first time; the calls until {@link #onViewEnd} tell its content.
     *
     * @param tick of the view.
     * @param owner incarnation that composed it: the authority of the avatar; 0 when unknown.
     * @param epoch of the avatar; 0 when unknown.
     */
    void onViewBegin(int player, long tick, int owner, long epoch);

    /**
     * An entity enters or changed.
     *
     * @param entityTick which of its ticks this shows; not above the view's.
     * @param owner incarnation of its authority.
     * @param epoch of its authority.
     */
    void onEntity(
            int player, long entity, int type, long entityTick, int owner, long epoch, double x, double y, double z);

    /**
     * An entity leaves the view; after a fresh start of the view, one that it does not name again.
     *
     * @param removed it exists no more.
     */
    void onLeave(int player, long entity, boolean removed);

    /** A tick's view is complete. */
    void onViewEnd(int player);

    /**
     * A view includes an input for the first time.
     *
     * @param latencyNs from the time when the input was due.
     */
    void onInputShown(int player, long latencyNs);
}
