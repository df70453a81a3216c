package io.octarchy.tools.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** A UDP endpoint as people write it: HOST:PORT. */
public record HostPort(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * Read an option's value.
     *
     * @param option its name, for the message.
     * @throws CommandFailure with the code for usage when it is none.
     */
    public static HostPort parse(final String option, final String text) {
        final int colon = text.lastIndexOf(':');
        int port = 0;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (final NumberFormatException e) {
            // refused below like any other number that is no port
        }
        if (colon < 1 || port < 1 || port > MAX_PORT) {
            throw new CommandFailure(
                    ExitCode.USAGE, option + " '" + text + "' is not HOST:PORT.", "Give it as localhost:9000.");
        }
        return new HostPort(text.substring(0, colon), port);
    }

    /**
     * Our own address on the way there, at which we can be answered.
     *
     * @throws CommandFailure with the code for configuration when the host is unknown or there is no way.
     */
    public String ownHost() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalAddress().getHostAddress();
        } catch (final UnknownHostException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, "The host of " + this + " is unknown.", "Check its name.");
        } catch (final IOException | java.io.UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION, "There is no way to " + this + ": " + e.getMessage(), "Check the network.");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
