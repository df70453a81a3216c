package io.octarchy.mesh.session.aeron;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;

/** Channels of the session protocol. */
public final class SessionStreams {
    /** Stream of a gateway that its clients send to, unless configured otherwise. */
    public static final int CLIENT_STREAM = 1_001;

    /** Term buffers: 64 ms of views for 2,000 sessions. Larger ones only cost shared memory. */
    private static final String TERM_LENGTH = "4m";

    private SessionStreams() {}

    /** Through shared memory of one media driver. */
    public static String ipc() {
        return withTerm(CommonContext.IPC_CHANNEL);
    }

    /** To or at one host and port; port 0 at the receiving side: any free one. */
    public static String udp(final String endpoint) {
        return withTerm("aeron:udp?endpoint=" + endpoint);
    }

    /** A response channel as a client named it, with our own size of term buffers. */
    public static String withTerm(final String channel) {
        final ChannelUri uri = ChannelUri.parse(channel);
        uri.put(CommonContext.TERM_LENGTH_PARAM_NAME, TERM_LENGTH);
        return uri.toString();
    }
}
