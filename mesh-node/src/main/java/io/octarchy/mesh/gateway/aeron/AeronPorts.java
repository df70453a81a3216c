package io.octarchy.mesh.gateway.aeron;

import io.aeron.Aeron;
import io.octarchy.mesh.gateway.GatewayPorts;
import io.octarchy.mesh.session.aeron.AsyncChannel;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.frame.FrameChannel;

/** A gateway's ways out as Aeron publications: shared memory to members of the same driver, UDP to all others. */
final class AeronPorts implements GatewayPorts {
    private final Aeron aeron;
    private final long driver;

    AeronPorts(final Aeron aeron, final long driver) {
        this.aeron = aeron;
        this.driver = driver;
    }

    @Override
    public FrameChannel openNode(
            final int incarnation, final long nodeDriver, final int sessionStream, final String endpoint) {
        final String channel = nodeDriver == driver ? SessionStreams.ipc() : SessionStreams.udp(endpoint);
        return new AsyncChannel(aeron, channel, sessionStream);
    }

    @Override
    public FrameChannel openClient(final int responseStream, final String responseChannel) {
        return new AsyncChannel(aeron, SessionStreams.withTerm(responseChannel), responseStream);
    }

    @Override
    public void close(final FrameChannel channel) {
        ((AsyncChannel) channel).close();
    }
}
