package io.octarchy.simulator.cast;

import io.octarchy.codec.control.Role;
import io.octarchy.codec.event.LifeState;
import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.mesh.authority.FormerLife;
import io.octarchy.mesh.coordinator.client.ControlAdapter;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.ListenerRelay;
import io.octarchy.mesh.coordinator.client.MembersReplica;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.node.MemberLinks;
import io.octarchy.mesh.node.NodeAddress;
import io.octarchy.mesh.node.NodeCore;
import io.octarchy.mesh.node.NodeSettings;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.simulator.log.ClusterLink;
import io.octarchy.simulator.net.FrameTaker;
import io.octarchy.simulator.net.Inbox;
import io.octarchy.simulator.net.Wire;
import io.octarchy.simulator.time.LocalClock;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/** A game node, as its agent runs it. */
public final class NodeProcess extends Actor implements MemberLinks {
    private static final int FRAMES = 128;
    private static final long SECOND_LOOK_NS = 1_000L;

    private final String endpoint;
    private final ListenerRelay news = new ListenerRelay();
    private final ClusterLink coordinator;
    private final NodeCore core;
    private final Inbox control;
    private final Inbox bulk;
    private final Inbox session;
    private final Int2ObjectHashMap<Links> links = new Int2ObjectHashMap<>();
    private final FrameTaker onPeerFrame = this::onPeerFrame;
    private final FrameTaker onSessionFrame = this::onSessionFrame;
    private long localNs;
    private long looks;
    private long stallNs;

    /** The ways to one member; null where it has no such stream for nodes. */
    private record Links(Wire control, Wire bulk, Wire session) {}

    /** @param former what the node's former life in the same process left, or null. */
    public NodeProcess(
            final Stage stage,
            final String name,
            final int host,
            final LocalClock clock,
            final int roamers,
            final FormerLife former) {
        super(stage, name, host, clock);
        endpoint = name + ":1";
        coordinator = new ClusterLink(stage.cluster(), host, this::onFrameDue, new ControlAdapter(news));
        core = new NodeCore(
                new NodeSettings(stage.settings(), name, stage.random().nextLong() >>> 1 | 1),
                new ArenaGame(roamers),
                this,
                new ControlPublisher(coordinator),
                news,
                new NodeEvents(new EventTap(stage.events())),
                () -> -1,
                this::lookAtClock);
        control = new Inbox(host, this::onFrameDue);
        bulk = new Inbox(host, this::onFrameDue);
        session = new Inbox(host, this::onFrameDue);
        final int controlStream = listen(control);
        final int bulkStream = listen(bulk);
        final int sessionStream = listen(session);
        localNs = clock.at(stage.network().nowNs());
        core.remember(former);
        core.onAddress(localNs, new NodeAddress(host, controlStream, bulkStream, sessionStream, endpoint));
    }

    private int listen(final Inbox inbox) {
        final int stream = stage().directory().newStream();
        stage().directory().add(endpoint, stream, inbox);
        return stream;
    }

    public NodeCore core() {
        return core;
    }

    /** The clock a moment later than at the cycle's start; much later when the process is held up in the middle of it. */
    private long lookAtClock() {
        looks++;
        if (stallNs > 0) {
            sleepUntil(stage().network().nowNs() + stallNs);
            localNs += stallNs;
            stallNs = 0;
        }
        return localNs + looks * SECOND_LOOK_NS;
    }

    /** It is held up in the middle of a cycle, before it looks at the clock again. */
    public void stallInCycle(final long forNs) {
        stallNs = forNs;
    }

    @Override
    int doWork(final long nowNs, final long newLocalNs) {
        localNs = newLocalNs;
        looks = 0;
        coordinator.poll(nowNs, localNs);
        control.poll(nowNs, onPeerFrame, FRAMES);
        bulk.poll(nowNs, onPeerFrame, FRAMES);
        session.poll(nowNs, onSessionFrame, FRAMES);
        return core.doWork(newLocalNs);
    }

    @Override
    long nextDueNs(final long nowNs) {
        final long arrivalNs = Math.min(
                Math.min(coordinator.nextArrivalNs(), control.nextArrivalNs()),
                Math.min(bulk.nextArrivalNs(), session.nextArrivalNs()));
        final long tickNs = core.nextTickNs();
        return tickNs == NodeCore.NO_TICK ? arrivalNs : Math.min(arrivalNs, clock().trueNs(nowNs, tickNs));
    }

    private boolean onPeerFrame(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        return core.onPeerFrame(localNs, buffer, offset, length);
    }

    private boolean onSessionFrame(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        core.onSessionFrame(localNs, buffer, offset, length);
        return true;
    }

    /** Its life is over by itself: it was declared dead, or has drained. */
    public boolean isOver() {
        return core.life() == LifeState.DECLARED_DEAD || core.life() == LifeState.DRAINED || core.refusal() != null;
    }

    @Override
    void onEnd(final long nowNs) {
        stage().directory().remove(endpoint);
        coordinator.close(nowNs);
        control.close(nowNs);
        bulk.close(nowNs);
        session.close(nowNs);
    }

    @Override
    public void connect(final MembersReplica.Entry member) {
        if (links.containsKey(member.incarnation())) {
            return;
        }
        final String to = name() + " to " + member.name();
        final boolean isNode = member.role() == Role.NODE;
        links.put(
                member.incarnation(),
                new Links(
                        isNode ? open(to + " control", member.endpoint(), member.controlStream()) : null,
                        isNode ? open(to + " bulk", member.endpoint(), member.bulkStream()) : null,
                        isNode ? null : open(to + " session", member.endpoint(), member.sessionStream())));
    }

    @Override
    public void disconnect(final int incarnation) {
        final Links gone = links.remove(incarnation);
        if (gone != null) {
            closeIfOpen(gone.control());
            closeIfOpen(gone.bulk());
            closeIfOpen(gone.session());
        }
    }

    private void closeIfOpen(final Wire wire) {
        if (wire != null) {
            close(wire);
        }
    }

    @Override
    public FrameChannel control(final int incarnation) {
        final Links to = links.get(incarnation);
        return to == null ? null : to.control();
    }

    @Override
    public FrameChannel bulk(final int incarnation) {
        final Links to = links.get(incarnation);
        return to == null ? null : to.bulk();
    }

    @Override
    public FrameChannel session(final int incarnation) {
        final Links to = links.get(incarnation);
        return to == null ? null : to.session();
    }
}
