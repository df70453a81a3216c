package io.octarchy.mesh.gateway.aeron;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.exceptions.RegistrationException;
import io.aeron.logbuffer.ControlledFragmentHandler;
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
import io.octarchy.replicator.aeron.AddressException;
import io.octarchy.replicator.aeron.AeronStreams;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.NanoClock;

/**
 * A gateway on Aeron. Clients reach it at an endpoint of its own, over UDP or through shared memory; nodes reach it by the
 * streams of a member. Its duty cycle never blocks; only starting waits for the media driver.
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
    private final ControlledFragmentHandler onNodeFragment = this::onNodeFragment;

    /** Streams of clients that ended, told by whichever thread serves the Aeron client. */
    private final ManyToOneConcurrentArrayQueue<Integer> gone = new ManyToOneConcurrentArrayQueue<>(MAX_GONE);

    private Subscription clientUdp;
    private Subscription clientIpc;
    private Membership membership;
    private volatile String endpoint;
    private volatile int incarnation;
    private volatile int sessions;
    private volatile String refusal = "";
    private volatile boolean leaves;
    private volatile boolean hasLeft;
    private boolean isLeaving;
    private long nowNs;

    /**
     * Plain values of a gateway's agent.
     *
     * @param name unique among the living members.
     * @param clientHost where clients reach it.
     * @param clientPort where clients reach it; 0: any free one.
     * @param clientStream that clients send to; unique within the media driver.
     * @param maxIntervals of the region map.
     */
    public record Config(
            String name,
            String clientHost,
            int clientPort,
            int clientStream,
            int maxIntervals,
            GatewaySettings settings) {}

    /**
     * What a gateway's agent works with. It closes streams and link, not the Aeron client.
     *
     * @param streams of this member; its agent steps them.
     * @param randomIds for launches and correlations.
     */
    public record Collaborators(
            Aeron aeron, AeronStreams streams, ControlLink link, NanoClock clock, LongSupplier randomIds) {}

    /** @throws AddressException when clients cannot be received at the host and port. */
    public GatewayAgent(final Config config, final Collaborators collaborators) {
        AddressException.requireFree(config.clientHost(), config.clientPort(), "the gateway's clients");
        this.config = config;
        this.with = collaborators;
        gateway = new Gateway(config.settings(), new AeronPorts(with.aeron(), with.streams()));
        clientAdapter = new ClientAdapter(gateway);
        nodeAdapter = new NodeAdapter(gateway);
    }

    /** Numbers of all that passed and of all that was dropped; readable by any thread. */
    public GatewayCounters counters() {
        return gateway.counters();
    }

    /** host:port where clients reach it; null before it has started. Readable by any thread. */
    public String endpoint() {
        return endpoint;
    }

    /** This life's number in the mesh, 0 while it is no member. Readable by any thread. */
    public int incarnation() {
        return incarnation;
    }

    /** Sessions that are not closing. Readable by any thread. */
    public int sessions() {
        return sessions;
    }

    /** Why it cannot work, and what to do: refused by the coordinator or by the media driver; else empty. Any thread. */
    public String refusal() {
        return refusal;
    }

    /** Leave the mesh in good order; done when {@link #hasLeft()}. To be called by any thread. */
    public void leave() {
        leaves = true;
    }

    /** Has it left, and told its clients? Readable by any thread. */
    public boolean hasLeft() {
        return hasLeft;
    }

    @Override
    public void onStart() {
        final Aeron aeron = with.aeron();
        try {
            subscribe(aeron);
        } catch (final RegistrationException e) {
            refusal = "the media driver refused to receive clients at " + config.clientHost() + ":"
                    + config.clientPort() + ": " + e.getMessage();
            throw e;
        }
    }

    private void subscribe(final Aeron aeron) {
        clientUdp = aeron.addSubscription(
                SessionStreams.udp(config.clientHost() + ":" + config.clientPort()),
                config.clientStream(),
                null,
                this::onClientImageGone);
        clientIpc = aeron.addSubscription(SessionStreams.ipc(), config.clientStream(), null, this::onClientImageGone);
    }

    @Override
    public int doWork() {
        nowNs = with.clock().nanoTime();
        int work = with.streams().doWork();
        if (membership == null) {
            return work + join();
        }
        work += with.link().poll(nowNs);
        work += with.streams().pollSession(onNodeFragment, NODE_FRAGMENTS);
        work += clientUdp.poll(onClientFragment, CLIENT_FRAGMENTS);
        work += clientIpc.poll(onClientFragment, CLIENT_FRAGMENTS);
        work += pollGone();
        work += leaveIfAsked();
        work += membership.doWork(nowNs);
        work += gateway.doWork(nowNs);
        publishState();
        return work;
    }

    /** Once it is known where it can be reached. */
    private int join() {
        if (with.streams().failure() != null) {
            refusal = with.streams().failure();
            return 0;
        }
        final String resolved = clientUdp.resolvedEndpoint();
        if (resolved == null || !with.streams().isReady()) {
            return 0;
        }
        final AeronStreams streams = with.streams();
        membership = new Membership(
                gateway,
                new ControlPublisher(with.link().ingress()),
                new MemberCard(config.name(), streams.driver(), streams.sessionStream(), streams.endpoint()),
                config.maxIntervals(),
                with.randomIds());
        with.link().listener(membership);
        endpoint = config.clientHost() + resolved.substring(resolved.lastIndexOf(':'));
        return 1;
    }

    private int leaveIfAsked() {
        if (leaves && !isLeaving) {
            isLeaving = true;
            membership.leave();
            return 1;
        }
        return 0;
    }

    private void publishState() {
        if (incarnation != membership.incarnation()) {
            incarnation = membership.incarnation();
        }
        if (sessions != gateway.sessions()) {
            sessions = gateway.sessions();
        }
        if (hasLeft != membership.hasLeft()) {
            hasLeft = membership.hasLeft();
        }
        if (!refusal.equals(membership.refusal())) {
            refusal = membership.refusal();
        }
    }

    private int pollGone() {
        int work = 0;
        for (Integer source = gone.poll(); source != null; source = gone.poll()) {
            gateway.onClientGone(nowNs, source);
            work++;
        }
        return work;
    }

    private ControlledFragmentHandler.Action onNodeFragment(
            final DirectBuffer buffer, final int offset, final int length, final Header header) {
        nodeAdapter.onFrame(nowNs, buffer, offset, length);
        return ControlledFragmentHandler.Action.CONTINUE;
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
        CloseHelper.closeAll(clientUdp, clientIpc);
        gateway.close();
        with.streams().close();
        with.link().close();
    }

    @Override
    public String roleName() {
        return config.name();
    }
}
