package io.octarchy.replicator.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.MutableDirectBuffer;

/**
 * A channel over an exclusive publication, claimed in place: no copy, no fragmentation. It may exist before its publication
 * does: nobody is connected then. Made by {@link AeronStreams}; one agent owns it.
 */
public final class AeronFrameChannel implements FrameChannel, AutoCloseable {
    private final String uri;
    private final int streamId;
    private final int maxFrameLength;
    private final BufferClaim bufferClaim = new BufferClaim();
    private ExclusivePublication publication;
    private boolean closed;

    AeronFrameChannel(final String uri, final int streamId, final int maxFrameLength) {
        this.uri = uri;
        this.streamId = streamId;
        this.maxFrameLength = maxFrameLength;
    }

    /** A channel over a publication that is there already. */
    public AeronFrameChannel(final ExclusivePublication publication) {
        this(publication.channel(), publication.streamId(), publication.maxPayloadLength());
        this.publication = publication;
    }

    /** The publication has come. */
    void bind(final ExclusivePublication newPublication) {
        if (newPublication.maxPayloadLength() < maxFrameLength) {
            throw new IllegalStateException("frames of " + newPublication.maxPayloadLength()
                    + " bytes at most, but the MTU settings say " + maxFrameLength + ": " + uri);
        }
        publication = newPublication;
    }

    @Override
    public int claim(final int length) {
        if (length < 1 || length > maxFrameLength) {
            throw new IllegalArgumentException("a frame has 1 to " + maxFrameLength + " bytes, not " + length);
        }
        if (closed) {
            return CLOSED;
        }
        if (publication == null) {
            return NOT_CONNECTED;
        }
        long position = publication.tryClaim(length, bufferClaim);
        if (position == Publication.ADMIN_ACTION) {
            position = publication.tryClaim(length, bufferClaim);
        }
        return position > 0 ? bufferClaim.offset() : outcome(position);
    }

    private static int outcome(final long position) {
        if (position == Publication.BACK_PRESSURED || position == Publication.ADMIN_ACTION) {
            return BACK_PRESSURED;
        }
        return position == Publication.NOT_CONNECTED ? NOT_CONNECTED : CLOSED;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return bufferClaim.buffer();
    }

    @Override
    public void commit() {
        bufferClaim.commit();
    }

    @Override
    public void abort() {
        bufferClaim.abort();
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public boolean isConnected() {
        return publication != null && publication.isConnected();
    }

    /** Has it been closed, here or by the client? */
    public boolean isClosed() {
        return closed || publication != null && publication.isClosed();
    }

    /** Where it leads. */
    public String uri() {
        return uri;
    }

    public int streamId() {
        return streamId;
    }

    /** Send no more. What was committed still goes out. Does not block. */
    @Override
    public void close() {
        closed = true;
        if (publication != null) {
            publication.close();
        }
    }

    @Override
    public String toString() {
        return "AeronFrameChannel{" + uri + ", stream " + streamId + '}';
    }
}
