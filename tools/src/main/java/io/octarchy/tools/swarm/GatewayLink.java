package io.octarchy.tools.swarm;

import io.aeron.Aeron;
import io.octarchy.mesh.client.ClientSession;
import io.octarchy.mesh.client.ClientSettings;
import io.octarchy.mesh.client.aeron.ClientConnection;
import java.util.SplittableRandom;
import org.agrona.concurrent.NanoClock;

/** Synthetic players through the client library: a connection for every thousand of them. */
public final class GatewayLink implements PlayerLink {
    private static final int PLAYERS_PER_CONNECTION = 1_000;

    private final NanoClock clock;
    private final long firstPlayer;
    private final ClientConnection[] connections;
    private final Seat[] seats;
    private final AutoCloseable alsoClosed;
    private PlayerListener listener;

    /**
     * @param gateway host:port, empty: through the shared memory of the media driver.
     * @param clientStream of the gateway.
     * @param host where views are received.
     * @param firstResponseStream with those that follow, one a connection, unique in the media driver.
     * @param firstPlayer identity of player 0.
     * @param seed of the connections' names: another one for each swarm at one gateway.
     * @param alsoClosed closed last, with this link.
     */
    public GatewayLink(
            final Aeron aeron,
            final NanoClock clock,
            final String gateway,
            final int clientStream,
            final String host,
            final int firstResponseStream,
            final int players,
            final long firstPlayer,
            final long seed,
            final AutoCloseable alsoClosed) {
        this.clock = clock;
        this.firstPlayer = firstPlayer;
        this.alsoClosed = alsoClosed;
        final SplittableRandom names = new SplittableRandom(seed);
        connections = new ClientConnection[(players - 1) / PLAYERS_PER_CONNECTION + 1];
        for (int i = 0; i < connections.length; i++) {
            final ClientConnection.Config config = new ClientConnection.Config(
                    gateway, clientStream, host, firstResponseStream + i, ClientSettings.defaults());
            connections[i] = new ClientConnection(config, aeron, clock, names.nextLong());
        }
        seats = new Seat[players];
        for (int i = 0; i < players; i++) {
            seats[i] = new Seat(i, this);
        }
    }

    PlayerListener listener() {
        return listener;
    }

    @Override
    public void login(final long nowNs, final int player, final double x, final double y, final double z) {
        final Seat seat = seats[player];
        if (seat.isAway()) {
            final ClientConnection connection = connections[player / PLAYERS_PER_CONNECTION];
            seat.sit(connection.login(firstPlayer + player, x, y, z, seat, seat));
        }
    }

    @Override
    public void logout(final long nowNs, final int player) {
        if (!seats[player].isAway()) {
            seats[player].session().logout(nowNs);
        }
    }

    @Override
    public boolean isAway(final int player) {
        return seats[player].isAway();
    }

    @Override
    public boolean isConnected(final int player) {
        return seats[player].isConnected();
    }

    @Override
    public boolean input(
            final long nowNs,
            final long intendedNs,
            final int player,
            final float moveX,
            final float moveY,
            final float yaw,
            final int buttons) {
        final ClientSession session = seats[player].session();
        return session != null && session.input(nowNs, intendedNs, moveX, moveY, 0, yaw, buttons) > 0;
    }

    @Override
    public boolean isReachable() {
        for (final ClientConnection connection : connections) {
            if (connection.isConnected()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long viewBytes() {
        long bytes = 0;
        for (final ClientConnection connection : connections) {
            bytes += connection.viewBytes();
        }
        return bytes;
    }

    @Override
    public int doWork(final long nowNs, final PlayerListener to) {
        listener = to;
        int work = 0;
        for (final ClientConnection connection : connections) {
            work += connection.doWork();
        }
        return work;
    }

    @Override
    public void close() {
        for (final ClientConnection connection : connections) {
            connection.onClose();
        }
        try {
            alsoClosed.close();
        } catch (final Exception e) {
            throw new IllegalStateException("cannot close", e);
        }
    }
}
