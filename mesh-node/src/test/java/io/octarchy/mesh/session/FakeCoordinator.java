package io.octarchy.mesh.session;

import io.octarchy.codec.control.HeartbeatDecoder;
import io.octarchy.codec.control.JoinDecoder;
import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.JoinedEncoder;
import io.octarchy.codec.control.LeaseDecoder;
import io.octarchy.codec.control.LeaseEncoder;
import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.codec.control.MapDeltaEncoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.codec.control.MembersEncoder;
import io.octarchy.codec.control.MessageHeaderDecoder;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.gateway.aeron.ControlLink;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.space.region.RegionMap;
import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** Answers a gateway as the coordinator would: one node, to which all space belongs. */
public final class FakeCoordinator implements ControlLink {
    public static final int INCARNATION = 100;

    private final MemoryChannel channel = new MemoryChannel();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder headerOut = new MessageHeaderEncoder();
    private final Set<Long> launches = new HashSet<>();
    private int node;
    private MemberState state;
    private long driver;
    private int stream;
    private String endpoint;
    private long membersVersion;
    private boolean isDead;
    private int firstTemplate;
    private long lastId = 1_000;
    private CoordinatorListener listener;

    public void member(
            final int incarnation,
            final MemberState newState,
            final long nodeDriver,
            final int sessionStream,
            final String nodeEndpoint) {
        node = incarnation;
        state = newState;
        driver = nodeDriver;
        stream = sessionStream;
        endpoint = nodeEndpoint;
        membersVersion++;
    }

    public void declareDead() {
        isDead = true;
    }

    public int launches() {
        return launches.size();
    }

    public int firstTemplate() {
        return firstTemplate;
    }

    public long nextId() {
        return ++lastId;
    }

    @Override
    public FrameChannel ingress() {
        return channel;
    }

    @Override
    public void listener(final CoordinatorListener newListener) {
        listener = newListener;
    }

    @Override
    public int poll(final long nowNs) {
        int work = 0;
        for (byte[] frame = channel.take(); frame != null; frame = channel.take()) {
            answer(nowNs, new UnsafeBuffer(frame));
            work++;
        }
        return work;
    }

    private void answer(final long nowNs, final UnsafeBuffer frame) {
        header.wrap(frame, 0);
        firstTemplate = firstTemplate == 0 ? header.templateId() : firstTemplate;
        if (header.templateId() == JoinDecoder.TEMPLATE_ID) {
            final JoinDecoder join = new JoinDecoder().wrapAndApplyHeader(frame, 0, header);
            launches.add(join.launch());
            isDead = false;
            listener.onJoined(nowNs, joined(join.correlation()));
            return;
        }
        final HeartbeatDecoder heartbeat = new HeartbeatDecoder().wrapAndApplyHeader(frame, 0, header);
        final long heldMembers = heartbeat.membersVersion();
        final long heldMap = heartbeat.mapVersion();
        listener.onLease(nowNs, lease(heartbeat.incarnation()));
        if (!isDead && heldMembers < membersVersion) {
            listener.onMembers(nowNs, members(heldMembers));
        }
        if (!isDead && heldMap == 0) {
            listener.onMapDelta(nowNs, map());
        }
    }

    private JoinedDecoder joined(final long correlation) {
        new JoinedEncoder()
                .wrapAndApplyHeader(out, 0, headerOut)
                .correlation(correlation)
                .status(JoinStatus.OK)
                .incarnation(INCARNATION + launches.size() - 1)
                .fence(0)
                .world(1)
                .minX(FakeNode.WORLD.minX())
                .minY(FakeNode.WORLD.minY())
                .minZ(FakeNode.WORLD.minZ())
                .edgeMetres(FakeNode.WORLD.edgeMetres())
                .finestLevel((short) FakeNode.WORLD.finestLevel())
                .firstTick(0)
                .firstTickNs(0)
                .tickIntervalNs(50_000_000L)
                .leaseNs(3_000_000_000L)
                .renewalNs(50_000_000L)
                .loadLevel((short) 2)
                .message("");
        return new JoinedDecoder().wrapAndApplyHeader(out, 0, header);
    }

    private LeaseDecoder lease(final int incarnation) {
        new LeaseEncoder()
                .wrapAndApplyHeader(out, 0, headerOut)
                .incarnation(incarnation)
                .fence(1)
                .decided(1)
                .dead((short) (isDead ? 1 : 0));
        return new LeaseDecoder().wrapAndApplyHeader(out, 0, header);
    }

    private MembersDecoder members(final long from) {
        new MembersEncoder()
                .wrapAndApplyHeader(out, 0, headerOut)
                .fromVersion(from)
                .version(membersVersion)
                .last((short) 1)
                .entriesCount(1)
                .next()
                .incarnation(node)
                .role(Role.NODE)
                .state(state)
                .driver(driver)
                .controlStream(1)
                .bulkStream(2)
                .sessionStream(stream)
                .endpoint(endpoint)
                .name("node-" + node);
        return new MembersDecoder().wrapAndApplyHeader(out, 0, header);
    }

    private MapDeltaDecoder map() {
        final RegionMap map = new RegionMap(FakeNode.WORLD.curveSize(), 4);
        map.reset(1, node);
        new MapDeltaEncoder()
                .wrapAndApplyHeader(out, 0, headerOut)
                .fromVersion(0)
                .version(1)
                .checksum(map.checksum())
                .part(0)
                .parts(1)
                .intervalsCount(1)
                .next()
                .start(0)
                .end(map.curveSize())
                .owner(node);
        return new MapDeltaDecoder().wrapAndApplyHeader(out, 0, header);
    }

    @Override
    public void close() {
        channel.close();
    }
}
