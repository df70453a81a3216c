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

    /** Is the frame safe, or is there nobody to wait for? Frames below 1 were never sent: nothing waits for them. */
    default boolean isSafe(final long frame) {
        return frame < 1 || !hasStandby() || ackedFrame() >= frame;
    }

    /** Does a standby hold the frame? Unlike {@link #isSafe} it is not enough that there is none (rule 23). */
    default boolean isHeld(final long frame) {
        return frame < 1 || hasStandby() && ackedFrame() >= frame;
    }
}
