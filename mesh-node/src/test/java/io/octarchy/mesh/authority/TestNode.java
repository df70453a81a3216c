package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;
import static io.octarchy.mesh.authority.AuthorityRole.DOUBT;
import static io.octarchy.mesh.authority.AuthorityRole.NONE;

import io.octarchy.codec.peer.HandoverPhase;
import io.octarchy.mesh.config.HandoverSettings;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A node around the package under test, as thin as can be: frames in, ticks, frames out. */
final class TestNode implements AuthorityHost {
    static final int GAME_LENGTH = 48;
    static final int MAX_FRAME_LENGTH = 1024;
    static final int MAX_INPUTS = 24;
    static final int MAX_ENTITIES = 96;
    private static final long KEEP_ALIVE_NS = 20 * Cluster.STEP_NS;

    final int id;
    final Fencing fencing = new Fencing(16);
    final LeaseGuard lease;
    final AuthorityTable table = new AuthorityTable(128, MAX_ENTITIES);
    final EntitySlab slab = new EntitySlab(MAX_ENTITIES, GAME_LENGTH, 0);
    final KeptCopies kept;
    final Removals removals = new Removals(32);
    final StandbySender sender;
    final StandbyCopies copies;
    final FrozenSnapshot snapshot;
    final HandoverSource source;
    final HandoverTarget target;
    final FenceParticipant participant;
    final Takeover takeover;
    final ControlPublisher coordinator;
    final TreeSet<Integer> known = new TreeSet<>();
    private final Cluster cluster;
    private final Random random;
    private final Map<Integer, FrameChannel> channels = new TreeMap<>();
    private final TestReceiver receiver;
    final TestCommands commands;
    final TestGame game;
    private final TestObserver observer;
    private final TestPublisher publisher = new TestPublisher(this);
    private long lastWorldTick;
    private long nextKeepAliveNs;
    private boolean dropsLostRows;
    boolean crashed;
    long pausedUntilNs;
    int decided;

    TestNode(
            final Cluster cluster, final int id, final HandoverSettings settings, final long leaseNs, final long seed) {
        this.cluster = cluster;
        this.id = id;
        random = new Random(seed * 31 + id);
        dropsLostRows = random.nextBoolean();
        lease = new LeaseGuard(leaseNs, 0);
        commands = new TestCommands(this, cluster, random);
        final Luggage luggage = commands.boxes;
        kept = new KeptCopies(64, slab.rowLength(), luggage.maxLength());
        copies = new StandbyCopies(12, MAX_ENTITIES, slab.rowLength(), luggage.maxLength());
        final boolean noLuggage = cluster.mutant == Mutant.NO_LUGGAGE_AT_STANDBY;
        sender = new StandbySender(fencing, table, slab, noLuggage ? Luggage.NONE : luggage, this::channel, removals);
        snapshot = new FrozenSnapshot(256, fencing, table, kept, copies);
        final AuthorityContext context = new AuthorityContext(
                fencing,
                lease,
                table,
                slab,
                settings,
                kept,
                sender,
                this,
                luggage,
                this::channel,
                MAX_ENTITIES,
                MAX_INPUTS);
        commands.wire(context);
        observer = new TestObserver(this, cluster);
        source = new HandoverSource(context, observer);
        target = new HandoverTarget(context, observer);
        coordinator = new ControlPublisher(cluster.net.channel(id, Net.COORDINATOR, 600));
        participant = new FenceParticipant(fencing, source, target, snapshot, coordinator, entity -> 0);
        takeover = new Takeover(context, snapshot, source, this::onGranted);
        receiver = new TestReceiver(this, cluster);
        game = new TestGame(this, cluster, random);
    }

    FrameChannel channel(final int peer) {
        if (!known.contains(peer)) {
            return null;
        }
        return channels.computeIfAbsent(peer, to -> cluster.net.channel(id, to, MAX_FRAME_LENGTH));
    }

    boolean isRunning(final long nowNs) {
        return !crashed && nowNs - pausedUntilNs >= 0;
    }

    /** One duty cycle. */
    void doWork(final long nowNs) {
        receiver.receive(nowNs);
        source.doWork(nowNs);
        target.doWork(nowNs);
        sender.doWork();
        participant.doWork(nowNs);
        commands.doWork(nowNs);
        sendAcks(nowNs);
        while (removals.size() > 0 && removals.isFirstSettled(table, sender)) {
            cluster.onRemoved(removals.entity(0), removals.quantity(0));
            removals.removeFirst();
        }
        if (nowNs - nextKeepAliveNs >= 0 && lease.isValid(nowNs)) {
            nextKeepAliveNs = nowNs + KEEP_ALIVE_NS;
            known.forEach(publisher::sendKeepAlive);
        }
        show();
    }

    /** Run what is due of all entities, then hand the tick to the standby. */
    void tick(final long nowNs, final long worldTick) {
        final boolean may = worldTick <= lease.lastTick() || cluster.mutant == Mutant.BEYOND_LAST_TICK;
        if (!lease.isValid(nowNs) || !may || worldTick <= lastWorldTick) {
            return;
        }
        lastWorldTick = worldTick;
        game.tick(worldTick);
        sender.onTickRan(worldTick);
        tellOthers();
        sender.doWork();
        show();
    }

    private long ranAt(final int record) {
        return slab.tick(table.slot(record));
    }

    int anyRuled(final long atTick) {
        if (table.highWater() == 0) {
            return AuthorityTable.MISSING;
        }
        final int start = random.nextInt(table.highWater());
        for (int i = 0; i < table.highWater(); i++) {
            final int record = (start + i) % table.highWater();
            if (table.entity(record) != 0 && table.role(record) == AUTHORITY && ranAt(record) >= atTick) {
                return record;
            }
        }
        return AuthorityTable.MISSING;
    }

    long state(final int slot) {
        return game.state(slot);
    }

    void sendAck(final int to, final long frame, final long tick) {
        publisher.sendAck(to, frame, tick);
    }

    /** Rule 24. */
    private void show() {
        for (int record = 0; record < table.highWater(); record++) {
            if (table.entity(record) != 0 && table.role(record) == AUTHORITY && sender.hasStandby()) {
                final long acked = sender.ackedFrame() >= table.firstFrame(record) ? sender.ackedTick() : -1;
                final long bound = Math.max(acked, table.arrivalTick(record)) + History.ROLLBACK_TICKS;
                final long tick = ranAt(record);
                cluster.history.shown(
                        table.entity(record), cluster.mutant == Mutant.SHOWN_UNACKED ? tick : Math.min(tick, bound));
            }
        }
    }

    int spawn(final long entity, final long tick, final long gold) {
        final int record = table.findOrAdd(entity);
        final int slot = slotFor(record);
        final long epoch = Epoch.born(fencing.fence());
        table.role(record, AUTHORITY, epoch, id);
        table.tick(record, tick);
        table.arrived(record, tick, sender.nextFrame());
        slab.epoch(slot, epoch);
        slab.tick(slot, tick);
        game.gold(slot, gold);
        cluster.history.ran(id, entity, epoch, tick, game.state(slot));
        return record;
    }

    void note(final int record, final String text) {
        if (History.isTraced(table.entity(record))) {
            History.note(
                    table.entity(record),
                    id,
                    text + " epoch " + Long.toHexString(table.epoch(record)) + " tick " + table.tick(record) + " step "
                            + cluster.steps);
        }
    }

    private void noteSnapshot() {
        for (int at = 0; at < snapshot.size(); at++) {
            if (History.isTraced(snapshot.entity(at))) {
                History.note(
                        snapshot.entity(at),
                        id,
                        fencing + " role " + snapshot.role(at) + " to " + snapshot.doubtTarget(at) + " highest "
                                + Long.toHexString(snapshot.highestEpoch(at)) + " of " + snapshot.highestOwner(at)
                                + " copy " + Long.toHexString(snapshot.copyEpoch(at)) + "/" + snapshot.copyTick(at)
                                + (snapshot.isRemoved(at) ? " removed" : "") + " L " + lease.lastTick() + " step "
                                + cluster.steps);
            }
        }
    }

    void remove(final int record) {
        note(record, "removed");
        source.cancel(cluster.nowNs, record);
        removals.add(
                table.entity(record),
                table.epoch(record),
                table.tick(record),
                game.gold(table.slot(record)),
                sender.nextFrame());
        table.markFrame(record, sender.nextFrame());
        final int slot = table.slot(record);
        commands.boxes.drop(slot);
        table.role(record, NONE, 0, 0);
        table.slot(record, AuthorityTable.MISSING);
        slab.remove(slot, true);
    }

    private void sendAcks(final long nowNs) {
        if (!lease.isValid(nowNs)) {
            return;
        }
        for (int i = 0; i < copies.sources(); i++) {
            final StandbyImage image = copies.at(i);
            if (image.ackDue() >= 0 && !fencing.isDead(image.source())) {
                publisher.sendAck(image.source(), image.ackDue(), image.tick());
                image.acked();
            }
        }
    }

    private void tellOthers() {
        final int record = anyRuled(0);
        if (record != AuthorityTable.MISSING && !known.isEmpty()) {
            final Integer[] peers = known.toArray(new Integer[0]);
            publisher.sendState(peers[random.nextInt(peers.length)], record);
        }
    }

    /** The dead are known and a fence is told: rule 9. */
    void enterFence(final long nowNs, final int fence, final Iterable<Integer> dead) {
        if (fence > fencing.fence()) {
            for (final int member : dead) {
                fencing.dead(member);
            }
            participant.enter(nowNs, fence);
            noteSnapshot();
            if (cluster.mutant == Mutant.SELF_TAKE_BACK) {
                observer.takeBack();
            }
        }
    }

    void onDecided(final long nowNs, final int fence) {
        if (fence <= fencing.fence() && fence > decided) {
            decided = fence;
            participant.onDecided(fence);
            source.onDecided(nowNs, fence);
        }
    }

    void onClosed(final int fence) {
        if (fence > fencing.closed() && fence <= decided) {
            source.onClosed(fence);
            for (int i = 0; i < fencing.deadCount(); i++) {
                if (fencing.isDeadBy(fencing.deadAt(i), fence)) {
                    copies.drop(fencing.deadAt(i));
                    known.remove(fencing.deadAt(i));
                }
            }
            fencing.closeDead(fence);
        }
    }

    private void onGranted(
            final long nowNs, final int record, final long epoch, final long copyTick, final long resumeTick) {
        final int slot = table.slot(record);
        cluster.history.granted(
                id, table.entity(record), copyTick, game.state(slot), slab.tick(slot), cluster.isSingleLoss());
    }

    @Override
    public int slotFor(final int record) {
        final int slot = slab.add(table.entity(record));
        if (slot != EntitySlab.NONE) {
            table.slot(record, slot);
        }
        return slot;
    }

    @Override
    public void onGained(final long nowNs, final int record, final int slot) {
        if (slab.entity(slot) != table.entity(record) || slab.epoch(slot) != table.epoch(record)) {
            throw new AssertionError("row and record disagree");
        }
    }

    @Override
    public void onFrozen(final long nowNs, final int record, final int slot) {
        if (table.role(record) != AUTHORITY) {
            throw new AssertionError("froze what is not ruled");
        }
        note(record, "froze");
    }

    @Override
    public void onLost(final long nowNs, final int record, final int slot, final int owner) {
        note(record, "lost it to " + owner);
        if (dropsLostRows) {
            table.slot(record, AuthorityTable.MISSING);
            slab.remove(slot, false);
        }
    }

    @Override
    public int inputsLength(final int slot) {
        return (int) (slab.entity(slot) % 3) * 8;
    }

    @Override
    public void encodeInputs(final int slot, final MutableDirectBuffer buffer, final int offset) {
        for (int i = 0; i < inputsLength(slot); i += 8) {
            buffer.putLong(offset + i, slab.entity(slot));
        }
    }

    @Override
    public void decodeInputs(final int slot, final DirectBuffer buffer, final int offset, final int length) {
        for (int i = 0; i < length; i += 8) {
            if (buffer.getLong(offset + i) != slab.entity(slot)) {
                throw new AssertionError("inputs of another entity");
            }
        }
    }

    /** State of an entity came from somebody who lives. */
    void onState(final long nowNs, final int from, final long entity, final long epoch) {
        final int record = table.findOrAdd(entity);
        if (record == AuthorityTable.MISSING || epoch < table.highestEpoch(record)) {
            return;
        }
        if (epoch == table.highestEpoch(record) && table.highestOwner(record) != from) {
            return;
        }
        if (table.role(record) == AUTHORITY) {
            return;
        }
        table.raise(record, epoch, from);
        if (table.role(record) == DOUBT && epoch >= table.epoch(record)) {
            source.onDoubtOver(nowNs, record);
        }
    }

    /** Answers to a source are wanted in this phase. */
    void onRefused(final long nowNs, final int from, final long sequence, final HandoverPhase phase) {
        source.onRefused(nowNs, from, sequence, phase);
    }

    boolean isAtRest() {
        for (int record = 0; record < table.highWater(); record++) {
            if (table.entity(record) != 0 && table.role(record) == DOUBT) {
                return false;
            }
        }
        return source.open() == 0
                && commands.isAtRest()
                && target.outcomes() == 0
                && kept.size() == 0
                && fencing.deadCount() == 0
                && (!sender.hasStandby() || sender.ackedFrame() >= sender.nextFrame() - 4);
    }

    @Override
    public String toString() {
        return fencing + " open=" + source.open() + " outcomes=" + target.outcomes() + " kept=" + kept.size()
                + " ruled="
                + table.ruled() + " standby=" + sender.standby() + " acked=" + sender.ackedFrame() + "/"
                + (sender.nextFrame() - 1) + (crashed ? " crashed" : "") + " decided=" + decided;
    }
}
