package io.octarchy.mesh.gateway;

/**
 * Where a client may ask to be answered: shared memory, or plain unicast to one host and port. Anything else of the
 * transport's rich address syntax (spies, multicast, tagged or shaped channels) is none of a client's business.
 */
public final class ResponseAddress {
    /** The channel of shared memory. */
    public static final String IPC = "aeron:ipc";

    /** What a unicast channel starts with; host:port follows. */
    public static final String UDP_PREFIX = "aeron:udp?endpoint=";

    /** Longest address that is taken. */
    public static final int MAX_LENGTH = 128;

    private ResponseAddress() {}

    /** May a client be answered there? */
    public static boolean isAllowed(final String channel) {
        if (IPC.equals(channel)) {
            return true;
        }
        return channel.length() <= MAX_LENGTH
                && channel.startsWith(UDP_PREFIX)
                && isEndpoint(channel, UDP_PREFIX.length());
    }

    private static boolean isEndpoint(final String channel, final int from) {
        final int colon = channel.lastIndexOf(':');
        if (colon <= from || colon + 1 >= channel.length() || channel.length() - colon > 6) {
            return false;
        }
        for (int i = from; i < colon; i++) {
            if (!isHostCharacter(channel.charAt(i))) {
                return false;
            }
        }
        return isPort(channel, colon + 1);
    }

    private static boolean isPort(final String channel, final int from) {
        int port = 0;
        for (int i = from; i < channel.length(); i++) {
            final char c = channel.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + c - '0';
        }
        return port >= 1 && port <= 65_535;
    }

    private static boolean isHostCharacter(final char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '.'
                || c == '-'
                || c == ':'
                || c == '['
                || c == ']';
    }
}
