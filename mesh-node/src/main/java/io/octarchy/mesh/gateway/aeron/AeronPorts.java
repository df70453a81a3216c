package io.octarchy.mesh.gateway.aeron;

import io.aeron.Aeron;
import io.octarchy.mesh.gateway.GatewayPorts;
import io.octarchy.mesh.session.aeron.AsyncChannel;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.aeron.AeronFrameChannel;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.frame.FrameChannel;

/** A gateway's ways out as Aeron publications: to nodes by the streams of a member, to clients where they ask for. */
final class AeronPorts implements GatewayPorts {
    private final Aeron aeron;
    private final AeronStreams streams;

    AeronPorts(final Aeron aeron, final AeronStreams streams) {
        this.aeron = aeron;
        this.streams = streams;
    }

    @Override
    public FrameChannel openNode(
            final int incarnation, final long driver, final int sessionStream, final String endpoint) {
        return streams.open(driver, endpoint, sessionStream);
    }

    @Override
    public FrameChannel openClient(final int responseStream, final String responseChannel) {
        return new AsyncChannel(aeron, SessionStreams.shaped(responseChannel), responseStream);
    }

    @Override
    public void close(final FrameChannel channel) {
        if (channel instanceof AeronFrameChannel toNode) {
            streams.close(toNode);
        } else if (channel instanceof AsyncChannel toClient) {
            toClient.close();
        }
    }
}
