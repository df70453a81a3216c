package io.octarchy.mesh.coordinator.client;

import io.octarchy.codec.control.AdminReplyDecoder;
import io.octarchy.codec.control.DecidedDecoder;
import io.octarchy.codec.control.DecisionDecoder;
import io.octarchy.codec.control.FenceDecoder;
import io.octarchy.codec.control.HeartbeatEncoder;
import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.LeaseDecoder;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.codec.control.ProviderOrderDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.replicator.frame.FrameChannel;

/**
 * Membership of somebody who rules nothing: a provider, an observer, a tool. Joins, renews, joins anew when declared dead,
 * keeps the member list, and hands orders and decisions on, decisions in order and once each. Nodes and gateways have more
 * to say and speak for themselves.
 *
 * <p>A core: {@code onXxx} changes state, {@link #doWork} sends. Not thread safe.
 */
public final class MeshMember implements CoordinatorListener {
    private static final long JOIN_REPEAT_NS = 250_000_000L;
    private static final long REFUSED_REPEAT_NS = 1_000_000_000L;
    private static final long NO_MAP = -1;

    private final ControlPublisher publisher;
    private final Role role;
    private final long launch;
    private final String endpoint;
    private final String name;
    private final CoordinatorListener next;
    private final MembersReplica members;
    private int incarnation;
    private int fence;
    private int decided;
    private int sessions;
    private long renewalNs;
    private long sequence;
    private long newestDecision;
    private long dueNs;
    private boolean isDue = true;
    private boolean leaving;
    private boolean left;
    private JoinStatus refusedWith;
    private String refusal = "";

    /**
     * @param channel to the coordinator.
     * @param launch random id of this life of the process.
     * @param next told of orders and decisions.
     * @param maxMembers as in limits.maxMembers.
     */
    public MeshMember(
            final FrameChannel channel,
            final Role role,
            final long launch,
            final String endpoint,
            final String name,
            final CoordinatorListener next,
            final int maxMembers) {
        publisher = new ControlPublisher(channel);
        this.role = role;
        this.launch = launch;
        this.endpoint = endpoint;
        this.name = name;
        this.next = next;
        members = new MembersReplica(2 * maxMembers);
    }

    /** Incarnation, 0: not joined now. */
    public int incarnation() {
        return incarnation;
    }

    public boolean isJoined() {
        return incarnation != 0;
    }

    /** Has the coordinator taken note that it left? */
    public boolean hasLeft() {
        return left;
    }

    /** Why the last Join was refused, null: it was not. It is tried again all the same. */
    public JoinStatus refusedWith() {
        return refusedWith;
    }

    /** What the coordinator said when it refused. */
    public String refusal() {
        return refusal;
    }

    /** Who else there is. */
    public MembersReplica members() {
        return members;
    }

    /** To say more than membership needs. */
    public ControlPublisher publisher() {
        return publisher;
    }

    /** Sessions to report. */
    public void sessions(final int count) {
        sessions = count;
    }

    /** Leave in good order; done when {@link #hasLeft()}. */
    public void leave() {
        leaving = true;
        isDue = true;
    }

    /** Join, renew or leave when due. */
    public int doWork(final long nowNs) {
        if (left || !isDue && nowNs - dueNs < 0) {
            return 0;
        }
        if (incarnation == 0) {
            if (leaving) {
                left = true;
                return 1;
            }
            final boolean sent = publisher.join(nowNs, role, launch, 0, 0, 0, 0, 0, 0, 0, endpoint, name);
            return again(sent, nowNs, refusedWith == null ? JOIN_REPEAT_NS : REFUSED_REPEAT_NS);
        }
        if (leaving && !publisher.leave(incarnation)) {
            return 0;
        }
        return again(heartbeat(nowNs), nowNs, renewalNs);
    }

    private int again(final boolean sent, final long nowNs, final long afterNs) {
        if (sent) {
            dueNs = nowNs + afterNs;
            isDue = false;
        }
        return sent ? 1 : 0;
    }

    private boolean heartbeat(final long nowNs) {
        final HeartbeatEncoder heartbeat = publisher.heartbeat(0);
        if (heartbeat == null) {
            return false;
        }
        heartbeat
                .incarnation(incarnation)
                .sequence(++sequence)
                .sentNs(nowNs)
                .tick(newestDecision)
                .fence(fence)
                .decided(decided)
                .membersVersion(members.version())
                .mapVersion(NO_MAP)
                .entities(0)
                .sessions(sessions)
                .cpuMicros(0)
                .empty((short) 1)
                .standbyAcked(0)
                .standby(0)
                .founded(0)
                .stored(-1)
                .backedUp(0)
                .cellsCount(0);
        return publisher.send();
    }

    @Override
    public void onJoined(final long nowNs, final JoinedDecoder message) {
        if (incarnation != 0) {
            return;
        }
        if (message.status() == JoinStatus.OK) {
            refusedWith = null;
            incarnation = message.incarnation();
            fence = message.fence();
            decided = message.fence();
            renewalNs = message.renewalNs();
            isDue = true;
        } else {
            refusedWith = message.status();
            refusal = message.message();
        }
    }

    @Override
    public void onLease(final long nowNs, final LeaseDecoder message) {
        if (message.incarnation() == incarnation && message.dead() != ControlProtocol.ALIVE) {
            left = leaving;
            incarnation = 0;
            sequence = 0;
            members.reset();
            isDue = true;
        }
    }

    @Override
    public void onMembers(final long nowNs, final MembersDecoder message) {
        if (incarnation != 0 && members.onMembers(message)) {
            isDue = true;
        }
    }

    @Override
    public void onFence(final long nowNs, final FenceDecoder message) {
        fence = Math.max(fence, message.fence());
    }

    @Override
    public void onDecided(final long nowNs, final DecidedDecoder message) {
        decided = Math.max(decided, message.fence());
    }

    @Override
    public void onProviderOrder(final long nowNs, final ProviderOrderDecoder message) {
        next.onProviderOrder(nowNs, message);
    }

    @Override
    public void onDecision(final long nowNs, final DecisionDecoder message) {
        if (message.sequence() > newestDecision) {
            newestDecision = message.sequence();
            isDue = true;
            next.onDecision(nowNs, message);
        }
    }

    @Override
    public void onAdminReply(final long nowNs, final AdminReplyDecoder message) {
        next.onAdminReply(nowNs, message);
    }
}
