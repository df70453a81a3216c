package io.octarchy.simulator.cast;

import io.octarchy.mesh.coordinator.client.ControlAdapter;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.ListenerRelay;
import io.octarchy.mesh.gateway.ClientAdapter;
import io.octarchy.mesh.gateway.Gateway;
import io.octarchy.mesh.gateway.GatewayPorts;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.MemberCard;
import io.octarchy.mesh.gateway.Membership;
import io.octarchy.mesh.gateway.NodeAdapter;
import io.octarchy.mesh.gateway.ResponseAddress;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.simulator.log.ClusterLink;
import io.octarchy.simulator.net.FrameTaker;
import io.octarchy.simulator.net.Inbox;
import io.octarchy.simulator.net.Wire;
import io.octarchy.simulator.time.LocalClock;
import org.agrona.DirectBuffer;

/** A gateway, as its agent runs it. */
public final class GatewayProcess extends Actor implements GatewayPorts {
    private static final int FRAMES = 64;

    private final String endpoint;
    private final ListenerRelay news = new ListenerRelay();
    private final ClusterLink coordinator;
    private final Gateway gateway;
    private final ClientAdapter clientAdapter;
    private final NodeAdapter nodeAdapter;
    private final Membership membership;
    private final Inbox fromNodes;
    private final Inbox fromClients;
    private final int clientStream;
    private final FrameTaker onNodeFrame = this::onNodeFrame;
    private final FrameTaker onClientFrame = this::onClientFrame;
    private long localNs;

    public GatewayProcess(final Stage stage, final String name, final int host, final LocalClock clock) {
        super(stage, name, host, clock);
        endpoint = name + ":1";
        coordinator = new ClusterLink(stage.cluster(), host, this::onFrameDue, new ControlAdapter(news));
        gateway = new Gateway(GatewaySettings.of(stage.settings()), this);
        clientAdapter = new ClientAdapter(gateway);
        nodeAdapter = new NodeAdapter(gateway);
        fromNodes = new Inbox(host, this::onFrameDue);
        fromClients = new Inbox(host, this::onFrameDue);
        final int sessionStream = stage.directory().newStream();
        stage.directory().add(endpoint, sessionStream, fromNodes);
        clientStream = stage.directory().newStream();
        stage.directory().add(endpoint, clientStream, fromClients);
        membership = new Membership(
                gateway,
                new ControlPublisher(coordinator),
                new MemberCard(name, host, sessionStream, endpoint),
                stage.settings().limits().maxIntervals(),
                stage.random()::nextLong);
        news.target(membership);
    }

    String endpoint() {
        return endpoint;
    }

    int clientStream() {
        return clientStream;
    }

    public Gateway core() {
        return gateway;
    }

    /** Is it a member of the mesh? */
    public boolean isMember() {
        return membership.incarnation() != Gateway.NO_INCARNATION;
    }

    @Override
    int doWork(final long nowNs, final long newLocalNs) {
        localNs = newLocalNs;
        coordinator.poll(nowNs, localNs);
        fromNodes.poll(nowNs, onNodeFrame, FRAMES);
        fromClients.poll(nowNs, onClientFrame, FRAMES);
        return membership.doWork(localNs) + gateway.doWork(localNs);
    }

    @Override
    long nextDueNs(final long nowNs) {
        return Math.min(coordinator.nextArrivalNs(), Math.min(fromNodes.nextArrivalNs(), fromClients.nextArrivalNs()));
    }

    private boolean onNodeFrame(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        nodeAdapter.onFrame(localNs, buffer, offset, length);
        return true;
    }

    private boolean onClientFrame(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        clientAdapter.onFrame(localNs, wire.number(), buffer, offset, length);
        return true;
    }

    @Override
    void onEnd(final long nowNs) {
        stage().directory().remove(endpoint);
        coordinator.close(nowNs);
        fromNodes.close(nowNs);
        fromClients.close(nowNs);
    }

    @Override
    public FrameChannel openNode(
            final int incarnation, final long driver, final int sessionStream, final String nodeEndpoint) {
        return open(name() + " to node " + incarnation, nodeEndpoint, sessionStream);
    }

    @Override
    public FrameChannel openClient(final int responseStream, final String responseChannel) {
        final String client = responseChannel.substring(ResponseAddress.UDP_PREFIX.length());
        return open(name() + " to " + client, client, responseStream);
    }

    @Override
    public void close(final FrameChannel channel) {
        close((Wire) channel);
    }
}
