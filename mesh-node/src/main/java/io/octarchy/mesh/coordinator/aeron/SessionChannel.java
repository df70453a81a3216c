package io.octarchy.mesh.coordinator.aeron;

import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.service.ClientSession;
import io.aeron.logbuffer.BufferClaim;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.MutableDirectBuffer;

/** Egress to one cluster session at a time; wrapped anew for each frame. */
final class SessionChannel implements FrameChannel {
    private final BufferClaim claim = new BufferClaim();
    private ClientSession session;

    SessionChannel wrap(final ClientSession toSession) {
        session = toSession;
        return this;
    }

    @Override
    public int claim(final int length) {
        if (length < 1 || length > ControlProtocol.MAX_FRAME_LENGTH) {
            throw new IllegalArgumentException(length + " bytes are not in 1.." + ControlProtocol.MAX_FRAME_LENGTH);
        }
        final long result = session.tryClaim(length, claim);
        if (result > 0) {
            return claim.offset() + AeronCluster.SESSION_HEADER_LENGTH;
        }
        return result == Publication.NOT_CONNECTED || result == Publication.CLOSED ? NOT_CONNECTED : BACK_PRESSURED;
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
        return ControlProtocol.MAX_FRAME_LENGTH;
    }

    @Override
    public boolean isConnected() {
        return session != null && !session.isClosing();
    }
}
