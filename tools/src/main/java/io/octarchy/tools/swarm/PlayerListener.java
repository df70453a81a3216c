package io.octarchy.tools.swarm;

/** What synthetic players get to see. Calls come from {@link PlayerLink#doWork}. */
public interface PlayerListener {
    /** In the world, as this entity. */
    void onConnected(int player, long avatar);

    /** No more in the world, for whatever reason. */
    void onDisconnected(int player, boolean wanted);

    /**
     * A frame of a view begins; the calls until {@link #onViewEnd} tell its content.
     *
     * @param tick of the view.
     * @param owner incarnation that composed it: the authority of the avatar; 0 when unknown.
     * @param epoch of the avatar; 0 when unknown.
     * @param reset what was known is void.
     * @param bytes of the frame.
     */
    void onViewBegin(int player, long tick, int owner, long epoch, boolean reset, int bytes);

    /**
     * An entity enters or changed.
     *
     * @param entityTick which of its ticks this shows; not above the view's.
     */
    void onEntity(int player, long entity, int type, long entityTick, double x, double y, double z);

    /** An entity leaves the view. @param removed it exists no more. */
    void onLeave(int player, long entity, boolean removed);

    /** @param last the tick's view is complete. */
    void onViewEnd(int player, boolean last);

    /** The first view that includes this input. @param latencyNs from the time when it was due. */
    void onInputShown(int player, long latencyNs);
}
