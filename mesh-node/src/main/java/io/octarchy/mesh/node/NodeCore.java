package io.octarchy.mesh.node;

import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.FormerLife;
import io.octarchy.mesh.authority.Inheritance;
import io.octarchy.mesh.config.LeaseSettings;
import io.octarchy.mesh.config.WorldSettings;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.ListenerRelay;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.store.StoreLink;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;

/**
 * The whole node as a deterministic state machine: it joins, runs as one incarnation, and ends. Frames, time and space to
 * send are given to it; its agent is in {@code mesh.node.aeron}, the simulator steps the very same object.
 */
public final class NodeCore {
    /** This node runs no ticks now. */
    public static final long NO_TICK = Long.MAX_VALUE;

    private static final long JOIN_RETRY_NS = 500_000_000L;

    private final NodeSettings settings;
    private final Simulation game;
    private final MemberLinks links;
    private final ControlPublisher coordinator;
    private final NodeEvents events;
    private final AllocationMeter allocation;
    private final FreshClock clock;
    private final ListenerRelay coordinatorNews;
    private ActiveNode active;
    private NodeAddress address;
    private Inheritance former;
    private FormerLife rest;
    private StoreLink store;
    private long joinAtNs;
    private long leaveAtNs;
    private long namesakeSinceNs;
    private boolean joining;
    private boolean leaving;
    private String refusal;
    private JoinStatus refusalStatus;

    /** @param coordinatorNews hears the coordinator; this node makes it hand on to whoever must know. */
    public NodeCore(
            final NodeSettings settings,
            final Simulation game,
            final MemberLinks links,
            final ControlPublisher coordinator,
            final ListenerRelay coordinatorNews,
            final NodeEvents events,
            final AllocationMeter allocation,
            final FreshClock clock) {
        this.settings = settings;
        this.game = game;
        this.links = links;
        this.coordinator = coordinator;
        this.events = events;
        this.allocation = allocation;
        this.clock = clock;
        this.coordinatorNews = coordinatorNews;
        coordinatorNews.target(new CoordinatorListener() {
            @Override
            public void onJoined(final long nowNs, final JoinedDecoder message) {
                NodeCore.this.onJoined(nowNs, message);
            }
        });
    }

    /** Copies that a former life of this process left (rule 7), offered when the coordinator wants them. Before it joins. */
    public void remember(final Inheritance life) {
        former = life;
        rest = life instanceof FormerLife inMemory ? inMemory : null;
    }

    /** Keep images of what this node has in a store. Before it joins. */
    public void store(final StoreLink link) {
        store = link;
    }

    /** What this life leaves to the next one in the same process; null when there is nothing. This core is not stepped any more. */
    public FormerLife bequeath() {
        return active == null ? rest : active.bequeath();
    }

    /** This node's streams are open: it can join. */
    public void onAddress(final long nowNs, final NodeAddress newAddress) {
        address = newAddress;
        joinAtNs = nowNs;
        joining = true;
    }

    /**
     * A frame on the control or the bulk stream.
     *
     * @return false when it must wait in its stream and be offered again.
     */
    public boolean onPeerFrame(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        return active != null && active.onPeerFrame(nowNs, buffer, offset, length);
    }

    /** A frame on the session stream. */
    public void onSessionFrame(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (active != null) {
            active.onSessionFrame(nowNs, buffer, offset, length);
        }
    }

    /** One duty cycle. */
    public int doWork(final long nowNs) {
        if (active != null) {
            return active.doWork(nowNs) + leaveWhenDrained(nowNs);
        }
        if (joining && refusal == null && nowNs - joinAtNs >= 0) {
            joinAtNs = nowNs + JOIN_RETRY_NS;
            return join() ? 1 : 0;
        }
        return 0;
    }

    private boolean join() {
        return coordinator.join(
                settings.launch(),
                Role.NODE,
                settings.launch(),
                settings.mesh().limits().capacity(),
                address.driver(),
                address.controlStream(),
                address.bulkStream(),
                address.sessionStream(),
                former == null ? 0 : former.incarnation(),
                former == null ? 0 : former.mesh(),
                address.endpoint(),
                settings.name());
    }

    /** Have the coordinator drain this node, unless it is the last one that stays; it has ended when it is drained. */
    public void leave() {
        leaving = true;
    }

    /** A wish to leave begins the draining, and later ends it. */
    private int leaveWhenDrained(final long nowNs) {
        if ((leaving || active.isEmpty()) && nowNs - leaveAtNs >= 0) {
            leaveAtNs = nowNs + JOIN_RETRY_NS;
            return coordinator.leave(active.incarnation()) ? 1 : 0;
        }
        return 0;
    }

    private void onJoined(final long nowNs, final JoinedDecoder joined) {
        if (joined.correlation() != settings.launch()) {
            return;
        }
        if (joined.status() == JoinStatus.IDENTITY && mayStillDie(nowNs)) {
            return;
        }
        if (joined.status() == JoinStatus.MESH && store == null) {
            // The mesh began anew: what this process remembers is of no use there. A store would not be overwritten.
            former = null;
            return;
        }
        if (joined.status() != JoinStatus.OK) {
            refusalStatus = joined.status();
            refusal = joined.message();
            return;
        }
        final WorldSettings world = new WorldSettings(
                joined.minX(),
                joined.minY(),
                joined.minZ(),
                joined.edgeMetres(),
                joined.finestLevel(),
                joined.loadLevel(),
                joined.tickIntervalNs());
        final boolean isWanted = former != null && joined.former() == former.incarnation();
        final FormerLife wanted = isWanted ? former.at(joined.cut()) : null;
        former = null;
        active = new ActiveNode(
                nowNs, settings, world, joined, wanted, store, game, links, coordinator, events, allocation, clock);
        coordinatorNews.target(active.coordinatorListener());
    }

    /** Whoever has our name may be our own last life, which crashed and whose lease is not over: asked again till then. */
    private boolean mayStillDie(final long nowNs) {
        if (namesakeSinceNs == 0) {
            namesakeSinceNs = nowNs;
        }
        final LeaseSettings lease = settings.mesh().lease();
        return nowNs - namesakeSinceNs < lease.leaseNs() + lease.marginNs() + 2 * JOIN_RETRY_NS;
    }

    /** Why the coordinator would not have this node, or null. */
    public String refusal() {
        return refusal;
    }

    public JoinStatus refusalStatus() {
        return refusalStatus;
    }

    /** Where the node is in its life. */
    public LifeState life() {
        return active == null ? LifeState.JOINING : active.life();
    }

    /** Has an operator killed this node? Its shell carries that out. */
    public boolean isHalted() {
        return active != null && active.isHalted();
    }

    /** Incarnation, 0 before it joined. */
    public int incarnation() {
        return active == null ? 0 : active.incarnation();
    }

    /** Entities that this node rules now. */
    public void forEachRuled(final LongConsumer consumer) {
        if (active != null) {
            active.forEachRuled(consumer);
        }
    }

    /** Local time at which the next tick is due, as far as is known, or {@link #NO_TICK}; it runs if the lease allows it. */
    public long nextTickNs() {
        return active == null ? NO_TICK : active.nextTickNs();
    }

    /** Last tick run, below 0 before the first. */
    public long lastTick() {
        return active == null ? -1 : active.lastTick();
    }
}
