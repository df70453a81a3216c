package io.octarchy.mesh.gateway;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.SessionNotice;

/**
 * Answers to clients that no session stands for: refused logins, and notices about sessions that are gone. Bounded, one
 * attempt each: a client that misses one asks again and is answered again.
 */
final class Replies {
    private static final LoginStatus[] STATUSES = LoginStatus.values();
    private static final int CLOSED_NOTICE = -1;

    private final int[] sources;
    private final int[] clients;
    private final long[] subjects;
    private final int[] kinds;
    private final GatewayCounters counters;
    private int head;
    private int size;

    Replies(final int capacity, final GatewayCounters counters) {
        sources = new int[capacity];
        clients = new int[capacity];
        subjects = new long[capacity];
        kinds = new int[capacity];
        this.counters = counters;
    }

    void loginRefused(final Connection connection, final long correlation, final LoginStatus status) {
        counters.increment(GatewayCounter.LOGINS_REFUSED);
        add(connection, correlation, status.ordinal());
    }

    void sessionClosed(final Connection connection, final long session) {
        add(connection, session, CLOSED_NOTICE);
    }

    private void add(final Connection connection, final long subject, final int kind) {
        if (size == sources.length) {
            counters.increment(GatewayCounter.REPLIES_DROPPED);
            return;
        }
        final int i = (head + size++) % sources.length;
        sources[i] = connection.source;
        clients[i] = connection.client;
        subjects[i] = subject;
        kinds[i] = kind;
    }

    int send(final int limit, final ConnectionTable connections, final ClientPublisher publisher) {
        int sent = 0;
        while (size > 0 && sent < limit) {
            final Connection connection = connections.bySource(sources[head]);
            if (connection != null && connection.client == clients[head] && !send(connection, publisher)) {
                counters.increment(GatewayCounter.REPLIES_DROPPED);
            }
            head = (head + 1) % sources.length;
            size--;
            sent++;
        }
        return sent;
    }

    private boolean send(final Connection connection, final ClientPublisher publisher) {
        if (connection.channel == null) {
            return false;
        }
        return kinds[head] == CLOSED_NOTICE
                ? publisher.notice(connection.channel, subjects[head], SessionNotice.CLOSED)
                : publisher.loginAck(connection.channel, subjects[head], 0, 0, STATUSES[kinds[head]]);
    }
}
