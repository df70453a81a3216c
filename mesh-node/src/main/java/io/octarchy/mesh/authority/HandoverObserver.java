package io.octarchy.mesh.authority;

/** Told of what the handover did, for events and counters, and of doubts that end elsewhere. */
public interface HandoverObserver {
    void onHandedOver(long nowNs, int record, long epoch, int target, long sequence, long startedNs, boolean byMap);

    void onTookOver(long nowNs, int record, long epoch, int source, long frozenAtNs);

    void onResumed(long nowNs, int record, long epoch);

    /** A Commit came for an entity that is still in doubt here: the doubt's batch was applied (rule 8f). */
    void onDoubtOver(long nowNs, int record);

    void onAborted(long nowNs, int target, int size);
}
