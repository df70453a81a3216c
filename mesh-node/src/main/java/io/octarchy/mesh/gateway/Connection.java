package io.octarchy.mesh.gateway;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.replicator.frame.FrameChannel;

/** One client: the stream its frames come by, and the way back. Slots are reused; {@link #client} never is. */
final class Connection {
    /** Names the stream that the client sends by; whatever comes by another is not from this client. */
    int source;

    int client;
    long correlation;
    int responseStream;
    String responseChannel;
    FrameChannel channel;
    ConnectionState state = ConnectionState.CLOSED;
    LoginStatus status;
    boolean isAnswerDue;
    long lastFrameNs;
    long lastConnectedNs;

    /** Position among the connections in use. */
    int index;
}
