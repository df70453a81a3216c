package io.octarchy.replicator.frame;

import org.agrona.MutableDirectBuffer;

/**
 * One ordered, reliable, bounded way out: bytes are the seam between protocol cores and transports. A core claims space,
 * encodes in place and commits; nothing is copied on the way. Bound to an Aeron publication in production, to a shared
 * memory ring for events, and to an array queue in the simulator.
 *
 * <p>Not thread safe: one agent owns a channel. A claim must be committed or aborted before the next.
 */
public interface FrameChannel {
    /** The channel has no room now: nothing was claimed, try in a later cycle. */
    int BACK_PRESSURED = -1;

    /** Nobody receives yet, or any more. */
    int NOT_CONNECTED = -2;

    /** The channel is closed for good. */
    int CLOSED = -3;

    /**
     * Claim space for one frame.
     *
     * @param length in bytes, 1 to {@link #maxFrameLength()}.
     * @return offset of the claimed space in {@link #buffer()}, or a negative outcome.
     * @throws IllegalArgumentException when the length is out of range.
     */
    int claim(int length);

    /** Buffer that holds the claimed space; valid until commit or abort. */
    MutableDirectBuffer buffer();

    /** Send what was claimed. */
    void commit();

    /** Give the claimed space back: receivers never see it. */
    void abort();

    /** Largest frame in bytes; the same for the life of the channel. */
    int maxFrameLength();

    /** Is somebody receiving? */
    boolean isConnected();
}
