package io.octarchy.mesh.gateway;

import io.octarchy.codec.client.ConnectDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.DirectBuffer;

/** What clients ask for: connections, logins, inputs, logouts. */
final class ClientSide {
    private static final double MAX_MOVE_SQUARED = 1.002;

    private final Gateway.Parts parts;
    private int lastSessionNumber;

    ClientSide(final Gateway.Parts parts) {
        this.parts = parts;
    }

    void onConnect(
            final long nowNs,
            final int source,
            final long correlation,
            final int protocolVersion,
            final int responseStream,
            final String responseChannel) {
        final Connection known = parts.connections.bySource(source);
        if (known != null) {
            onConnectAgain(nowNs, known, correlation);
            return;
        }
        final Connection connection =
                ResponseAddress.isAllowed(responseChannel) ? parts.connections.allocate(source) : null;
        if (connection == null) {
            parts.counters.increment(GatewayCounter.CONNECTS_REFUSED);
            return;
        }
        connection.correlation = correlation;
        connection.responseStream = responseStream;
        connection.responseChannel = responseChannel;
        connection.status =
                protocolVersion == ConnectDecoder.SCHEMA_VERSION ? LoginStatus.OK : LoginStatus.REFUSED_VERSION;
        connection.isAnswerDue = true;
        connection.lastFrameNs = nowNs;
        connection.lastConnectedNs = nowNs;
        parts.unsettled++;
    }

    private void onConnectAgain(final long nowNs, final Connection connection, final long correlation) {
        connection.lastFrameNs = nowNs;
        if (connection.correlation != correlation) {
            parts.counters.increment(GatewayCounter.CONNECTS_REFUSED);
        } else if (!connection.isAnswerDue) {
            connection.isAnswerDue = true;
            parts.unsettled++;
        }
    }

    void onLogin(
            final long nowNs,
            final int source,
            final int client,
            final long correlation,
            final long player,
            final double x,
            final double y,
            final double z) {
        final Connection connection = parts.activeConnection(nowNs, source);
        if (connection == null || connection.client != client) {
            parts.counters.increment(GatewayCounter.FOREIGN_SESSION);
            return;
        }
        final Session older = parts.sessions.byPlayer(player);
        if (older != null && older.connection == connection && older.correlation == correlation) {
            onLoginAgain(older);
            return;
        }
        final LoginStatus refusal = refusal(older, x, y, z);
        if (refusal != null) {
            parts.replies.loginRefused(connection, correlation, refusal);
            return;
        }
        if (older != null) {
            parts.counters.increment(GatewayCounter.SESSIONS_REPLACED);
            parts.lifecycle.closeWithNotice(nowNs, older);
        }
        open(nowNs, connection, correlation, player, x, y, z);
    }

    private LoginStatus refusal(final Session older, final double x, final double y, final double z) {
        if (parts.incarnation == Gateway.NO_INCARNATION || parts.territory == null) {
            return LoginStatus.TRY_LATER;
        }
        if (!parts.territory.contains(x, y, z)) {
            return LoginStatus.REFUSED_POSITION;
        }
        final boolean isFull = older == null && parts.sessions.players() >= parts.settings.maxSessions();
        return isFull || parts.sessions.size() >= parts.settings.sessionSlots() ? LoginStatus.REFUSED_FULL : null;
    }

    private void open(
            final long nowNs,
            final Connection connection,
            final long correlation,
            final long player,
            final double x,
            final double y,
            final double z) {
        final long id = (long) parts.incarnation << 32 | ++lastSessionNumber & 0xFFFF_FFFFL;
        final Session session = parts.sessions.allocate(id, player, correlation, connection);
        session.x = x;
        session.y = y;
        session.z = z;
        parts.lifecycle.open(nowNs, session);
    }

    private void onLoginAgain(final Session session) {
        if (session.takesInputs()) {
            session.isAckDue = true;
            parts.sessions.enqueue(session);
        }
    }

    void onLogout(final long nowNs, final int source, final long id) {
        final Session session = sessionOf(nowNs, source, id);
        if (session == null) {
            return;
        }
        if (session.state == SessionState.CLOSING) {
            session.noticesDue |= Session.NOTICE_CLOSED;
            parts.sessions.enqueue(session);
        } else {
            parts.lifecycle.closeWithNotice(nowNs, session);
        }
    }

    void onResync(final long nowNs, final int source, final long id) {
        final Session session = sessionOf(nowNs, source, id);
        if (session != null && session.takesInputs() && !session.needsReset) {
            session.needsReset = true;
            session.lostTick = session.tick;
            if (session.nextSendNs - nowNs < 0) {
                session.nextSendNs = nowNs;
            }
            parts.sessions.enqueue(session);
        }
    }

    void onClientGone(final long nowNs, final int source) {
        final Connection connection = parts.connections.bySource(source);
        if (connection != null) {
            disconnect(nowNs, connection);
        }
    }

    /** Forget the client; its avatars leave the world. */
    void disconnect(final long nowNs, final Connection connection) {
        parts.counters.increment(GatewayCounter.CLIENTS_LOST);
        for (int i = parts.sessions.size() - 1; i >= 0; i--) {
            final Session session = parts.sessions.at(i);
            if (session.connection == connection) {
                if (session.state != SessionState.CLOSING) {
                    parts.lifecycle.close(nowNs, session);
                }
                session.noticesDue = 0;
                session.connection = null;
            }
        }
        if (connection.isAnswerDue) {
            parts.unsettled--;
        }
        if (connection.channel != null) {
            parts.ports.close(connection.channel);
        }
        parts.connections.free(connection);
    }

    /** The session, when it is this client's; otherwise counted, and a client that asks for one gone is told so. */
    private Session sessionOf(final long nowNs, final int source, final long id) {
        final Connection connection = parts.activeConnection(nowNs, source);
        final Session session = parts.sessions.byId(id);
        if (connection == null || session != null && session.connection != connection) {
            parts.counters.increment(GatewayCounter.FOREIGN_SESSION);
            return null;
        }
        if (session == null) {
            parts.counters.increment(GatewayCounter.UNKNOWN_SESSION);
            parts.replies.sessionClosed(connection, id);
        }
        return session;
    }

    void onInput(
            final long nowNs,
            final int source,
            final long id,
            final int sequence,
            final float moveX,
            final float moveY,
            final float moveZ,
            final float yaw,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final Session session = sessionOf(nowNs, source, id);
        if (session == null) {
            return;
        }
        if (!session.takesInputs()) {
            parts.counters.increment(GatewayCounter.INPUTS_UNEXPECTED);
        } else if (!isValid(moveX, moveY, moveZ, yaw)) {
            parts.counters.increment(GatewayCounter.INPUTS_INVALID);
            session.noticesDue |= Session.NOTICE_INPUT_REFUSED;
            parts.sessions.enqueue(session);
        } else if (!isNewer(sequence, session.newestInput)) {
            parts.counters.increment(GatewayCounter.INPUTS_OUT_OF_ORDER);
        } else {
            session.newestInput = sequence;
            forward(session, buffer, offset, length);
        }
    }

    private static boolean isValid(final float moveX, final float moveY, final float moveZ, final float yaw) {
        final double squared = (double) moveX * moveX + (double) moveY * moveY + (double) moveZ * moveZ;
        return squared <= MAX_MOVE_SQUARED && Float.isFinite(yaw);
    }

    private boolean isNewer(final int sequence, final int newest) {
        final int ahead = sequence - newest;
        return ahead > 0 && ahead <= parts.settings.inputWindow();
    }

    private void forward(final Session session, final DirectBuffer buffer, final int offset, final int length) {
        if (session.state == SessionState.ACTIVE
                && parts.pending.isEmpty(session.slot)
                && send(session.node, buffer, offset, length)) {
            parts.counters.increment(GatewayCounter.INPUTS_FORWARDED);
            return;
        }
        if (!parts.pending.add(session.slot, buffer, offset, length)) {
            parts.counters.increment(GatewayCounter.INPUTS_CONFLATED);
        }
        if (session.state == SessionState.ACTIVE) {
            parts.sessions.enqueue(session);
        }
    }

    /** Send what waits, oldest first. True when nothing is left. */
    boolean flushInputs(final Session session) {
        while (!parts.pending.isEmpty(session.slot)) {
            final int offset = parts.pending.oldestOffset(session.slot);
            final int length = parts.pending.oldestLength(session.slot);
            if (!send(session.node, parts.pending.buffer(), offset, length)) {
                return false;
            }
            parts.counters.increment(GatewayCounter.INPUTS_FORWARDED);
            parts.pending.removeOldest(session.slot);
        }
        return true;
    }

    private static boolean send(final Node node, final DirectBuffer buffer, final int offset, final int length) {
        final FrameChannel channel = node.channel;
        final int at = channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(length);
        if (at < 0) {
            return false;
        }
        channel.buffer().putBytes(at, buffer, offset, length);
        channel.commit();
        return true;
    }
}
