package io.octarchy.tools.swarm;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.octarchy.mesh.launch.RunDirectories;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemNanoClock;

/** A link to a gateway by a media driver of the swarm's own, which ends with the link and leaves nothing behind. */
final class OwnDriver {
    private static final int FIRST_STREAM = 1;
    private static final int MAX_PORT = 65_535;

    private OwnDriver() {}

    static PlayerLink connect(final String endpoint, final long firstPlayer, final int players, final long seed) {
        final InetSocketAddress gateway = address(endpoint);
        final String host = hostTowards(gateway);
        // Named after the process: octarchy doctor finds what a killed one leaves.
        final Path run = RunDirectories.create("swarm", MediaDrivers.MIN_USABLE_BYTES);
        MediaDriver driver = null;
        Aeron aeron = null;
        try {
            driver = MediaDriver.launch(new MediaDriver.Context()
                    .aeronDirectoryName(run.resolve("driver").toString())
                    .threadingMode(ThreadingMode.SHARED)
                    .dirDeleteOnShutdown(true));
            aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
            final Aeron ownAeron = aeron;
            final MediaDriver ownDriver = driver;
            return new GatewayLink(
                    aeron,
                    SystemNanoClock.INSTANCE,
                    endpoint,
                    SessionStreams.CLIENT_STREAM,
                    host,
                    FIRST_STREAM,
                    players,
                    firstPlayer,
                    seed ^ System.nanoTime(),
                    () -> {
                        CloseHelper.closeAll(ownAeron, ownDriver);
                        RunDirectories.delete(run);
                    });
        } catch (final RuntimeException e) {
            CloseHelper.quietCloseAll(aeron, driver);
            RunDirectories.delete(run);
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "The swarm's media driver cannot start: " + e.getMessage(),
                    "Make room in /dev/shm, or set -Djava.io.tmpdir to another place.");
        }
    }

    /** The address of HOST:PORT. */
    static InetSocketAddress address(final String endpoint) {
        final int colon = endpoint.lastIndexOf(':');
        int port = 0;
        try {
            port = Integer.parseInt(endpoint.substring(colon + 1));
        } catch (final NumberFormatException e) {
            // refused below like any other number that is no port
        }
        if (colon < 1 || port < 1 || port > MAX_PORT) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--endpoint '" + endpoint + "' is not HOST:PORT.", "Give it as localhost:9100.");
        }
        final InetSocketAddress address = new InetSocketAddress(endpoint.substring(0, colon), port);
        if (address.isUnresolved()) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION, "The host of --endpoint " + endpoint + " is unknown.", "Check its name.");
        }
        return address;
    }

    /** Our own address on the way to a host. */
    private static String hostTowards(final InetSocketAddress gateway) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(gateway);
            final InetAddress local = socket.getLocalAddress();
            return local.getHostAddress();
        } catch (final IOException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "There is no way to " + gateway + ": " + e.getMessage(),
                    "Check the network and --endpoint.");
        }
    }
}
