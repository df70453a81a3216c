package io.octarchy.mesh.authority;

/** How far the present standby follows: what rules 22 to 24 wait for. */
public interface StandbyProgress {
    /** Number of the frame that holds what happens from now on. */
    long nextFrame();

    /** Newest frame that the present standby acked; below 0 when it acked none. */
    long ackedFrame();

    /** Tick of that frame; below 0 when none. */
    long ackedTick();

    /** Is there a node that should follow? Without one nothing waits, and the node is unprotected. */
    boolean hasStandby();

    /** Is the frame safe, or is there nobody to wait for? */
    default boolean isSafe(final long frame) {
        return !hasStandby() || ackedFrame() >= frame;
    }
}
