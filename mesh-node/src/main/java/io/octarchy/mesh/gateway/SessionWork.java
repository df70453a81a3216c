package io.octarchy.mesh.gateway;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.SessionNotice;
import io.octarchy.replicator.frame.FrameChannel;

/** Timers of sessions and connections, and what they have to send beside relayed frames. */
final class SessionWork {
    private static final long SCAN_NS = 10_000_000L;

    private final Gateway.Parts parts;
    private long nextScanNs;
    private boolean hasScanned;

    SessionWork(final Gateway.Parts parts) {
        this.parts = parts;
    }

    int doWork(final long nowNs) {
        int work = parts.nodes.doWork();
        if (parts.unsettled > 0) {
            work += settleConnections(nowNs);
        }
        if (!hasScanned || nextScanNs - nowNs <= 0) {
            hasScanned = true;
            nextScanNs = nowNs + SCAN_NS;
            scanConnections(nowNs);
            scanSessions(nowNs);
        }
        work += serveQueue(nowNs);
        work += parts.replies.send(parts.settings.sendsPerCycle(), parts.connections, parts.clientPublisher);
        work += parts.strays.send(parts.incarnation, parts.nodes, parts.nodePublisher);
        return work;
    }

    private int settleConnections(final long nowNs) {
        int work = 0;
        for (int i = parts.connections.size() - 1; i >= 0; i--) {
            final Connection connection = parts.connections.at(i);
            if (connection.isAnswerDue && settle(nowNs, connection)) {
                work++;
            }
        }
        return work;
    }

    private boolean settle(final long nowNs, final Connection connection) {
        if (connection.channel == null) {
            connection.channel = parts.ports.openClient(connection.responseStream, connection.responseChannel);
        }
        if (!parts.clientPublisher.connected(
                connection.channel, connection.correlation, connection.client, connection.status)) {
            return false;
        }
        connection.isAnswerDue = false;
        parts.unsettled--;
        if (connection.status != LoginStatus.OK) {
            parts.counters.increment(GatewayCounter.CONNECTS_REFUSED);
            parts.clientSide.disconnect(nowNs, connection);
        } else if (connection.state == ConnectionState.CONNECTING) {
            connection.state = ConnectionState.ACTIVE;
            parts.counters.increment(GatewayCounter.CONNECTS);
        }
        return true;
    }

    private void scanConnections(final long nowNs) {
        final long timeoutNs = parts.settings.clientTimeoutNs();
        for (int i = parts.connections.size() - 1; i >= 0; i--) {
            final Connection connection = parts.connections.at(i);
            final FrameChannel channel = connection.channel;
            if (channel != null && channel.isConnected()) {
                connection.lastConnectedNs = nowNs;
            }
            if (nowNs - connection.lastFrameNs > timeoutNs || nowNs - connection.lastConnectedNs > timeoutNs) {
                parts.clientSide.disconnect(nowNs, connection);
            }
        }
    }

    private void scanSessions(final long nowNs) {
        for (int i = parts.sessions.size() - 1; i >= 0; i--) {
            final Session session = parts.sessions.at(i);
            if (!expire(nowNs, session) && isSendDue(nowNs, session)) {
                parts.sessions.enqueue(session);
            }
        }
    }

    /** True when the session's time in its state is over. */
    private boolean expire(final long nowNs, final Session session) {
        if (session.state == SessionState.ACTIVE) {
            if (nowNs - session.lastViewNs > parts.settings.silenceNs()) {
                parts.lifecycle.hold(nowNs, session);
            }
            return false;
        }
        if (session.state == SessionState.HOLDING && parts.isWorldSuspended(nowNs)) {
            parts.lifecycle.suspend(nowNs, session);
            return false;
        }
        if (nowNs - session.deadlineNs < 0) {
            return false;
        }
        switch (session.state) {
            case OPENING -> parts.lifecycle.giveUpOpening(nowNs, session);
            case HOLDING -> {
                parts.counters.increment(GatewayCounter.SESSIONS_EXPIRED);
                parts.lifecycle.closeWithNotice(nowNs, session);
            }
            default -> {
                parts.counters.increment(GatewayCounter.CLOSES_ABANDONED);
                parts.lifecycle.free(session);
            }
        }
        return true;
    }

    private static boolean isSendDue(final long nowNs, final Session session) {
        final boolean wantsAnswer = session.state == SessionState.OPENING
                || session.state == SessionState.CLOSING
                || session.state == SessionState.ACTIVE && session.needsReset;
        return wantsAnswer && nowNs - session.nextSendNs >= 0;
    }

    private int serveQueue(final long nowNs) {
        final int limit = Math.min(parts.sessions.queued(), parts.settings.sendsPerCycle());
        int work = 0;
        for (int i = 0; i < limit; i++) {
            final Session session = parts.sessions.dequeue();
            if (session.state != SessionState.CLOSED) {
                final boolean isDone = serveClient(session) & serveNode(nowNs, session);
                if (isDone) {
                    work++;
                } else {
                    parts.sessions.enqueue(session);
                }
            }
        }
        return work;
    }

    /** True when nothing is left to tell the client. */
    private boolean serveClient(final Session session) {
        if (session.connection == null) {
            return true;
        }
        final FrameChannel channel = session.connection.channel;
        return parts.clientPublisher.ack(session)
                && notice(session, channel, Session.NOTICE_HOLDING, SessionNotice.HOLDING)
                && notice(session, channel, Session.NOTICE_SUSPENDED, SessionNotice.SUSPENDED)
                && notice(session, channel, Session.NOTICE_RESUMED, SessionNotice.RESUMED)
                && notice(session, channel, Session.NOTICE_INPUT_REFUSED, SessionNotice.INPUT_REFUSED)
                && notice(session, channel, Session.NOTICE_CLOSED, SessionNotice.CLOSED);
    }

    private boolean notice(
            final Session session, final FrameChannel channel, final int bit, final SessionNotice notice) {
        if ((session.noticesDue & bit) == 0) {
            return true;
        }
        if (!parts.clientPublisher.notice(channel, session.id, notice)) {
            return false;
        }
        session.noticesDue &= ~bit;
        return true;
    }

    /** True when nothing is left to send to nodes before the next retry. */
    private boolean serveNode(final long nowNs, final Session session) {
        if (isSendDue(nowNs, session)) {
            final Node node = session.state == SessionState.OPENING ? nodeOfEntry(session) : nodeOf(session);
            if (node != null && !ask(node, session)) {
                return false;
            }
            session.nextSendNs = nowNs + parts.settings.retryNs();
        }
        return session.state != SessionState.ACTIVE || parts.clientSide.flushInputs(session);
    }

    private boolean ask(final Node node, final Session session) {
        return switch (session.state) {
            case OPENING -> parts.nodePublisher.sessionOpen(node, parts.incarnation, session);
            case CLOSING -> parts.nodePublisher.sessionClose(node, parts.incarnation, session.id, session.avatar);
            default -> {
                final boolean isSent = parts.nodePublisher.sessionResync(node, parts.incarnation, session);
                if (isSent) {
                    parts.counters.increment(GatewayCounter.RESYNCS);
                }
                yield isSent;
            }
        };
    }

    /** The authority; when it is gone, the node of the place of entry, which knows who rules the avatar now. */
    private Node nodeOf(final Session session) {
        return session.node != null && session.node.isAlive() ? session.node : nodeOfEntry(session);
    }

    private Node nodeOfEntry(final Session session) {
        final int owner =
                parts.territory == null ? Territory.NOBODY : parts.territory.ownerAt(session.x, session.y, session.z);
        final Node node = parts.nodes.get(owner);
        return node != null && node.isAlive() ? node : null;
    }
}
