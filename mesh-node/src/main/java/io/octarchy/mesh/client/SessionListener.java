package io.octarchy.mesh.client;

/** What happens to a session; called by the agent that owns the connection. */
public interface SessionListener {
    /** The avatar lives: inputs are taken from now on. */
    default void onReady(final long nowNs, final ClientSession session) {}

    /**
     * The replica shows another tick.
     *
     * @param lastInput sequence of the newest input that is part of it.
     */
    default void onView(final long nowNs, final ClientSession session, final long tick, final int lastInput) {}

    /**
     * A view includes this input; each input that left is reported once, in order of sequence.
     *
     * @param latencyNs from the time that the input was intended for.
     */
    default void onInputShown(
            final long nowNs, final ClientSession session, final int sequence, final long latencyNs) {}

    /** The gateway refused an input: not finite, or too long a direction. */
    default void onInputRefused(final long nowNs, final ClientSession session) {}

    /** The world holds its breath: the avatar's authority is being replaced. */
    default void onHolding(final long nowNs, final ClientSession session) {}

    /**
     * The whole world stands still, because its coordinator is away for longer than the nodes' leases. Nothing is lost; it
     * goes on as it was. Comes after {@link #onHolding}.
     */
    default void onSuspended(final long nowNs, final ClientSession session) {}

    /** Over: views come again. */
    default void onResumed(final long nowNs, final ClientSession session) {}

    /** The session is over; the object is not used again. */
    default void onClosed(final long nowNs, final ClientSession session, final CloseReason reason) {}
}
