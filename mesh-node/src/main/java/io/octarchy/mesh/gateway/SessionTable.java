package io.octarchy.mesh.gateway;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * A bounded set of sessions, found by id and by player, with a queue of those that have something to send. A session is
 * in the queue at most once, so that the queue has room for all.
 */
final class SessionTable {
    private final Session[] inUse;
    private final Session[] queue;
    private final Long2ObjectHashMap<Session> byId;
    private final Long2ObjectHashMap<Session> byPlayer;
    private int size;
    private int queueHead;
    private int queueSize;

    SessionTable(final int capacity) {
        inUse = new Session[capacity];
        queue = new Session[capacity];
        for (int i = 0; i < capacity; i++) {
            inUse[i] = new Session(i);
        }
        byId = new Long2ObjectHashMap<>(capacity * 2, 0.6f);
        byPlayer = new Long2ObjectHashMap<>(capacity * 2, 0.6f);
    }

    Session byId(final long id) {
        return byId.get(id);
    }

    /** The player's session that is not closing, or null. */
    Session byPlayer(final long player) {
        return byPlayer.get(player);
    }

    int size() {
        return size;
    }

    /** Sessions that are not closing. */
    int players() {
        return byPlayer.size();
    }

    Session at(final int index) {
        return inUse[index];
    }

    /** A new session in OPENING, or null when every slot is taken. */
    Session allocate(final long id, final long player, final long correlation, final Connection connection) {
        if (size == inUse.length) {
            return null;
        }
        final Session session = inUse[size];
        session.index = size++;
        session.begin(id, player, correlation, connection);
        byId.put(id, session);
        byPlayer.put(player, session);
        return session;
    }

    /** The player may log in anew: the session no longer stands for it. */
    void releasePlayer(final Session session) {
        if (byPlayer.get(session.player) == session) {
            byPlayer.remove(session.player);
        }
    }

    void free(final Session session) {
        releasePlayer(session);
        byId.remove(session.id);
        session.state = SessionState.CLOSED;
        session.connection = null;
        session.node = null;
        final Session last = inUse[--size];
        inUse[size] = session;
        inUse[session.index] = last;
        last.index = session.index;
        session.index = size;
    }

    int queued() {
        return queueSize;
    }

    void enqueue(final Session session) {
        if (!session.isQueued) {
            session.isQueued = true;
            queue[(queueHead + queueSize++) % queue.length] = session;
        }
    }

    /** Next session of the queue; it may have been closed since. Only when {@link #queued} is above 0. */
    Session dequeue() {
        final Session session = queue[queueHead];
        queueHead = (queueHead + 1) % queue.length;
        queueSize--;
        session.isQueued = false;
        return session;
    }
}
