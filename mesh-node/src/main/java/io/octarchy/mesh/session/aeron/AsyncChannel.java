package io.octarchy.mesh.session.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.RegistrationException;
import io.aeron.logbuffer.BufferClaim;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.MutableDirectBuffer;

/**
 * An exclusive publication that is being opened, open, or closed: whoever claims never waits for the media driver. Until it
 * is open the channel is not connected; when the driver refuses it, it is closed.
 */
public final class AsyncChannel implements FrameChannel {
    private final Aeron aeron;
    private final long registrationId;
    private final BufferClaim claim = new BufferClaim();
    private ExclusivePublication publication;
    private boolean isClosed;

    public AsyncChannel(final Aeron aeron, final String channel, final int stream) {
        this.aeron = aeron;
        registrationId = aeron.asyncAddExclusivePublication(channel, stream);
    }

    @Override
    public int claim(final int length) {
        if (!isOpen()) {
            return isClosed ? CLOSED : NOT_CONNECTED;
        }
        final long position = publication.tryClaim(length, claim);
        if (position > 0) {
            return claim.offset();
        }
        if (position == Publication.BACK_PRESSURED || position == Publication.ADMIN_ACTION) {
            return BACK_PRESSURED;
        }
        return position == Publication.NOT_CONNECTED ? NOT_CONNECTED : CLOSED;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claim.buffer();
    }

    @Override
    public void commit() {
        claim.commit();
    }

    @Override
    public void abort() {
        claim.abort();
    }

    @Override
    public int maxFrameLength() {
        return publication == null ? SessionStreams.MAX_FRAME_LENGTH : publication.maxPayloadLength();
    }

    @Override
    public boolean isConnected() {
        return isOpen() && publication.isConnected();
    }

    /** Close it; what was committed may still arrive. */
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (publication != null) {
            publication.close();
        } else if (!aeron.isClosed()) {
            aeron.asyncRemovePublication(registrationId);
        }
    }

    private boolean isOpen() {
        if (publication == null && !isClosed) {
            try {
                publication = aeron.getExclusivePublication(registrationId);
            } catch (final RegistrationException refused) {
                isClosed = true;
            }
        }
        return publication != null && !isClosed;
    }
}
