package io.octarchy.simulator.log;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.CoordinatorCore;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.state.StateWriter;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.simulator.net.FrameTaker;
import io.octarchy.simulator.net.Inbox;
import io.octarchy.simulator.net.Network;
import io.octarchy.simulator.net.Wire;
import io.octarchy.simulator.time.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The coordinator's cluster as its service sees it: a log that a leader writes, entries that count once they are committed,
 * leaders that are lost with the end of the log, terms that begin anew, and copies that restart from a snapshot and apply
 * what came since. All copies must have equal states at equal positions: that is checked throughout.
 */
public final class Cluster {
    private static final long TIMER_NS = 50_000_000L;
    private static final long SESSION_TIMEOUT_NS = 10_000_000_000L;
    private static final int COMPARE_EVERY = 512;
    private static final int NONE = -1;
    private static final int FRAMES = 256;

    private final Network network;
    private final SplittableRandom random;
    private final List<Copy> copies = new ArrayList<>();
    private final List<Inbox> inboxes = new ArrayList<>();
    private final List<ClusterLink> links = new ArrayList<>();
    private final Long2LongHashMap sessionOfWire = new Long2LongHashMap(0);
    private final Long2LongHashMap stateAt = new Long2LongHashMap(0);
    private final List<LogEntry> log = new ArrayList<>();
    private final FrameTaker taker = this::onIngress;
    private final Alarm alarm;
    private final long commitNs;
    private final long offsetNs;
    private long logStart;
    private long committed;
    private int leader = NONE;
    private long electedNs;
    private long logTimeNs;
    private long timerNs;
    private long lastCommitNs;
    private long lastSession;
    private StateWriter snapshot;
    private long snapshotAt;
    private long compared;
    private long diverged;
    private long leaderChanges;
    private long restarts;

    /**
     * @param copies members of the cluster.
     * @param firstHost of the first; the others follow.
     * @param commitNs that an entry takes to be on enough members.
     */
    public Cluster(
            final Network network,
            final SplittableRandom random,
            final MeshSettings settings,
            final int copies,
            final int firstHost,
            final long commitNs) {
        this.network = network;
        this.random = random;
        this.commitNs = commitNs;
        alarm = new Alarm(network.nowNs());
        offsetNs = random.nextLong(1L << 50);
        for (int i = 0; i < copies; i++) {
            final int self = i;
            this.copies.add(new Copy(firstHost + i, settings, session -> channel(self, session)));
            inboxes.add(new Inbox(firstHost + i, alarm::due));
        }
    }

    /** True time. */
    public long nowNs() {
        return network.nowNs();
    }

    private FrameChannel channel(final int copy, final long session) {
        if (copy != leader) {
            return null;
        }
        for (int i = 0; i < links.size(); i++) {
            final ClusterLink link = links.get(i);
            if (link.session() == session && !link.isClosed()) {
                return link.fromLeader();
            }
        }
        return null;
    }

    /** Open a session for a link; false while there is no leader that could. */
    boolean connect(final ClusterLink link) {
        if (leader == NONE
                || !network.path(link.host(), host()).isOpen()
                || !network.path(host(), link.host()).isOpen()) {
            return false;
        }
        if (!links.contains(link)) {
            links.add(link);
        }
        attach(link, ++lastSession, nowNs() + 20_000_000L + random.nextLong(100_000_000L));
        append(LogEntry.Kind.OPEN, link.session(), null);
        return true;
    }

    private void attach(final ClusterLink link, final long session, final long atNs) {
        final int max = ControlProtocol.MAX_FRAME_LENGTH;
        final Wire to = network.wire("ingress of " + link.host(), link.host(), inboxes.get(leader), max);
        final Wire from = network.wire("egress to " + link.host(), host(), link.inbox(), max);
        link.attach(session, to, from, atNs);
        sessionOfWire.put(to.number(), session);
    }

    private int host() {
        return copies.get(leader).host();
    }

    private void append(final LogEntry.Kind kind, final long session, final UnsafeBuffer bytes) {
        logTimeNs = Math.max(logTimeNs, nowNs() + offsetNs);
        lastCommitNs = Math.max(lastCommitNs, nowNs() + commitNs / 2 + random.nextLong(commitNs));
        log.add(new LogEntry(kind, session, logTimeNs, lastCommitNs, bytes));
    }

    private boolean onIngress(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        append(LogEntry.Kind.MESSAGE, sessionOfWire.get(wire.number()), new UnsafeBuffer(bytes));
        return true;
    }

    /** True time of the next duty cycle. */
    public long wakeNs() {
        return alarm.wakeNs();
    }

    /**
     * Run a duty cycle of all members.
     *
     * @param pauseNs from what is due to the next cycle.
     * @param idleNs how much later the next one is when nothing is due.
     */
    public void cycle(final long pauseNs, final long idleNs) {
        alarm.onCycle(nowNs(), pauseNs, idleNs);
        doWork();
        alarm.due(nextDueNs());
    }

    private long nextDueNs() {
        if (leader == NONE) {
            return electedNs;
        }
        final long arrivalNs = inboxes.get(leader).nextArrivalNs();
        final boolean isAllCommitted = committed == logStart + log.size();
        return Math.min(
                Math.min(arrivalNs, timerNs),
                isAllCommitted ? timerNs : entry(committed).commitNs());
    }

    private void doWork() {
        if (leader == NONE) {
            if (nowNs() < electedNs) {
                return;
            }
            elect();
        }
        inboxes.get(leader).poll(nowNs(), taker, FRAMES);
        if (nowNs() >= timerNs) {
            timerNs = nowNs() + TIMER_NS;
            append(LogEntry.Kind.TIMER, 0, null);
            endSessions();
        }
        while (committed < logStart + log.size() && entry(committed).commitNs() <= nowNs()) {
            committed++;
        }
        for (int i = 0; i < copies.size(); i++) {
            // Followers are a little behind, now more and now less.
            if (i == leader || random.nextInt(4) == 0) {
                catchUp(copies.get(i));
            }
        }
    }

    private LogEntry entry(final long position) {
        return log.get((int) (position - logStart));
    }

    private void catchUp(final Copy copy) {
        while (copy.applied() < committed) {
            copy.apply(entry(copy.applied()));
            if (copy.applied() % COMPARE_EVERY == 0) {
                compare(copy);
            }
        }
    }

    /** Who comes to a position first tells the others what state they must have there. */
    private void compare(final Copy copy) {
        final long checksum = copy.core().checksum() | 1;
        final long known = stateAt.get(copy.applied());
        if (known == 0) {
            stateAt.put(copy.applied(), checksum);
        } else {
            compared++;
            diverged += known == checksum ? 0 : 1;
        }
    }

    /** The new leader first applies what is left of the log, as a follower: what that has it say goes nowhere. */
    private void elect() {
        final int elected = random.nextInt(copies.size());
        committed = logStart + log.size();
        catchUp(copies.get(elected));
        leader = elected;
        append(LogEntry.Kind.TERM, 0, null);
        timerNs = nowNs() + TIMER_NS;
        for (final ClusterLink link : links) {
            if (!link.isClosed() && link.session() != 0 && random.nextInt(8) != 0) {
                attach(link, link.session(), nowNs());
            }
        }
    }

    /** Links whose processes have ended time out. */
    private void endSessions() {
        for (int i = links.size() - 1; i >= 0; i--) {
            final ClusterLink link = links.get(i);
            if (link.isClosed() && nowNs() - link.closedNs() > SESSION_TIMEOUT_NS) {
                append(LogEntry.Kind.CLOSE, link.session(), null);
                links.remove(i);
            }
        }
    }

    /** The leader is lost, with a part of what was not committed; a new term begins after a gap. */
    public void loseLeader(final long gapNs) {
        if (leader == NONE) {
            return;
        }
        final int uncommitted = (int) (logStart + log.size() - committed);
        final int lost = uncommitted == 0 ? 0 : random.nextInt(uncommitted + 1);
        log.subList(log.size() - lost, log.size()).clear();
        leader = NONE;
        electedNs = nowNs() + gapNs;
        alarm.due(nowNs());
        leaderChanges++;
        for (final ClusterLink link : links) {
            link.detach(nowNs());
        }
    }

    /** All members write their states down; older entries of the log may go once everybody has applied them. */
    public void snapshot() {
        final Copy source = copies.get(random.nextInt(copies.size()));
        snapshot = source.snapshot();
        snapshotAt = source.applied();
        long least = snapshotAt;
        for (final Copy copy : copies) {
            least = Math.min(least, copy.applied());
        }
        log.subList(0, (int) (least - logStart)).clear();
        logStart = least;
    }

    /** A member loses its state and comes back from the snapshot and the log. */
    public void restart(final int copy, final long gapNs) {
        if (copy == leader) {
            loseLeader(gapNs);
        }
        copies.get(copy).restart(snapshot, snapshotAt);
        restarts++;
    }

    public int copies() {
        return copies.size();
    }

    /** Where a member is. */
    public int host(final int copy) {
        return copies.get(copy).host();
    }

    /** The state of a member that has applied all that is committed. */
    public CoordinatorCore core() {
        final Copy copy = copies.get(Math.max(0, leader));
        return copy.core();
    }

    /** The tick that is due now by the leader's clock, which is right. */
    public long dueTick() {
        return core().tickAt(nowNs() + offsetNs);
    }

    public boolean hasLeader() {
        return leader != NONE;
    }

    /** States that were compared. */
    public long compared() {
        return compared;
    }

    /** States that differed from another member's at the same position of the log. */
    public long diverged() {
        return diverged;
    }

    public long leaderChanges() {
        return leaderChanges;
    }

    public long restarts() {
        return restarts;
    }
}
