package io.octarchy.mesh.gateway;

import io.octarchy.replicator.frame.FrameChannel;

/**
 * Opens a gateway's ways out. Opening never blocks: the channel says {@link FrameChannel#NOT_CONNECTED} until it is ready.
 */
public interface GatewayPorts {
    /**
     * Open a way to the session stream of a node.
     *
     * @param driver identity of the node's media driver: the same as the gateway's own means shared memory will do.
     */
    FrameChannel openNode(int incarnation, long driver, int sessionStream, String endpoint);

    /**
     * Open a way to a client's response stream.
     *
     * @param responseChannel checked by {@link ResponseAddress}.
     */
    FrameChannel openClient(int responseStream, String responseChannel);

    /** Close what was opened here; what it holds may still arrive. */
    void close(FrameChannel channel);
}
