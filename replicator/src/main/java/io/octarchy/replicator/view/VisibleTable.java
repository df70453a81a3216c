package io.octarchy.replicator.view;

/**
 * What each session holds of each entity that it sees, by session and handle, in flat arrays. Handles are dense numbers of
 * a session's own, so that the wire and the receiver's table stay small.
 */
final class VisibleTable {
    /** The handle names nothing. */
    static final byte FREE = 0;

    /** In sight, not told yet. */
    static final byte ENTERING = 1;

    /** Told, and in sight. */
    static final byte SHOWN = 2;

    /** Told, and out of sight; the handle is free once that is told too. */
    static final byte LEAVING = 3;

    final int[] slot;
    final int[] generation;
    final int[] sentRound;
    final long[] sentEpoch;
    final byte[] state;
    final byte[] period;
    final byte[] leaveKind;
    private final int stride;
    private final int[] end;

    VisibleTable(final int sessions, final int maxVisible) {
        stride = handles(maxVisible);
        final int rows = Math.multiplyExact(sessions, stride);
        slot = new int[rows];
        generation = new int[rows];
        sentRound = new int[rows];
        sentEpoch = new long[rows];
        state = new byte[rows];
        period = new byte[rows];
        leaveKind = new byte[rows];
        end = new int[sessions];
    }

    /** Handles of a session: some more than it sees at most, for those that are about to leave. */
    static int handles(final int maxVisible) {
        return maxVisible + maxVisible / 4 + 8;
    }

    /** Row of a session's first handle. */
    int first(final int session) {
        return session * stride;
    }

    /** Row behind a session's last handle in use. */
    int end(final int session) {
        return first(session) + end[session];
    }

    /** Row of a free handle, or -1. */
    int allocate(final int session, final int from) {
        final int limit = first(session) + stride;
        for (int row = Math.max(from, first(session)); row < limit; row++) {
            if (state[row] == FREE) {
                end[session] = Math.max(end[session], row + 1 - first(session));
                return row;
            }
        }
        return -1;
    }

    /** Forget what the session was told: all that it sees enters anew. */
    void retell(final int session) {
        for (int row = first(session); row < end(session); row++) {
            state[row] = state[row] == SHOWN || state[row] == ENTERING ? ENTERING : FREE;
        }
    }

    void clear(final int session) {
        for (int row = first(session); row < end(session); row++) {
            state[row] = FREE;
        }
        end[session] = 0;
    }

    /** Let the end follow the last handle in use. */
    void trim(final int session) {
        int row = end(session);
        while (row > first(session) && state[row - 1] == FREE) {
            row--;
        }
        end[session] = row - first(session);
    }
}
