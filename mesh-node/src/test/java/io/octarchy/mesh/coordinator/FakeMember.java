package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.AdminReplyDecoder;
import io.octarchy.codec.control.BackupDecoder;
import io.octarchy.codec.control.BackupPhase;
import io.octarchy.codec.control.BackupStateDecoder;
import io.octarchy.codec.control.DecidedDecoder;
import io.octarchy.codec.control.DecisionDecoder;
import io.octarchy.codec.control.EntityRole;
import io.octarchy.codec.control.FenceAckEncoder;
import io.octarchy.codec.control.FenceDecoder;
import io.octarchy.codec.control.FoundDecoder;
import io.octarchy.codec.control.GrantsDecoder;
import io.octarchy.codec.control.HaltDecoder;
import io.octarchy.codec.control.HeartbeatEncoder;
import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.LeaseDecoder;
import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.codec.control.ProviderOrderDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.control.SnapshotQueryDecoder;
import io.octarchy.codec.control.SnapshotReplyEncoder;
import io.octarchy.codec.control.StatusDecoder;
import io.octarchy.mesh.coordinator.client.ControlAdapter;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.MapReplica;
import io.octarchy.mesh.coordinator.client.MembersReplica;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/** A member as the coordinator sees one: it joins, renews, enters fences, answers from a frozen snapshot, takes grants. */
class FakeMember implements CoordinatorListener {
    /** What a node's snapshot says of an entity. */
    record Knows(
            EntityRole role,
            int doubtTarget,
            long epoch,
            long highestEpoch,
            int highestOwner,
            long tick,
            long copyEpoch,
            long copyTick) {}

    record Grant(int fence, long resumeTick, long copyEpoch, long copyTick) {}

    final FakeNet net;
    final Role role;
    final String name;
    final long session;
    final ControlPublisher publisher;
    final ControlAdapter adapter = new ControlAdapter(this);
    final Map<Long, Knows> knows = new TreeMap<>();
    final Map<Long, Integer> cells = new LinkedHashMap<>();
    final Map<Long, Grant> granted = new TreeMap<>();
    final List<Long> orders = new ArrayList<>();
    final List<String> decisions = new ArrayList<>();
    final Map<Long, Boolean> accepted = new TreeMap<>();
    final Map<Long, String> replies = new TreeMap<>();
    final Map<Long, Integer> more = new TreeMap<>();
    final TreeSet<Integer> dead = new TreeSet<>();

    /** Foundings that this member was told of: number to start of the interval. */
    final Map<Integer, Long> toFound = new TreeMap<>();

    /** What the newest whole standby frames of others say that they founded. */
    final Map<Integer, Integer> held = new TreeMap<>();

    final MapReplica map;
    final MembersReplica directory = new MembersReplica(256);
    private Map<Long, Knows> frozen = Map.of();
    boolean isUp = true;
    boolean isMute;
    boolean answersFences = true;
    boolean acksGrants = true;
    boolean founds = true;
    int founded;
    long stored = -1;
    long backedUp;
    /** Does it have a store, which is safe with each image as soon as that is named? */
    boolean storesImages;

    long wantedImage;
    long backupImage;
    String backupDirectory;
    BackupPhase backupPhase;
    String backupText;
    Set<Integer> backupNodes;
    boolean empty;
    boolean wantsToLeave;
    int former;
    int wanted;
    int incarnation;
    JoinStatus refusedWith;
    String refusal = "";
    int fence;
    int decided;
    int closed;
    long lastTick;
    long driver;
    long launch;
    int standby;
    boolean draining;
    boolean declaredDead;
    boolean halted;
    int entities;
    long standbyAcked = Long.MAX_VALUE;
    boolean hearsOfStandbys = true;
    long newestDecision;
    private long sequence;
    private long dueNs;

    FakeMember(final FakeNet net, final Role role, final String name) {
        this.net = net;
        this.role = role;
        this.name = name;
        session = 100 + net.members.size();
        launch = session * 1000;
        driver = session;
        publisher = new ControlPublisher(net.toCoordinator(session));
        map = new MapReplica(
                1L << 3 * net.settings.world().finestLevel(),
                net.settings.limits().maxIntervals());
    }

    void onFrame(final long nowNs, final byte[] bytes) {
        adapter.onFrame(nowNs, new UnsafeBuffer(bytes), 0, bytes.length);
    }

    void doWork(final long nowNs) {
        if (nowNs - dueNs < 0 || isMute) {
            return;
        }
        dueNs = nowNs + 250 * FakeNet.MS;
        if (incarnation == 0) {
            publisher.join(nowNs, role, launch, 0, driver, 1, 2, 3, former, 0, "host:" + session, name);
            return;
        }
        heartbeat(nowNs);
        if (wantsToLeave) {
            publisher.leave(incarnation);
        }
        if (fence > decided && answersFences) {
            ack();
        }
    }

    void heartbeat(final long nowNs) {
        final HeartbeatEncoder heartbeat = publisher.heartbeat(cells.size());
        heartbeat
                .incarnation(incarnation)
                .sequence(++sequence)
                .sentNs(nowNs)
                .tick(role == Role.OBSERVER ? newestDecision : 0)
                .fence(fence)
                .decided(decided)
                .membersVersion(directory.version())
                .mapVersion(role == Role.PROVIDER ? -1 : map.version())
                .entities(entities)
                .sessions(0)
                .cpuMicros(0)
                .empty((short) (empty ? 1 : 0))
                .standbyAcked(standbyAcked)
                .standby(standby)
                .founded(founded)
                .stored(storesImages ? wantedImage : stored)
                .backedUp(backedUp);
        final HeartbeatEncoder.CellsEncoder group = heartbeat.cellsCount(cells.size());
        cells.forEach((code, load) -> group.next().code(code).load(load));
        publisher.send();
    }

    private void ack() {
        final List<Long> candidates = new ArrayList<>();
        frozen.forEach((entity, said) -> {
            final boolean doubts = said.role == EntityRole.DOUBT && dead.contains(said.doubtTarget);
            if (dead.contains(said.highestOwner) || doubts) {
                candidates.add(entity);
            }
        });
        final int size = publisher.maxCandidates();
        final int parts = Math.max(1, (candidates.size() + size - 1) / size);
        for (int part = 0; part < parts; part++) {
            final List<Long> some = candidates.subList(part * size, Math.min(candidates.size(), (part + 1) * size));
            final FenceAckEncoder ack = publisher
                    .fenceAck(some.size(), held.size())
                    .incarnation(incarnation)
                    .fence(fence)
                    .part(part)
                    .parts(parts);
            final FenceAckEncoder.EntitiesEncoder group = ack.entitiesCount(some.size());
            some.forEach(entity -> group.next().entity(entity));
            final FenceAckEncoder.HeldEncoder sources = ack.heldCount(held.size());
            held.forEach((source, number) -> sources.next().incarnation(source).founded(number));
            publisher.send();
        }
    }

    @Override
    public void onJoined(final long nowNs, final JoinedDecoder message) {
        if (message.status() == JoinStatus.OK) {
            incarnation = message.incarnation();
            wanted = message.former();
            fence = Math.max(fence, message.fence());
            decided = Math.max(decided, message.fence());
        } else {
            refusedWith = message.status();
            refusal = message.message();
        }
        dueNs = nowNs;
    }

    @Override
    public void onLease(final long nowNs, final LeaseDecoder message) {
        if (message.dead() == 1) {
            declaredDead = true;
            return;
        }
        lastTick = Math.max(lastTick, message.lastTick());
        standby = hearsOfStandbys ? message.standby() : standby;
        draining = message.draining() == 1;
        closed = message.closed();
        wantedImage = Math.max(wantedImage, message.image());
    }

    @Override
    public void onBackup(final long nowNs, final BackupDecoder message) {
        backupImage = message.image();
        backupDirectory = message.directory();
    }

    @Override
    public void onBackupState(final long nowNs, final BackupStateDecoder message) {
        backupPhase = message.phase();
        backupNodes = new TreeSet<>();
        message.nodes().forEach(node -> backupNodes.add(node.incarnation()));
        backupText = message.text();
    }

    @Override
    public void onFound(final long nowNs, final FoundDecoder message) {
        if (message.incarnation() != incarnation) {
            return;
        }
        toFound.put(message.number(), message.start());
        founded = founds ? Math.max(founded, message.number()) : founded;
    }

    @Override
    public void onMembers(final long nowNs, final MembersDecoder message) {
        directory.onMembers(message);
    }

    @Override
    public void onMapDelta(final long nowNs, final MapDeltaDecoder message) {
        map.onMapDelta(message);
    }

    @Override
    public void onFence(final long nowNs, final FenceDecoder message) {
        if (message.fence() > fence && answersFences) {
            fence = message.fence();
            for (final FenceDecoder.DeadDecoder entry : message.dead()) {
                dead.add(entry.incarnation());
            }
            frozen = new TreeMap<>(knows);
            dueNs = nowNs;
        }
    }

    @Override
    public void onSnapshotQuery(final long nowNs, final SnapshotQueryDecoder message) {
        if (message.fence() != fence || !answersFences) {
            return;
        }
        final int page = message.page();
        final SnapshotQueryDecoder.EntitiesDecoder asked = message.entities();
        final SnapshotReplyEncoder.EntitiesEncoder group = publisher
                .snapshotReply(asked.count())
                .incarnation(incarnation)
                .fence(fence)
                .page(page)
                .entitiesCount(asked.count());
        final Knows nothing = new Knows(EntityRole.NONE, 0, 0, 0, 0, 0, 0, 0);
        for (final SnapshotQueryDecoder.EntitiesDecoder entry : asked) {
            final Knows said = frozen.getOrDefault(entry.entity(), nothing);
            group.next()
                    .entity(entry.entity())
                    .role(said.role)
                    .doubtTarget(said.doubtTarget)
                    .epoch(said.epoch)
                    .highestEpoch(said.highestEpoch)
                    .highestOwner(said.highestOwner)
                    .tick(said.tick)
                    .copyEpoch(said.copyEpoch)
                    .copyTick(said.copyTick);
        }
        publisher.send();
    }

    @Override
    public void onGrants(final long nowNs, final GrantsDecoder message) {
        if (fence < message.fence()) {
            return;
        }
        final int page = message.page();
        final int ofFence = message.fence();
        final long resume = message.resumeTick();
        for (final GrantsDecoder.EntitiesDecoder entry : message.entities()) {
            final long epoch = (long) ofFence << 32;
            final Knows before = knows.get(entry.entity());
            if (before == null || before.highestEpoch < epoch) {
                granted.put(entry.entity(), new Grant(ofFence, resume, entry.copyEpoch(), entry.copyTick()));
                knows.put(
                        entry.entity(),
                        new Knows(EntityRole.AUTHORITY, 0, epoch, epoch, incarnation, resume, epoch, resume));
            }
        }
        if (acksGrants) {
            publisher.grantAck(incarnation, ofFence, page);
        }
    }

    @Override
    public void onDecided(final long nowNs, final DecidedDecoder message) {
        if (message.fence() > decided) {
            decided = message.fence();
            dueNs = nowNs;
        }
    }

    @Override
    public void onProviderOrder(final long nowNs, final ProviderOrderDecoder message) {
        orders.add(message.stop() * 1L << 62 | message.launch() & (1L << 60) - 1);
    }

    @Override
    public void onDecision(final long nowNs, final DecisionDecoder message) {
        if (message.sequence() == newestDecision + 1) {
            newestDecision++;
            decisions.add(message.kind() + " " + message.node() + " " + message.cause());
        }
    }

    @Override
    public void onStatus(final long nowNs, final StatusDecoder message) {
        final long correlation = message.correlation();
        more.put(correlation, message.more());
        for (final StatusDecoder.EntriesDecoder entry : message.entries()) {
            final String life =
                    entry.incarnation() + " " + entry.role() + " " + entry.state() + " intervals " + entry.intervals();
            entry.skipEndpoint();
            replies.merge(correlation, life + " " + entry.name() + "\n", String::concat);
        }
    }

    @Override
    public void onHalt(final long nowNs, final HaltDecoder message) {
        halted |= message.incarnation() == incarnation;
    }

    @Override
    public void onAdminReply(final long nowNs, final AdminReplyDecoder message) {
        accepted.put(message.correlation(), message.accepted() == 1);
        replies.put(message.correlation(), message.text());
    }
}
