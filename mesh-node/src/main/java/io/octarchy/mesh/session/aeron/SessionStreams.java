package io.octarchy.mesh.session.aeron;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;

/** Channels between clients and gateways. */
public final class SessionStreams {
    /** Stream of a gateway that its clients send to, unless configured otherwise. */
    public static final int CLIENT_STREAM = 1_001;

    /** Term buffers: 50 ms of views for 2,000 sessions. Larger ones only cost shared memory. */
    private static final String TERM_LENGTH = "4m";

    /** That of the streams between members: a gateway relays frames as they are, and must not meet one too long. */
    private static final int MTU_LENGTH = 8_192;

    /** Largest frame of these channels. */
    static final int MAX_FRAME_LENGTH = MTU_LENGTH - 32;

    private SessionStreams() {}

    /** Through shared memory of one media driver. */
    public static String ipc() {
        return shaped(CommonContext.IPC_CHANNEL);
    }

    /** To one host and port; port 0 at the receiving side: any free one. */
    public static String udp(final String endpoint) {
        return shaped("aeron:udp?endpoint=" + endpoint);
    }

    /** A channel as a client named it, with our own sizes of term buffers and frames. */
    public static String shaped(final String channel) {
        final ChannelUri uri = ChannelUri.parse(channel);
        uri.put(CommonContext.TERM_LENGTH_PARAM_NAME, TERM_LENGTH);
        uri.put(CommonContext.MTU_LENGTH_PARAM_NAME, Integer.toString(MTU_LENGTH));
        return uri.toString();
    }
}
