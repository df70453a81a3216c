package io.octarchy.mesh.gateway;

import io.octarchy.codec.client.LoginStatus;

/**
 * The only place where a session changes its state.
 *
 * <pre>
 *            SessionHome             dead, left or silent
 *  OPENING ──────────────► ACTIVE ───────────────────────► HOLDING
 *     │                      │   ◄───────────────────────    │
 *     │                      │      View, SessionHome        │
 *     │ refused              ▼                               │ too long
 *     ▼        logout, client gone, replaced, too long       ▼
 *  CLOSED ◄──────────────── CLOSING ◄────────────────────────┘
 *             SessionClosed, or too long
 * </pre>
 */
final class Lifecycle {
    private final GatewaySettings settings;
    private final SessionTable sessions;
    private final PendingInputs pending;
    private final Replies replies;
    private final GatewayCounters counters;

    Lifecycle(
            final GatewaySettings settings,
            final SessionTable sessions,
            final PendingInputs pending,
            final Replies replies,
            final GatewayCounters counters) {
        this.settings = settings;
        this.sessions = sessions;
        this.pending = pending;
        this.replies = replies;
        this.counters = counters;
    }

    void open(final long nowNs, final Session session) {
        pending.clear(session.slot);
        session.nextSendNs = nowNs;
        session.deadlineNs = nowNs + settings.openTimeoutNs();
        counters.increment(GatewayCounter.LOGINS);
        sessions.enqueue(session);
    }

    void activate(final long nowNs, final Session session) {
        session.state = SessionState.ACTIVE;
        session.isAckDue = true;
        session.lastViewNs = nowNs;
        session.nextSendNs = nowNs;
        counters.increment(GatewayCounter.SESSIONS_OPENED);
        sessions.enqueue(session);
    }

    void hold(final long nowNs, final Session session) {
        session.state = SessionState.HOLDING;
        session.deadlineNs = nowNs + settings.holdTimeoutNs();
        session.noticesDue |= Session.NOTICE_HOLDING;
        session.noticesDue &= ~Session.NOTICE_RESUMED;
        counters.increment(GatewayCounter.HOLDS);
        sessions.enqueue(session);
    }

    /** The whole world stands still (protocol rule 16): nobody is to be waited for in vain, so its time begins afresh. */
    void suspend(final long nowNs, final Session session) {
        session.deadlineNs = nowNs + settings.holdTimeoutNs();
        if (!session.isSuspended) {
            session.isSuspended = true;
            session.noticesDue |= Session.NOTICE_SUSPENDED;
            counters.increment(GatewayCounter.SUSPENSIONS);
            sessions.enqueue(session);
        }
    }

    void resume(final long nowNs, final Session session) {
        session.state = SessionState.ACTIVE;
        session.lastViewNs = nowNs;
        session.nextSendNs = nowNs;
        session.noticesDue |= Session.NOTICE_RESUMED;
        session.noticesDue &= ~(Session.NOTICE_HOLDING | Session.NOTICE_SUSPENDED);
        session.isSuspended = false;
        counters.increment(GatewayCounter.RESUMES);
        sessions.enqueue(session);
    }

    /** A node will not have it: nothing to remove anywhere. */
    void refuse(final Session session, final LoginStatus status) {
        replies.loginRefused(session.connection, session.correlation, status);
        free(session);
    }

    /** Nobody answered in time: a node may yet have made an avatar, so it is closed like any other. */
    void giveUpOpening(final long nowNs, final Session session) {
        replies.loginRefused(session.connection, session.correlation, LoginStatus.TRY_LATER);
        close(nowNs, session);
    }

    /** End it and tell the client. */
    void closeWithNotice(final long nowNs, final Session session) {
        session.noticesDue = Session.NOTICE_CLOSED;
        close(nowNs, session);
    }

    /** End it: its authority is asked to remove the avatar. */
    void close(final long nowNs, final Session session) {
        session.state = SessionState.CLOSING;
        session.isAckDue = false;
        session.noticesDue &= Session.NOTICE_CLOSED;
        session.nextSendNs = nowNs;
        session.deadlineNs = nowNs + settings.closeTimeoutNs();
        pending.clear(session.slot);
        sessions.releasePlayer(session);
        counters.increment(GatewayCounter.SESSIONS_ENDED);
        sessions.enqueue(session);
    }

    /** Nothing is left of it at any node. A notice not sent yet goes the way of the replies. */
    void free(final Session session) {
        if ((session.noticesDue & Session.NOTICE_CLOSED) != 0 && session.connection != null) {
            replies.sessionClosed(session.connection, session.id);
        }
        session.noticesDue = 0;
        pending.clear(session.slot);
        sessions.free(session);
    }
}
