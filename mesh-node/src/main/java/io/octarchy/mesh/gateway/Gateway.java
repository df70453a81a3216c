package io.octarchy.mesh.gateway;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.control.MemberState;
import org.agrona.DirectBuffer;

/**
 * The gateway's core. A client connects once and has many sessions; each session's avatar lives on some node, and the
 * gateway knows which: it passes inputs to it and relays the views that it composes, byte by byte.
 *
 * <p>Inputs and views are passed on at once, with one copy; everything else waits for {@link #doWork(long)}. What a
 * channel does not take: of inputs the newest few are kept, views are lost and the authority is asked to start afresh,
 * all others are sent again later. Nothing queues without bound, and nothing is allocated but by connects, members and a
 * change of incarnation.
 *
 * <p>A player has one session: a login ends the session that the player has here already, the newest wins.
 *
 * <p>Not thread safe, but for {@link #counters()}.
 */
public final class Gateway {
    /** The gateway has not joined the mesh. */
    public static final int NO_INCARNATION = 0;

    private static final int MAX_REPLIES = 1_024;

    private final Parts parts;
    private final ClientSide clients;
    private final NodeSide nodes;
    private final SessionWork work;

    public Gateway(final GatewaySettings settings, final GatewayPorts ports) {
        parts = new Parts(settings, ports);
        clients = parts.clientSide;
        nodes = new NodeSide(parts);
        work = new SessionWork(parts);
    }

    /** Numbers of all that passed and of all that was dropped; readable by any thread. */
    public GatewayCounters counters() {
        return parts.counters;
    }

    /** Sessions that are not closing. */
    public int sessions() {
        return parts.sessions.players();
    }

    /** State of a session, CLOSED when it is unknown. */
    public SessionState stateOf(final long session) {
        final Session known = parts.sessions.byId(session);
        return known == null ? SessionState.CLOSED : known.state;
    }

    /** Clients that have not gone. */
    public int connections() {
        return parts.connections.size();
    }

    /**
     * The coordinator gave this gateway an incarnation. Another one than before means that it was declared dead: its
     * sessions end, and it learns the members anew.
     */
    public void onJoined(final long nowNs, final int incarnation) {
        if (parts.incarnation != NO_INCARNATION && parts.incarnation != incarnation) {
            onDeclaredDead(nowNs);
        }
        parts.incarnation = incarnation;
    }

    /** Declared dead: no node takes anything from this incarnation any more. */
    public void onDeclaredDead(final long nowNs) {
        for (int i = parts.sessions.size() - 1; i >= 0; i--) {
            final Session session = parts.sessions.at(i);
            if (session.state != SessionState.CLOSING) {
                parts.lifecycle.closeWithNotice(nowNs, session);
            }
            parts.lifecycle.free(session);
        }
        parts.nodes.clear();
        parts.incarnation = NO_INCARNATION;
    }

    /** The coordinator answered: nodes can renew their leases as well. */
    public void onCoordinatorHeard(final long nowNs) {
        parts.hasHeardCoordinator = true;
        parts.coordinatorHeardNs = nowNs;
    }

    /** The region map changed; null: it is not known. Logins still without an answer are routed anew at once. */
    public void onTerritory(final long nowNs, final Territory territory) {
        parts.territory = territory;
        parts.retryOpening(nowNs);
    }

    /** The coordinator lists a node, or its state changed. Dead and left are for good. */
    public void onMember(
            final long nowNs,
            final int incarnation,
            final MemberState state,
            final long driver,
            final int sessionStream,
            final String endpoint) {
        nodes.onMember(nowNs, incarnation, state, driver, sessionStream, endpoint);
    }

    /** Does this stream belong to a client that has not gone? */
    public boolean isClient(final int source) {
        return parts.connections.bySource(source) != null;
    }

    /**
     * A client connects, or says that it is still there.
     *
     * @param source names the stream that the frame came by, the same for all frames of one client.
     * @param responseChannel of no account when the client is known.
     */
    public void onConnect(
            final long nowNs,
            final int source,
            final long correlation,
            final int protocolVersion,
            final int responseStream,
            final String responseChannel) {
        clients.onConnect(nowNs, source, correlation, protocolVersion, responseStream, responseChannel);
    }

    /** The stream that a client sends by has ended. */
    public void onClientGone(final long nowNs, final int source) {
        clients.onClientGone(nowNs, source);
    }

    public void onLogin(
            final long nowNs,
            final int source,
            final int client,
            final long correlation,
            final long player,
            final double x,
            final double y,
            final double z) {
        clients.onLogin(nowNs, source, client, correlation, player, x, y, z);
    }

    public void onLogout(final long nowNs, final int source, final long session) {
        clients.onLogout(nowNs, source, session);
    }

    /** The client cannot go on with the views that it has: its authority shall start afresh. */
    public void onResync(final long nowNs, final int source, final long session) {
        clients.onResync(nowNs, source, session);
    }

    /** @param buffer holds the frame at offset, which is passed on as it is. */
    public void onInput(
            final long nowNs,
            final int source,
            final long session,
            final int sequence,
            final float moveX,
            final float moveY,
            final float moveZ,
            final float yaw,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        clients.onInput(nowNs, source, session, sequence, moveX, moveY, moveZ, yaw, buffer, offset, length);
    }

    public void onSessionHome(
            final long nowNs,
            final long session,
            final long entity,
            final int owner,
            final int fence,
            final long epoch,
            final LoginStatus status) {
        nodes.onSessionHome(nowNs, session, entity, owner, fence, epoch, status);
    }

    public void onSessionClosed(final long nowNs, final long session, final int owner, final int fence) {
        nodes.onSessionClosed(nowNs, session, owner, fence);
    }

    /** @param buffer holds the frame at offset, which is relayed as it is. */
    public void onView(
            final long nowNs,
            final long session,
            final int owner,
            final int fence,
            final long epoch,
            final long tick,
            final int sequence,
            final boolean isReset,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        nodes.onView(nowNs, session, owner, fence, epoch, tick, sequence, isReset, buffer, offset, length);
    }

    void count(final GatewayCounter counter) {
        parts.counters.increment(counter);
    }

    /** Run timers and send what is due, within bounds. */
    public int doWork(final long nowNs) {
        return work.doWork(nowNs);
    }

    /** Close every way out. Nothing else may be called afterwards. */
    public void close() {
        for (int i = 0; i < parts.connections.size(); i++) {
            if (parts.connections.at(i).channel != null) {
                parts.ports.close(parts.connections.at(i).channel);
            }
        }
        parts.nodes.clear();
    }

    /** State that the gateway's sides share; one agent owns it. */
    static final class Parts {
        final GatewaySettings settings;
        final GatewayPorts ports;
        final GatewayCounters counters = new GatewayCounters();
        final ConnectionTable connections;
        final SessionTable sessions;
        final PendingInputs pending;
        final NodeTable nodes;
        final Replies replies;
        final Strays strays = new Strays();
        final Lifecycle lifecycle;
        final ClientPublisher clientPublisher = new ClientPublisher();
        final NodePublisher nodePublisher = new NodePublisher();
        final ClientSide clientSide;
        int incarnation = NO_INCARNATION;
        Territory territory;
        boolean hasHeardCoordinator;
        long coordinatorHeardNs;

        /** Connections whose answer is due. */
        int unsettled;

        Parts(final GatewaySettings settings, final GatewayPorts ports) {
            this.settings = settings;
            this.ports = ports;
            connections = new ConnectionTable(settings.maxConnections());
            sessions = new SessionTable(settings.sessionSlots());
            pending = new PendingInputs(settings.sessionSlots(), settings.pendingInputs());
            nodes = new NodeTable(settings.maxNodes(), ports);
            replies = new Replies(MAX_REPLIES, counters);
            lifecycle = new Lifecycle(settings, sessions, pending, replies, counters);
            clientSide = new ClientSide(this);
        }

        /** The client that sends by this stream, when it is active; notes that it is alive. */
        Connection activeConnection(final long nowNs, final int source) {
            final Connection connection = connections.bySource(source);
            if (connection == null || connection.state != ConnectionState.ACTIVE) {
                return null;
            }
            connection.lastFrameNs = nowNs;
            return connection;
        }

        /** Has the coordinator been silent for so long that no node can have a lease any more, as seen from here? */
        boolean isWorldSuspended(final long nowNs) {
            return hasHeardCoordinator && nowNs - coordinatorHeardNs > settings.leaseNs();
        }

        /** Something changed that a login may have waited for. */
        void retryOpening(final long nowNs) {
            for (int i = 0; i < sessions.size(); i++) {
                final Session session = sessions.at(i);
                if (session.state == SessionState.OPENING) {
                    session.nextSendNs = nowNs;
                    sessions.enqueue(session);
                }
            }
        }
    }
}
