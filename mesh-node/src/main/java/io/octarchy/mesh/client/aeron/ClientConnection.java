package io.octarchy.mesh.client.aeron;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.octarchy.mesh.client.Client;
import io.octarchy.mesh.client.ClientSession;
import io.octarchy.mesh.client.ClientSettings;
import io.octarchy.mesh.client.GatewayAdapter;
import io.octarchy.mesh.client.SessionListener;
import io.octarchy.mesh.session.aeron.AsyncChannel;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.view.ReplicaListener;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * One connection to a gateway over Aeron: one publication, one subscription, many sessions. The agent that runs it also
 * calls {@link #login} and the sessions' methods; listeners are called back by it.
 */
public final class ClientConnection implements Agent {
    private static final int FRAGMENTS = 64;
    private static final ReplicaListener NO_SIGHT = new ReplicaListener() {};
    private static final String UDP_PREFIX = "aeron:udp?endpoint=";

    private final Config config;
    private final Aeron aeron;
    private final NanoClock clock;
    private final Client client;
    private final GatewayAdapter adapter;
    private final AsyncChannel channel;
    private final Subscription subscription;
    private final FragmentHandler onFragment = this::onFragment;
    private volatile boolean isGatewayGone;
    private long nowNs;

    /**
     * Plain values of a connection.
     *
     * @param gateway host:port of the gateway; empty: through shared memory.
     * @param clientStream of the gateway.
     * @param host where this client receives; of no account through shared memory.
     * @param responseStream that it receives on; unique within its media driver.
     */
    public record Config(String gateway, int clientStream, String host, int responseStream, ClientSettings settings) {
        boolean isShared() {
            return gateway.isEmpty();
        }
    }

    /**
     * Begin to connect.
     *
     * @param correlation names this connection; random.
     */
    public ClientConnection(final Config config, final Aeron aeron, final NanoClock clock, final long correlation) {
        this.config = config;
        this.aeron = aeron;
        this.clock = clock;
        subscription = aeron.addSubscription(
                config.isShared() ? SessionStreams.ipc() : SessionStreams.udp(config.host() + ":0"),
                config.responseStream(),
                null,
                image -> isGatewayGone = true);
        channel = new AsyncChannel(
                aeron,
                config.isShared() ? SessionStreams.ipc() : SessionStreams.udp(config.gateway()),
                config.clientStream());
        client = new Client(config.settings(), channel, correlation, config.responseStream(), this::responseChannel);
        adapter = new GatewayAdapter(client);
        nowNs = clock.nanoTime();
    }

    private String responseChannel() {
        return config.isShared() ? CommonContext.IPC_CHANNEL : udpResponseChannel();
    }

    private String udpResponseChannel() {
        final String resolved = subscription.resolvedEndpoint();
        return resolved == null ? null : UDP_PREFIX + config.host() + resolved.substring(resolved.lastIndexOf(':'));
    }

    /** Has the gateway answered? Logins may be asked for earlier. */
    public boolean isConnected() {
        return client.isConnected();
    }

    /** Sessions that are not closed. */
    public int sessions() {
        return client.sessions();
    }

    /** Bytes of all views that came, with their headers. */
    public long viewBytes() {
        return client.viewBytes();
    }

    /** Frames dropped: malformed or about sessions unknown here. */
    public long dropped() {
        return client.dropped();
    }

    /** Log a player in at a place; the listener hears of all that follows. */
    public ClientSession login(
            final long player, final double x, final double y, final double z, final SessionListener listener) {
        return login(player, x, y, z, listener, NO_SIGHT);
    }

    /**
     * Log a player in at a place.
     *
     * @param sight hears what comes into the session's sight and goes.
     */
    public ClientSession login(
            final long player,
            final double x,
            final double y,
            final double z,
            final SessionListener listener,
            final ReplicaListener sight) {
        return client.login(clock.nanoTime(), player, x, y, z, null, listener, sight);
    }

    @Override
    public int doWork() {
        nowNs = clock.nanoTime();
        if (isGatewayGone) {
            isGatewayGone = false;
            client.onGatewayLost(nowNs);
        }
        return subscription.poll(onFragment, FRAGMENTS) + client.doWork(nowNs);
    }

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        adapter.onFrame(nowNs, buffer, offset, length);
    }

    /** Close the streams; the gateway removes the avatars. */
    @Override
    public void onClose() {
        if (!aeron.isClosed()) {
            channel.close();
            CloseHelper.close(subscription);
        }
    }

    @Override
    public String roleName() {
        return "client-" + config.responseStream();
    }
}
