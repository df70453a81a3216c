package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.AdminDecoder;
import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.FenceAckDecoder;
import io.octarchy.codec.control.GrantAckDecoder;
import io.octarchy.codec.control.HeartbeatDecoder;
import io.octarchy.codec.control.JoinDecoder;
import io.octarchy.codec.control.ProviderReportDecoder;
import io.octarchy.codec.control.SnapshotReplyDecoder;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.fleet.Orders;
import io.octarchy.mesh.coordinator.fleet.Scaler;
import io.octarchy.mesh.coordinator.map.Foundings;
import io.octarchy.mesh.coordinator.map.LoadPlanner;
import io.octarchy.mesh.coordinator.map.MapKeeper;
import io.octarchy.mesh.coordinator.map.MapPlanner;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.MemberCard;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.Standbys;
import io.octarchy.mesh.coordinator.member.TickMap;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.mesh.coordinator.state.StateWriter;
import io.octarchy.mesh.coordinator.takeover.Takeover;
import io.octarchy.space.LocationalCode;
import io.octarchy.space.partition.Partitioner;

/**
 * The coordinator: a deterministic state machine over the cluster's log. Equal messages at equal log times lead to equal
 * states ({@link #checksum()}) and to equal messages out, whatever becomes of those. Time is log time only.
 *
 * <p>Bounded by the settings' limits. A heartbeat allocates nothing. Not thread safe.
 */
public final class CoordinatorCore {
    /** Raised whenever the snapshot's bytes change their meaning. */
    public static final int LAYOUT = 6;

    private static final int SLACK_TICKS = 2;
    private static final int MAX_CELLS_PER_NODE = 65_536;

    private final MeshSettings settings;
    private final int worldId;
    private final TickMap ticks;
    private final Membership membership;
    private final MapKeeper keeper;
    private final Foundings foundings;
    private final Takeover takeover;
    private final Images images;
    private final Backups backups;
    private final Sleep sleep;
    private final DecisionLog log = new DecisionLog();
    private final Orders orders;
    private final Scaler scaler;
    private final MapPlanner planner;
    private final Mortality mortality;
    private final JoinDesk joins;
    private final AdminDesk desk;
    private final EgressPublisher publisher;
    private final Syncer syncer;
    private final StatusPublisher status;
    private final BackupStatePublisher backupStates;
    private final News news = new News();
    private long planDueNs = Long.MIN_VALUE;
    private long badCells;
    /** The world has begun elsewhere: nothing of it is to be founded. */
    private boolean begun;

    /** @param world id that members are told. */
    public CoordinatorCore(
            final MeshSettings settings, final int world, final Partitioner partitioner, final Egress egress) {
        this.settings = settings;
        worldId = world;
        ticks = new TickMap(settings.world().tickIntervalNs());
        membership = new Membership(settings.limits().maxMembers(), MAX_CELLS_PER_NODE);
        final long curveSize = 1L << 3 * settings.world().finestLevel();
        keeper = new MapKeeper(curveSize, settings.limits().maxIntervals());
        foundings = new Foundings(settings.limits().maxMembers());
        takeover = new Takeover(
                membership,
                settings.limits().maxEntities() * 8,
                settings.lease().leaseNs(),
                node -> foundings.owedBy(node) != Foundings.NONE);
        images = new Images(settings.store().everyTicks() * settings.world().tickIntervalNs());
        backups = new Backups(settings.store().awaitNs());
        sleep = new Sleep(
                settings.operation().hibernateAfterNs(), settings.store().awaitNs());
        orders = new Orders(membership, log);
        scaler = new Scaler(settings.balance(), settings.limits().capacity(), membership, orders, log);
        planner = new LoadPlanner(settings, membership, keeper, scaler::capacity, partitioner, log);
        mortality = new Mortality(settings.lease(), membership, keeper, takeover, ticks, log, images);
        publisher = new EgressPublisher(egress);
        joins = new JoinDesk(settings, world, ticks, membership, mortality, takeover, orders, log, publisher);
        syncer = new Syncer(
                publisher,
                new PartPublisher(egress),
                membership,
                keeper,
                foundings,
                takeover,
                log,
                images,
                backups,
                ticks,
                settings.store().awaitNs());
        final boolean mayKill = settings.operation().mayKill();
        desk = new AdminDesk(
                membership, keeper, foundings, takeover, planner, orders, log, mayKill, publisher, backups);
        status = new StatusPublisher(egress, membership, keeper, takeover, scaler, images, sleep);
        backupStates = new BackupStatePublisher(egress, world, ticks, backups, membership);
    }

    /**
     * Begin with a world that comes from a backup. Before anything else, and only where there is no log yet; all members of
     * the cluster must do it alike.
     *
     * @throws IllegalArgumentException when it is another world, or has more nodes than there may be.
     */
    public void adopt(final AdoptedWorld world) {
        if (world.world() != worldId || world.lives().size() > settings.limits().maxMembers()) {
            throw new IllegalArgumentException("world " + world.world() + " with "
                    + world.lives().size() + " nodes cannot be adopted by world " + worldId + " with limits.maxMembers "
                    + settings.limits().maxMembers());
        }
        ticks.adopt(world.mesh(), world.image() + 1);
        membership.startAt(world.firstIncarnation());
        takeover.startAt(world.fence());
        for (final AdoptedWorld.Life life : world.lives()) {
            membership.addDead(MemberCard.ofDead(life.name()), takeover.nextFence(), life.entities(), world.image());
        }
        begun = true;
    }

    /** A cluster session has opened; whoever it is will say so. */
    public void onSessionOpen(final long logTimeNs, final long clusterSession) {
        doWork(logTimeNs);
    }

    /** A cluster session has closed. That says nothing of its member: only leases end lives. */
    public void onSessionClose(final long logTimeNs, final long clusterSession) {
        for (int i = 0; i < membership.count(); i++) {
            if (membership.get(i).session() == clusterSession) {
                membership.get(i).session(Member.NO_SESSION);
            }
        }
        doWork(logTimeNs);
    }

    /** A leader begins its term: no lease expires before one full lease from now (rule 16). */
    public void onNewTerm(final long logTimeNs) {
        if (begun && takeover.fence() == takeover.closed() && membership.lastTickOfDead() > 0) {
            takeover.raise(logTimeNs, false);
        }
        mortality.onNewTerm(logTimeNs);
        doWork(logTimeNs);
    }

    void onJoin(final long logTimeNs, final long session, final JoinDecoder join) {
        if (joins.take(logTimeNs, session, join)) {
            doWork(logTimeNs);
        }
    }

    void onHeartbeat(final long logTimeNs, final long session, final HeartbeatDecoder heartbeat) {
        final Member member = membership.find(heartbeat.incarnation());
        if (member == null) {
            publisher.unknown(session, heartbeat.incarnation(), heartbeat.sequence(), heartbeat.sentNs(), logTimeNs);
            return;
        }
        member.session(session);
        if (member.isLiving() && member.report().take(heartbeat)) {
            member.renew(logTimeNs, lastTick(logTimeNs));
            foundings.onFounded(member.incarnation(), heartbeat.founded());
            takeCells(member, heartbeat);
        }
        doWork(logTimeNs);
        syncer.answer(member, logTimeNs);
    }

    /** The tick that is due at a log time. */
    public long tickAt(final long logTimeNs) {
        return ticks.tickAt(logTimeNs);
    }

    private long lastTick(final long logTimeNs) {
        return Math.min(ticks.end(), ticks.tickAt(logTimeNs + settings.lease().leaseNs()) + SLACK_TICKS);
    }

    private void takeCells(final Member member, final HeartbeatDecoder heartbeat) {
        for (final HeartbeatDecoder.CellsDecoder cell : heartbeat.cells()) {
            final long code = cell.code();
            if (LocationalCode.isValid(code)
                    && LocationalCode.level(code) == settings.world().loadLevel()) {
                member.cells().set(code, cell.load());
            } else {
                badCells++;
            }
        }
    }

    void onFenceAck(final long logTimeNs, final FenceAckDecoder ack) {
        if (takeover.onFenceAck(logTimeNs, ack)) {
            for (final FenceAckDecoder.HeldDecoder held : ack.held()) {
                foundings.onFounded(held.incarnation(), held.founded());
                takeover.onHeld(ack.incarnation(), held.incarnation());
            }
        }
        doWork(logTimeNs);
    }

    void onSnapshotReply(final long logTimeNs, final SnapshotReplyDecoder reply) {
        takeover.onSnapshotReply(logTimeNs, reply);
        doWork(logTimeNs);
    }

    void onGrantAck(final long logTimeNs, final GrantAckDecoder ack) {
        takeover.onGrantAck(ack.incarnation(), ack.fence(), ack.page());
        doWork(logTimeNs);
    }

    void onLeave(final long logTimeNs, final long session, final int incarnation) {
        final Member member = membership.find(incarnation);
        if (member != null) {
            member.session(session);
            desk.leave(logTimeNs, member);
            doWork(logTimeNs);
            syncer.answer(member, logTimeNs);
        }
    }

    void onAdmin(final long logTimeNs, final long session, final AdminDecoder admin) {
        final AdminOperation operation = admin.operation();
        final long correlation = admin.correlation();
        if (operation == AdminOperation.STATUS) {
            status.page(session, correlation, admin.target(), ticks.tickAt(logTimeNs));
            return;
        }
        if (operation == AdminOperation.BACKUP_STATE) {
            backupStates.page(session, correlation, admin.target());
            return;
        }
        desk.carryOut(logTimeNs, operation, admin.target(), admin.text());
        publisher.adminReply(session, correlation, desk.accepted(), desk.text());
        doWork(logTimeNs);
    }

    void onProviderReport(final long logTimeNs, final ProviderReportDecoder report) {
        orders.onReport(logTimeNs, report.incarnation(), report.launch(), report.failed() != 0, report.reason());
        doWork(logTimeNs);
    }

    /** Do what is due: call after everything that happens, and every 50 ms. */
    public int doWork(final long logTimeNs) {
        int work = mortality.expire(logTimeNs) ? 1 : 0;
        if (takeover.doWork(logTimeNs, publisher)) {
            mortality.inherit(logTimeNs);
            foundings.onDecided(membership);
            work++;
        }
        if (!takeover.isCollecting()) {
            foundings.assign(membership, keeper.map());
        }
        if (takeover.close(ticks.tickAt(logTimeNs))) {
            log.add(
                    logTimeNs,
                    DecisionKind.TAKEOVER_CLOSED,
                    0,
                    0,
                    logTimeNs - takeover.raisedNs(),
                    "fence " + takeover.fence() + " closed after " + (logTimeNs - takeover.raisedNs()) / 1_000_000
                            + " ms");
            work++;
        }
        work += images.doWork(logTimeNs, membership, takeover.isOpen(), takeover.closed(), ticks, backups, sleep);
        work += sleep.doWork(logTimeNs, membership, takeover, foundings, images, backups, ticks, log);
        work += backups.doWork(logTimeNs, membership, takeover, images);
        work += plan(logTimeNs);
        work += orders.doWork(logTimeNs, publisher);
        if (news.membersChanged(membership)) {
            Standbys.assign(membership);
        }
        if (news.isWorthTelling(membership, keeper, takeover, images.version() + backups.version() + sleep.version())) {
            syncer.answerAll(logTimeNs);
            work++;
        }
        if (news.isDecided(log)) {
            syncer.decisions();
        }
        return work;
    }

    private int plan(final long logTimeNs) {
        if (!keeper.isDivided()) {
            if (membership.stayingNodes() < settings.balance().minNodes()) {
                return 0;
            }
            final int levels = settings.world().finestLevel() - settings.world().loadLevel();
            keeper.divide(membership, 1L << 3 * levels);
            if (!begun) {
                foundings.begin(keeper.map());
            }
            planDueNs = logTimeNs + settings.balance().planNs();
            return 1;
        }
        if (logTimeNs < planDueNs || takeover.isOpen() || sleep.isHolding()) {
            return 0;
        }
        planDueNs = logTimeNs + settings.balance().planNs();
        scaler.plan(logTimeNs);
        planner.plan(logTimeNs);
        return 1;
    }

    /** Members, for tests and status. Read only. */
    public Membership membership() {
        return membership;
    }

    /** The map, for tests and status. Read only. */
    public MapKeeper keeper() {
        return keeper;
    }

    /** What of the world has not begun, for tests and status. Read only. */
    public Foundings foundings() {
        return foundings;
    }

    /** Takeovers, for tests and status. Read only. */
    public Takeover takeover() {
        return takeover;
    }

    /** Newest tick of which every store has an image, 0: none. */
    public long cut() {
        return images.cut();
    }

    /** Does the world hibernate, with all of it safe? */
    public boolean isAsleep() {
        return sleep.isAsleep();
    }

    /** Decisions, for tests and status. Read only. */
    public DecisionLog log() {
        return log;
    }

    /** Messages out that found no room. */
    public long dropped() {
        return publisher.dropped();
    }

    /** Loads for what is no cell of the load level. */
    public long badCells() {
        return badCells;
    }

    /** Save or load everything. A core that loads must be new and have the same settings. */
    public void pass(final StateCodec codec) {
        ticks.pass(codec);
        membership.pass(codec);
        keeper.pass(codec);
        foundings.pass(codec);
        takeover.pass(codec);
        images.pass(codec);
        backups.pass(codec);
        sleep.pass(codec);
        log.pass(codec);
        orders.pass(codec);
        scaler.pass(codec);
        planner.pass(codec);
        mortality.pass(codec);
        news.pass(codec);
        planDueNs = codec.value(planDueNs);
        badCells = codec.value(badCells);
        begun = codec.value(begun);
    }

    /** Hash of the whole state: equal on all members of the cluster at equal positions of the log. Allocates. */
    public long checksum() {
        final StateWriter writer = new StateWriter();
        pass(writer);
        return writer.checksum();
    }
}
