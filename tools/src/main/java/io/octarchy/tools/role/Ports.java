package io.octarchy.tools.role;

import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Looks at ports before Aeron does, whose own message names neither port nor remedy. */
final class Ports {
    private static final int MAX_PORT = 65_535;

    private Ports() {}

    /**
     * Are so many UDP ports of a host from this one on free now?
     *
     * @throws CommandFailure with the code for configuration when one is not, or the host is not of this machine.
     */
    static void requireFree(final String host, final int first, final int count, final String remedy) {
        if (first < 0 || first + count - 1 > MAX_PORT) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Port " + first + " is not in 0.." + (MAX_PORT - count + 1) + ".", remedy);
        }
        for (int port = first; port < first + count; port++) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            } catch (final UnknownHostException e) {
                throw new CommandFailure(
                        ExitCode.CONFIGURATION, "The host " + host + " is unknown.", "Check --host or --members.");
            } catch (final IOException e) {
                throw new CommandFailure(
                        ExitCode.CONFIGURATION,
                        "UDP port " + port + " of " + host + " cannot be had: " + e.getMessage() + ".",
                        remedy);
            }
        }
    }
}
