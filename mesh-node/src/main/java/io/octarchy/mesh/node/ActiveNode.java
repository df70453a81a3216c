package io.octarchy.mesh.node;

import io.octarchy.codec.control.FoundDecoder;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.AuthorityContext;
import io.octarchy.mesh.authority.FenceParticipant;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.FormerLife;
import io.octarchy.mesh.authority.FrozenSnapshot;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.HandoverTarget;
import io.octarchy.mesh.authority.KeptCopies;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.authority.Luggage;
import io.octarchy.mesh.authority.Removals;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.mesh.authority.StandbySender;
import io.octarchy.mesh.authority.Takeover;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.WorldSettings;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.MapReplica;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.store.ImageSender;
import io.octarchy.mesh.store.StoreLink;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.replicator.state.StateScale;
import io.octarchy.replicator.view.ViewComposer;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;

/** A node from the moment that it joined to its end: one incarnation. */
final class ActiveNode implements Heartbeats.Status, Membership.Changes, Spawner.Departures {
    private static final int MAX_CATCH_UP_TICKS = 2;
    private static final int MAX_SOURCES_FOLLOWED = 8;

    private final NodeEvents events;
    private final FreshClock clock;
    private final NodeCounters counters = new NodeCounters();
    private final Fencing fencing;
    private final LeaseGuard lease;
    private final TickClock tickClock;
    private final World world;
    private final Removals removals;
    private final StandbySender standby;
    private final StandbyCopies copies;
    private final ImageSender images;
    private final StandbyAcks standbyAcks;
    private final AuthorityContext context;
    private final HandoverSource source;
    private final HandoverTarget target;
    private final FenceParticipant fence;
    private final Peers peers;
    private final Ghosts ghosts;
    private final Avatars avatars;
    private final CommandPost post;
    private final Creations creations;
    private final Spawner spawner;
    private final Territory territory;
    private final Sight sight;
    private final TickRunner ticks;
    private final Founder founder;
    private final Output output;
    private final TickTimes times;
    private final NodeGauges gauges;
    private final NodeHost host;
    private final MapReplica map;
    private final Membership membership;
    private final Heartbeats heartbeats;
    private final PeerAdapter peerAdapter;
    private final SessionAdapter sessionAdapter;
    private final HandoverRound handovers;
    private final Life life;
    private long lastTick = -1;

    ActiveNode(
            final long nowNs,
            final NodeSettings nodeSettings,
            final WorldSettings worldSettings,
            final JoinedDecoder joined,
            final FormerLife former,
            final StoreLink store,
            final Simulation game,
            final MemberLinks links,
            final ControlPublisher coordinator,
            final NodeEvents events,
            final AllocationMeter allocation,
            final FreshClock clock) {
        final MeshSettings settings = nodeSettings.mesh();
        this.events = events;
        this.clock = clock;
        final LimitSettings limits = settings.limits();
        events.node(joined.incarnation());
        fencing = new Fencing(limits.maxMembers());
        fencing.joined(joined.incarnation(), joined.fence());
        lease = new LeaseGuard(joined.leaseNs(), settings.lease().marginNs());
        tickClock = new TickClock(joined.firstTick(), joined.firstTickNs(), joined.tickIntervalNs());
        world = new World(worldSettings, limits, settings.view().farMetres(), game);
        final int rowLength = world.slab().rowLength();
        post = new CommandPost(settings.commands(), world.slab(), limits.maxMembers());
        final Luggage luggage = post.boxes();
        final KeptCopies kept = new KeptCopies(limits.maxEntities(), rowLength, luggage.maxLength());
        removals = new Removals(4096);
        standby = new StandbySender(fencing, world.table(), world.slab(), luggage, links::bulk, removals);
        copies = new StandbyCopies(MAX_SOURCES_FOLLOWED, limits.maxEntities(), rowLength, luggage.maxLength());
        copies.adopt(former);
        images = new ImageSender(store, joined, world.table(), world.slab(), luggage, limits.maxEntities());
        standbyAcks = new StandbyAcks(fencing, copies, links);
        final InputQueues inputs = new InputQueues(limits.maxSessions(), limits.maxKnown(), limits.inputQueue());
        host = new NodeHost(
                world, game, events, counters, inputs, settings.handover().restTicks());
        context = new AuthorityContext(
                fencing,
                lease,
                world.table(),
                world.slab(),
                settings.handover(),
                kept,
                standby,
                host,
                luggage,
                links::control,
                limits.maxEntities(),
                limits.inputQueue() * InputQueues.INPUT_LENGTH);
        source = new HandoverSource(context, host);
        target = new HandoverTarget(context, host);
        final FrozenSnapshot snapshot =
                new FrozenSnapshot(world.table().capacity(), fencing, world.table(), kept, copies);
        fence = new FenceParticipant(fencing, source, target, snapshot, coordinator, post::removedEpoch);
        final StateHistory history = new StateHistory(
                world.slab(),
                new StateScale(
                        worldSettings.minX(),
                        worldSettings.minY(),
                        worldSettings.minZ(),
                        worldSettings.edgeMetres(),
                        worldSettings.tickIntervalNs()));
        ghosts = new Ghosts(world, events, counters);
        ghosts.wire(source);
        final double halo = settings.view().haloMetres();
        peers = new Peers(world, fencing, links, history, halo, limits.maxMembers(), ghosts, post.homes());
        final ViewComposer views = new ViewComposer(
                world.slab(),
                world.index(),
                history,
                nodeSettings.viewRings(),
                limits.maxSessions(),
                links::session,
                ghosts);
        spawner = new Spawner(world, fencing, standby, counters, limits.maxEntities(), game);
        avatars = new Avatars(world, fencing, links, spawner, inputs, views, counters, peers, nodeSettings);
        map = new MapReplica(world.cube().curveSize(), limits.maxIntervals());
        sight = new Sight(world, map.map());
        territory = new Territory(world, settings.handover(), settings.view(), map.map());
        creations = new Creations(world, standby, removals, events, images);
        ticks = new TickRunner(
                world, fencing, game, spawner, territory, standby, inputs, events, counters, creations, post);
        founder = new Founder(ticks, standby);
        post.wire(nowNs, context, copies, ticks);
        post.wireTogether(world, context, game, territory, creations, source, peers::isReachable, counters);
        spawner.wire(creations, source, post, this);
        handovers = new HandoverRound(territory, source, creations, peers::isReachable, counters, clock);
        host.wire(avatars, peers, ghosts, territory, source, images);
        output = new Output(world, fencing, standby, history, peers, views, avatars, events, counters, settings.view());
        membership = new Membership(
                fencing,
                lease,
                tickClock,
                links,
                peers,
                territory,
                sight,
                map,
                limits.maxMembers(),
                fence,
                new Takeover(context, snapshot, source, host),
                source,
                standby,
                copies,
                coordinator,
                events,
                images,
                this);
        heartbeats = new Heartbeats(fencing, world, standby, images, coordinator, joined.renewalNs(), nowNs);
        membership.wire(heartbeats);
        peerAdapter = new PeerAdapter(
                fencing,
                lease,
                membership,
                clock,
                source,
                target,
                standby,
                copies,
                peers,
                avatars,
                post,
                events,
                counters);
        sessionAdapter = new SessionAdapter(avatars, links, counters);
        times = new TickTimes(world, avatars, ghosts, events, allocation);
        gauges = new NodeGauges(
                nowNs, settings, world, avatars, ghosts, inputs, source, target, kept, copies, standby, views, post,
                events, counters);
        life = new Life(nowNs, lease, tickClock, events);
    }

    CoordinatorListener coordinatorListener() {
        return membership;
    }

    boolean onPeerFrame(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        ghosts.now(nowNs);
        if (life.isActive() && lastTick >= 0 && images.mustWait(lastTick, life.dueTick(nowNs))) {
            return false;
        }
        return peerAdapter.onFrame(nowNs, buffer, offset, length);
    }

    void onSessionFrame(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        spawner.now(nowNs);
        sessionAdapter.onFrame(nowNs, buffer, offset, length, lastTick, isAccepting());
    }

    private boolean isAccepting() {
        return life.isActive() && !membership.isDraining() && lastTick >= 0;
    }

    /** One duty cycle. */
    int doWork(final long nowNs) {
        ghosts.now(nowNs);
        spawner.now(nowNs);
        life.follow(nowNs, membership.hasLeft(), lastTick);
        int work = heartbeats.doWork(nowNs, this) + fence.doWork(nowNs);
        if (life.isActive()) {
            // Entities that act on each other while a standby frame is half out would be torn apart in it.
            work += standby.isSending() ? 0 : host.catchUp(lastTick, MAX_CATCH_UP_TICKS, ticks);
            // What the other side of a handover waits for goes out before the work of a tick.
            work += source.doWork(nowNs) + target.doWork(nowNs);
            work += runDueTick(nowNs);
            work += standby.doWork() + images.doWork();
            work += standbyAcks.doWork();
            work += creations.doWork() + avatars.doWork(nowNs, lastTick, creations, membership, isAccepting());
            work += peers.doWork(nowNs, source, standby) + post.doWork(nowNs);
            work += output.showIfAllowed(clock, lease, times, ticks, lastTick);
            final boolean calm = fencing.deadCount() == 0 && !peers.isAnyLate(nowNs);
            ghosts.doWork(!calm);
            post.leavers().calm(calm);
            work += output.isShown(lastTick) ? handovers.begin(lastTick) : 0;
        }
        if (gauges.doWork(nowNs)) {
            times.sumUp();
        }
        return work;
    }

    long nextTickNs() {
        return life.nextTickNs(lastTick);
    }

    private int runDueTick(final long nowNs) {
        final long dueTick = life.dueTick(nowNs);
        if (lastTick < 0) {
            lastTick = dueTick - 1;
        }
        if (dueTick <= lastTick) {
            return 0;
        }
        founder.run(lastTick);
        handovers.begin(lastTick);
        if (!output.isShown(lastTick) && times.isOpen()) {
            output.onHeld();
            times.end(nowNs, ticks.takeFrozenTicks());
        }
        final long tick = Math.max(lastTick + 1, dueTick - MAX_CATCH_UP_TICKS + 1);
        images.beforeTick(lastTick, tick, standby.founded());
        times.begin(tick, tickClock.dueNs(tick), nowNs);
        ticks.runAll(tick);
        lastTick = tick;
        standby.onTickRan(tick);
        images.afterTick(tick, standby.founded());
        host.onTickRan(tick);
        if (sight.onTick(tick, territory.strays())) {
            peers.onSight(sight.cover());
        }
        return 1;
    }

    @Override
    public void onRemoved(final int slot) {
        avatars.onRemoved(slot);
        peers.onRemoved(slot, spawner.cameFromElsewhere(slot));
    }

    @Override
    public void onLeaving(final int slot) {
        avatars.onLeaving(slot);
    }

    @Override
    public void onMap(final long nowNs) {
        events.mapApplied(map.version(), map.map().checksum(), lastTick);
    }

    @Override
    public void onDraining(final boolean draining) {
        territory.draining(draining);
        target.draining(draining);
    }

    @Override
    public void onStandby() {
        output.onStandby(lastTick);
    }

    @Override
    public void onGatewayGone(final int gateway) {
        avatars.onGatewayGone(gateway);
    }

    @Override
    public void onDead(final StandbyImage last) {
        creations.onDead(last);
    }

    @Override
    public void onFound(final FoundDecoder message) {
        founder.onFound(message);
    }

    @Override
    public int founded() {
        return founder.founded();
    }

    @Override
    public long lastTick() {
        return lastTick;
    }

    @Override
    public int decided() {
        return membership.decided();
    }

    @Override
    public long membersVersion() {
        return membership.membersVersion();
    }

    @Override
    public long mapVersion() {
        return map.version();
    }

    @Override
    public int sessions() {
        return avatars.sessions();
    }

    @Override
    public int cpuMicros() {
        return times.cpuMicros();
    }

    @Override
    public boolean isEmpty() {
        return membership.isDraining()
                && world.table().ruled() == 0
                && context.kept().size() == 0
                && creations.removalsUntold() == 0
                && creations.pendingCount() == 0
                && founder.isIdle();
    }

    FormerLife bequeath() {
        return FormerLife.of(images.mesh(), context, copies, removals, standby.founded());
    }

    void forEachRuled(final LongConsumer consumer) {
        world.forEachRuled(consumer);
    }

    LifeState life() {
        return life.state();
    }

    boolean isHalted() {
        return membership.isHalted();
    }

    int incarnation() {
        return fencing.incarnation();
    }
}
