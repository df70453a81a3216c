package io.octarchy.replicator.aeron;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Locale;

/** An address to receive at is taken, or is none of this machine. */
public final class AddressException extends LaunchException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_PORT = 65_535;

    private AddressException(final String problem, final String remedy) {
        super(problem, remedy);
    }

    /**
     * Ask for an address before a media driver is asked for it, whose refusal comes later and says less.
     *
     * @param port UDP port, 0: any free one, which leaves the host to be checked.
     * @param purpose whose it is to be, for the message: "the coordinator's archive".
     * @throws AddressException when it cannot be had.
     */
    public static void requireFree(final String host, final int port, final String purpose) {
        if (port < 0 || port > MAX_PORT) {
            throw new AddressException(
                    "Port " + port + " of " + purpose + " is not in 0.." + MAX_PORT + '.', "Choose another.");
        }
        final InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new AddressException("The host " + host + " of " + purpose + " is unknown.", "Check its name.");
        }
        try {
            new DatagramSocket(address).close();
        } catch (final BindException e) {
            throw of(host, port, purpose, e);
        } catch (final IOException e) {
            throw new AddressException(
                    "Cannot receive at " + host + ':' + port + " for " + purpose + ": " + e.getMessage() + '.',
                    "Check host and port.");
        }
    }

    private static AddressException of(
            final String host, final int port, final String purpose, final BindException cause) {
        if (cause.getMessage().toLowerCase(Locale.ROOT).contains("in use")) {
            return new AddressException(
                    "UDP port " + port + " of " + host + " is in use; " + purpose + " wants it.",
                    "Stop what holds it (ss -ulpn | grep " + port + "), or choose another port.");
        }
        return new AddressException(
                "Cannot receive at " + host + ':' + port + " for " + purpose + ": " + cause.getMessage() + '.',
                "Give an address of this machine (ip address), and a port that this user may have.");
    }
}
