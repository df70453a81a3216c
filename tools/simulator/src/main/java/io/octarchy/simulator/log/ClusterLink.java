package io.octarchy.simulator.log;

import io.octarchy.mesh.coordinator.client.ControlAdapter;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.simulator.net.FrameTaker;
import io.octarchy.simulator.net.Inbox;
import io.octarchy.simulator.net.Waker;
import io.octarchy.simulator.net.Wire;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A member's link to the cluster, as {@code CoordinatorLink} is over Aeron: notices silence after a question, connects anew
 * with a pause that doubles, follows a change of leader. What was under way to a lost leader is lost with it.
 */
public final class ClusterLink implements FrameChannel {
    private static final long SILENCE_NS = 1_200_000_000L;
    private static final long NO_LEADER_NS = 1_000_000_000L;
    private static final long FIRST_PAUSE_NS = 50_000_000L;
    private static final long MAX_PAUSE_NS = 1_000_000_000L;
    private static final int FRAMES = 64;

    private final Cluster cluster;
    private final int host;
    private final Inbox inbox;
    private final ControlAdapter adapter;
    private final FrameTaker taker = this::onFrame;
    private Wire toLeader;
    private Wire fromLeader;
    private long session;
    private long connectedNs;
    private long detachedNs;
    private long retryNs;
    private long pauseNs = FIRST_PAUSE_NS;
    private long localNs;
    private long askedNs;
    private boolean unanswered;
    private boolean closed;
    private long closedNs;

    /**
     * @param waker told of every frame that is on its way here.
     * @param adapter hears what the coordinator says, from within {@link #poll}.
     */
    public ClusterLink(final Cluster cluster, final int host, final Waker waker, final ControlAdapter adapter) {
        this.cluster = cluster;
        this.host = host;
        this.adapter = adapter;
        inbox = new Inbox(host, waker);
    }

    int host() {
        return host;
    }

    Inbox inbox() {
        return inbox;
    }

    long session() {
        return session;
    }

    Wire fromLeader() {
        return fromLeader;
    }

    /** The cluster has opened a session, or its leader has changed: these lead to and from the leader. */
    void attach(final long newSession, final Wire to, final Wire from, final long atNs) {
        detach(atNs);
        session = newSession;
        toLeader = to;
        fromLeader = from;
        connectedNs = atNs;
    }

    /** The leader is gone, and with it what was under way. */
    void detach(final long nowNs) {
        if (toLeader != null) {
            toLeader.die(nowNs);
            fromLeader.die(nowNs);
        }
        toLeader = null;
        fromLeader = null;
        detachedNs = nowNs;
    }

    /** Receive, notice a loss, connect: whatever is due. */
    public int poll(final long nowNs, final long newLocalNs) {
        localNs = newLocalNs;
        if (session == 0) {
            return nowNs >= retryNs ? connect(nowNs) : 0;
        }
        final int taken = inbox.poll(nowNs, taker, FRAMES);
        // A client of the cluster that hears of no new leader in time is closed.
        final boolean forgotten = toLeader == null && nowNs - detachedNs > NO_LEADER_NS;
        if (forgotten || unanswered && localNs - askedNs > SILENCE_NS) {
            detach(nowNs);
            session = 0;
            unanswered = false;
            retryNs = nowNs + pauseNs;
        }
        return taken;
    }

    /** When the next frame arrives, or {@link Long#MAX_VALUE}. */
    public long nextArrivalNs() {
        return inbox.nextArrivalNs();
    }

    private int connect(final long nowNs) {
        unanswered = false;
        if (cluster.connect(this)) {
            pauseNs = FIRST_PAUSE_NS;
        } else {
            retryNs = nowNs + pauseNs;
            pauseNs = Math.min(2 * pauseNs, MAX_PAUSE_NS);
        }
        return 1;
    }

    private boolean onFrame(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        unanswered = false;
        adapter.onFrame(localNs, buffer, offset, length);
        return true;
    }

    /** The process has ended. */
    public void close(final long nowNs) {
        closed = true;
        closedNs = nowNs;
        detach(nowNs);
        inbox.close(nowNs);
    }

    boolean isClosed() {
        return closed;
    }

    long closedNs() {
        return closedNs;
    }

    @Override
    public boolean isConnected() {
        return session != 0 && toLeader != null && cluster.nowNs() >= connectedNs;
    }

    @Override
    public int claim(final int length) {
        return isConnected() ? toLeader.claim(length) : NOT_CONNECTED;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return toLeader.buffer();
    }

    @Override
    public void commit() {
        toLeader.commit();
        if (!unanswered) {
            unanswered = true;
            askedNs = localNs;
        }
    }

    @Override
    public void abort() {
        toLeader.abort();
    }

    @Override
    public int maxFrameLength() {
        return ControlProtocol.MAX_FRAME_LENGTH;
    }
}
