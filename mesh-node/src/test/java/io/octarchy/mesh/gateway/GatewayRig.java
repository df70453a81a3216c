package io.octarchy.mesh.gateway;

import io.octarchy.codec.client.ConnectDecoder;
import io.octarchy.codec.client.ConnectedDecoder;
import io.octarchy.codec.client.LoginAckDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.NoticeDecoder;
import io.octarchy.codec.client.SessionNotice;
import io.octarchy.codec.client.SessionOpenDecoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.mesh.session.MemoryChannel;
import io.octarchy.mesh.session.Messages;
import io.octarchy.replicator.frame.FrameChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** A gateway stepped by hand, with clients and nodes that are channels into memory. West of x = 0 rules node A. */
final class GatewayRig implements GatewayPorts, Territory {
    static final int GATEWAY = 100;
    static final int A = 1;
    static final int B = 2;
    static final int FENCE = 3;
    static final long GENERATION = (long) FENCE << 32;
    static final long MS = 1_000_000L;

    final GatewaySettings settings;
    final Gateway gateway;
    final ClientAdapter clients;
    final NodeAdapter nodes;
    final Map<Integer, MemoryChannel> toNode = new HashMap<>();
    final Map<Integer, MemoryChannel> toClient = new HashMap<>();
    int ownerWest = A;
    int ownerEast = B;
    long nowNs = 5_000 * MS;

    GatewayRig() {
        this(settings(16, 64));
    }

    GatewayRig(final GatewaySettings settings) {
        this.settings = settings;
        gateway = new Gateway(settings, this);
        clients = new ClientAdapter(gateway);
        nodes = new NodeAdapter(gateway);
        gateway.onJoined(nowNs, GATEWAY);
        gateway.onTerritory(nowNs, this);
        member(A, MemberState.LIVE);
        member(B, MemberState.LIVE);
        step(0);
    }

    static GatewaySettings settings(final int connections, final int sessions) {
        return new GatewaySettings(
                connections,
                sessions,
                8,
                4,
                100,
                256,
                100 * MS,
                2_000 * MS,
                1_000 * MS,
                30_000 * MS,
                30_000 * MS,
                3_000 * MS,
                10_000 * MS);
    }

    void member(final int incarnation, final MemberState state) {
        gateway.onMember(nowNs, incarnation, state, 0, 10 + incarnation, "localhost:" + incarnation);
    }

    /** Let time pass, then run one duty cycle. */
    void step(final long millis) {
        nowNs += millis * MS;
        gateway.doWork(nowNs);
    }

    void fromClient(final int source, final byte[] frame) {
        clients.onFrame(nowNs, source, new UnsafeBuffer(frame), 0, frame.length);
    }

    void fromNode(final byte[] frame) {
        nodes.onFrame(nowNs, new UnsafeBuffer(frame), 0, frame.length);
    }

    /** Connect a client whose response stream is its source; the number that names it. */
    int connect(final int source) {
        fromClient(source, Messages.connect(source, ConnectDecoder.SCHEMA_VERSION, source, "aeron:ipc"));
        step(0);
        return connected(toClient.get(source).take()).client();
    }

    /** Log in and let node A or B answer; the session's id. */
    long login(final int source, final int client, final long correlation, final long player, final double x) {
        fromClient(source, Messages.login(client, correlation, player, x, 0));
        step(0);
        final int owner = x < 0 ? ownerWest : ownerEast;
        final long session = open(last(toNode.get(owner))).session();
        fromNode(Messages.home(session, entityOf(player), owner, FENCE, GENERATION, LoginStatus.OK));
        step(0);
        return ack(last(toClient.get(source))).session();
    }

    static long entityOf(final long player) {
        return 7_000 + player;
    }

    void view(final long session, final int owner, final long epoch, final long tick, final int sequence) {
        fromNode(Messages.view(session, owner, FENCE, epoch, tick, sequence, 0, 32));
    }

    long count(final GatewayCounter counter) {
        return gateway.counters().get(counter);
    }

    @Override
    public FrameChannel openNode(
            final int incarnation, final long driver, final int sessionStream, final String endpoint) {
        final MemoryChannel channel = new MemoryChannel();
        toNode.put(incarnation, channel);
        return channel;
    }

    @Override
    public FrameChannel openClient(final int responseStream, final String responseChannel) {
        final MemoryChannel channel = new MemoryChannel();
        toClient.put(responseStream, channel);
        return channel;
    }

    @Override
    public void close(final FrameChannel channel) {
        ((MemoryChannel) channel).close();
    }

    @Override
    public boolean contains(final double x, final double y, final double z) {
        return Math.abs(x) <= 100 && Math.abs(y) <= 100 && Math.abs(z) <= 100;
    }

    @Override
    public int ownerAt(final double x, final double y, final double z) {
        return x < 0 ? ownerWest : ownerEast;
    }

    static int template(final byte[] frame) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(frame), 0).templateId();
    }

    /** Take all frames and give the last. */
    static byte[] last(final MemoryChannel channel) {
        byte[] last = null;
        while (channel.size() > 0) {
            last = channel.take();
        }
        return last;
    }

    /** Take all frames and give those of the template. */
    static List<byte[]> taken(final MemoryChannel channel, final int template) {
        final List<byte[]> taken = new ArrayList<>();
        while (channel.size() > 0) {
            final byte[] frame = channel.take();
            if (template(frame) == template) {
                taken.add(frame);
            }
        }
        return taken;
    }

    static List<SessionNotice> notices(final MemoryChannel channel) {
        final List<SessionNotice> notices = new ArrayList<>();
        for (final byte[] frame : taken(channel, NoticeDecoder.TEMPLATE_ID)) {
            notices.add(new NoticeDecoder()
                    .wrapAndApplyHeader(new UnsafeBuffer(frame), 0, new MessageHeaderDecoder())
                    .notice());
        }
        return notices;
    }

    static ConnectedDecoder connected(final byte[] frame) {
        return new ConnectedDecoder().wrapAndApplyHeader(new UnsafeBuffer(frame), 0, new MessageHeaderDecoder());
    }

    static LoginAckDecoder ack(final byte[] frame) {
        return new LoginAckDecoder().wrapAndApplyHeader(new UnsafeBuffer(frame), 0, new MessageHeaderDecoder());
    }

    static SessionOpenDecoder open(final byte[] frame) {
        return new SessionOpenDecoder().wrapAndApplyHeader(new UnsafeBuffer(frame), 0, new MessageHeaderDecoder());
    }
}
