package io.octarchy.mesh.authority;

/** One handover as its source sees it. Pooled. */
final class SourceBatch {
    enum State {
        /** In the pool. */
        FREE,
        /** Prepare is on its way, nothing has changed. */
        PREPARING,
        /** The target holds room; Commit leaves as soon as the marks are acked (rule 22). */
        PREPARED,
        /** Given up before Commit; the target is told once. */
        ABORTING,
        /** Frozen; Commit is repeated until an answer or a decision (rule 8g). */
        DOUBT,
        /** Committed; the copies stay until the target's standby holds them (rule 23). */
        KEPT
    }

    final int[] record;
    final long[] entity;
    final long[] epoch;
    State state = State.FREE;
    long sequence;
    int target;
    int size;
    int load;
    boolean byMap;
    boolean released;
    long startedNs;
    long frozenAtNs;
    long deadlineNs;
    long nextSendNs;
    int sends;
    int cursor;

    SourceBatch(final int maxBatch) {
        record = new int[maxBatch];
        entity = new long[maxBatch];
        epoch = new long[maxBatch];
    }

    void sendAt(final long nowNs) {
        nextSendNs = nowNs;
        sends = 0;
        cursor = 0;
    }

    /** A record may have been reused for another entity, or granted anew, since the batch was begun. */
    boolean isMine(final int index, final AuthorityTable table) {
        return table.entity(record[index]) == entity[index] && table.handover(record[index]) == sequence;
    }

    /** Is all of it still here and frozen, so that its rows and inputs can be read? */
    boolean isInDoubt(final AuthorityTable table) {
        for (int i = 0; i < size; i++) {
            if (!isMine(i, table) || table.role(record[i]) != AuthorityRole.DOUBT) {
                return false;
            }
        }
        return true;
    }
}
