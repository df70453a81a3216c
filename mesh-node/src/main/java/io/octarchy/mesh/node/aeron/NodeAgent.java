package io.octarchy.mesh.node.aeron;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.FormerLife;
import io.octarchy.mesh.authority.Inheritance;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.ListenerRelay;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.node.NodeAddress;
import io.octarchy.mesh.node.NodeCore;
import io.octarchy.mesh.node.NodeSettings;
import io.octarchy.mesh.store.StoreLink;
import io.octarchy.replicator.aeron.AeronStreams;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * A node on Aeron: polls its streams and the coordinator, steps its core, and never blocks. One clock read a cycle, and one
 * more where the protocol asks for it.
 */
public final class NodeAgent implements Agent {
    private static final int FRAGMENTS = 128;

    private final NodeSettings settings;
    private final AeronStreams streams;
    private final CoordinatorLink coordinator;
    private final NanoClock clock;
    private final NodeCore core;
    private final Runnable onHalt;
    private final ControlledFragmentHandler onPeerFragment = this::onPeerFragment;
    private final ControlledFragmentHandler onSessionFragment = this::onSessionFragment;
    private boolean addressed;
    private boolean whole;
    private long nowNs;
    private volatile LifeState life = LifeState.JOINING;
    private volatile int incarnation;
    private volatile String refusal;
    private volatile boolean leaves;

    /**
     * @param streams of this node; closed with the agent.
     * @param links makes the link to the coordinator, whose news go to the given listener; closed with the agent.
     * @param onHalt what dies when an operator kills the node; does not return.
     */
    public NodeAgent(
            final NodeSettings settings,
            final Simulation game,
            final AeronStreams streams,
            final Function<CoordinatorListener, CoordinatorLink> links,
            final NodeEvents events,
            final NanoClock clock,
            final Runnable onHalt) {
        this.settings = settings;
        this.streams = streams;
        final ListenerRelay news = new ListenerRelay();
        coordinator = links.apply(news);
        this.clock = clock;
        this.onHalt = onHalt;
        core = new NodeCore(
                settings,
                game,
                new AeronMemberLinks(streams, 2 * settings.mesh().limits().maxMembers()),
                new ControlPublisher(coordinator.ingress()),
                news,
                events,
                new ThreadAllocation(),
                clock::nanoTime);
    }

    /** Copies that a former life of this process left, to be offered to the mesh. Before the agent runs. */
    public void remember(final Inheritance life) {
        core.remember(life);
    }

    /** Keep images of what the node has in a store. Before the agent runs. */
    public void store(final StoreLink link) {
        core.store(link);
    }

    /**
     * What this life leaves to the next one in the same process. Only when the agent runs no more.
     *
     * @return null when there is nothing, or when the last cycle broke off in the middle, so that nothing is whole.
     */
    public FormerLife bequeath() {
        return whole ? core.bequeath() : null;
    }

    @Override
    public int doWork() {
        // Once declared dead the core holds still, whatever breaks off its cycles.
        whole &= life == LifeState.DECLARED_DEAD;
        final int work = cycle();
        whole = true;
        return work;
    }

    private int cycle() {
        nowNs = clock.nanoTime();
        int work = streams.doWork() + coordinator.poll(nowNs);
        if (!addressed) {
            return work + announceWhenReady();
        }
        work += streams.pollControl(onPeerFragment, FRAGMENTS);
        work += streams.pollBulk(onPeerFragment, FRAGMENTS);
        work += streams.pollSession(onSessionFragment, FRAGMENTS);
        if (core.isHalted()) {
            onHalt.run();
        }
        if (leaves) {
            core.leave();
        }
        work += core.doWork(nowNs);
        if (core.life() != life || core.incarnation() != incarnation) {
            incarnation = core.incarnation();
            life = core.life();
        }
        if (refusal == null && core.refusal() != null) {
            refusal = core.refusal();
        }
        return work;
    }

    private int announceWhenReady() {
        if (!streams.isReady()) {
            refusal = streams.failure();
            return 0;
        }
        addressed = true;
        core.onAddress(
                nowNs,
                new NodeAddress(
                        streams.driver(),
                        streams.controlStream(),
                        streams.bulkStream(),
                        streams.sessionStream(),
                        streams.endpoint()));
        return 1;
    }

    private ControlledFragmentHandler.Action onPeerFragment(
            final DirectBuffer buffer, final int offset, final int length, final Header header) {
        return core.onPeerFrame(nowNs, buffer, offset, length)
                ? ControlledFragmentHandler.Action.CONTINUE
                : ControlledFragmentHandler.Action.ABORT;
    }

    private ControlledFragmentHandler.Action onSessionFragment(
            final DirectBuffer buffer, final int offset, final int length, final Header header) {
        core.onSessionFrame(nowNs, buffer, offset, length);
        return ControlledFragmentHandler.Action.CONTINUE;
    }

    /** Be drained and end. To be called by any thread. */
    public void leave() {
        leaves = true;
    }

    /** Where the node is in its life. Readable by any thread. */
    public LifeState life() {
        return life;
    }

    /** This life's number in the mesh, 0 while it is no member. Readable by any thread. */
    public int incarnation() {
        return incarnation;
    }

    /** Why it is no member: the coordinator would not have it, or the media driver refused its port; or null. Any thread. */
    public String refusal() {
        return refusal;
    }

    @Override
    public void onClose() {
        streams.close();
        coordinator.close();
    }

    @Override
    public String roleName() {
        return settings.name();
    }
}
