package io.octarchy.mesh.gateway.aeron;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.gateway.ClientAdapter;
import io.octarchy.mesh.gateway.Gateway;
import io.octarchy.mesh.gateway.GatewayCounters;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.MemberCard;
import io.octarchy.mesh.gateway.Membership;
import io.octarchy.mesh.gateway.NodeAdapter;
import io.octarchy.mesh.session.aeron.SessionStreams;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.NanoClock;

/**
 * A gateway on Aeron. Receives on one endpoint, whose port it may choose itself: clients on one stream, nodes on another,
 * each over UDP and through shared memory. Its duty cycle never blocks; only starting waits for the media driver.
 */
public final class GatewayAgent implements Agent {
    private static final int CLIENT_FRAGMENTS = 64;
    private static final int NODE_FRAGMENTS = 64;
    private static final int MAX_GONE = 4_096;

    private final Config config;
    private final Collaborators with;
    private final Gateway gateway;
    private final ClientAdapter clientAdapter;
    private final NodeAdapter nodeAdapter;
    private final FragmentHandler onClientFragment = this::onClientFragment;
    private final FragmentHandler onNodeFragment = this::onNodeFragment;

    /** Streams of clients that ended, told by whichever thread serves the Aeron client. */
    private final ManyToOneConcurrentArrayQueue<Integer> gone = new ManyToOneConcurrentArrayQueue<>(MAX_GONE);

    private Subscription clientUdp;
    private Subscription clientIpc;
    private Subscription nodeUdp;
    private Subscription nodeIpc;
    private Membership membership;
    private volatile String endpoint;
    private volatile int incarnation;
    private long nowNs;

    /**
     * Plain values of a gateway's agent.
     *
     * @param name unique among the living members.
     * @param host where it receives and is reached.
     * @param port to receive at; 0: any free one.
     * @param clientStream of clients; unique within the media driver.
     * @param sessionStream of nodes; unique within the media driver.
     * @param driver identity of the media driver: members with the same one are reached through shared memory.
     * @param maxIntervals of the region map.
     */
    public record Config(
            String name,
            String host,
            int port,
            int clientStream,
            int sessionStream,
            long driver,
            int maxIntervals,
            GatewaySettings settings) {}

    /**
     * What a gateway's agent works with; none of it is closed by the agent but the link.
     *
     * @param randomIds for launches and correlations.
     */
    public record Collaborators(Aeron aeron, ControlLink link, NanoClock clock, LongSupplier randomIds) {}

    public GatewayAgent(final Config config, final Collaborators collaborators) {
        this.config = config;
        this.with = collaborators;
        gateway = new Gateway(config.settings(), new AeronPorts(with.aeron(), config.driver()));
        clientAdapter = new ClientAdapter(gateway);
        nodeAdapter = new NodeAdapter(gateway);
    }

    /** Numbers of all that passed and of all that was dropped; readable by any thread. */
    public GatewayCounters counters() {
        return gateway.counters();
    }

    /** host:port where clients and nodes reach it; null before it has started. Readable by any thread. */
    public String endpoint() {
        return endpoint;
    }

    /** This life's number in the mesh, 0 while it is no member. Readable by any thread. */
    public int incarnation() {
        return incarnation;
    }

    @Override
    public void onStart() {
        final Aeron aeron = with.aeron();
        clientUdp = aeron.addSubscription(
                SessionStreams.udp(config.host() + ":" + config.port()),
                config.clientStream(),
                null,
                this::onClientImageGone);
        final int port = port(clientUdp);
        final String bound = config.host() + ":" + port;
        clientIpc = aeron.addSubscription(
                SessionStreams.ipc(), config.clientStream(), null, this::onClientImageGone);
        nodeUdp = aeron.addSubscription(SessionStreams.udp(bound), config.sessionStream());
        nodeIpc = aeron.addSubscription(SessionStreams.ipc(), config.sessionStream());
        membership = new Membership(
                gateway,
                new ControlPublisher(with.link().channel()),
                new MemberCard(config.name(), config.driver(), config.sessionStream(), bound),
                config.maxIntervals(),
                with.randomIds());
        endpoint = bound;
    }

    private int port(final Subscription subscription) {
        String resolved = subscription.resolvedEndpoint();
        while (resolved == null) {
            Thread.yield();
            resolved = subscription.resolvedEndpoint();
        }
        return Integer.parseInt(resolved.substring(resolved.lastIndexOf(':') + 1));
    }

    @Override
    public int doWork() {
        nowNs = with.clock().nanoTime();
        int work = with.link().poll(nowNs, membership);
        work += nodeUdp.poll(onNodeFragment, NODE_FRAGMENTS);
        work += nodeIpc.poll(onNodeFragment, NODE_FRAGMENTS);
        work += clientUdp.poll(onClientFragment, CLIENT_FRAGMENTS);
        work += clientIpc.poll(onClientFragment, CLIENT_FRAGMENTS);
        work += pollGone();
        work += membership.doWork(nowNs);
        work += gateway.doWork(nowNs);
        if (incarnation != membership.incarnation()) {
            incarnation = membership.incarnation();
        }
        return work;
    }

    private int pollGone() {
        int work = 0;
        for (Integer source = gone.poll(); source != null; source = gone.poll()) {
            gateway.onClientGone(nowNs, source);
            work++;
        }
        return work;
    }

    private void onNodeFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        nodeAdapter.onFrame(nowNs, buffer, offset, length);
    }

    private void onClientFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        clientAdapter.onFrame(nowNs, header.sessionId(), buffer, offset, length);
    }

    /** When there is no room to note it, the client's silence tells the same later. */
    private void onClientImageGone(final Image image) {
        gone.offer(image.sessionId());
    }

    @Override
    public void onClose() {
        CloseHelper.closeAll(clientUdp, clientIpc, nodeUdp, nodeIpc);
        gateway.close();
        with.link().close();
    }

    @Override
    public String roleName() {
        return config.name();
    }
}
