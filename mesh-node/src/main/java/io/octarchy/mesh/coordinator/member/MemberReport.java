package io.octarchy.mesh.coordinator.member;

import io.octarchy.codec.control.HeartbeatDecoder;
import io.octarchy.mesh.coordinator.state.StateCodec;

/** What a member said of itself in its newest heartbeat: what it holds, and how it fares. */
public final class MemberReport {
    private long sequence;
    private long sentNs;
    private long tick;
    private int fence;
    private int decided;
    private long membersVersion;
    private long mapVersion;
    private int entities;
    private int sessions;
    private int cpuMicros;
    private boolean empty;
    private long standbyAcked;
    private long stored = -1;
    private int standby;
    private long backedUp;

    MemberReport() {}

    /** Take a heartbeat, unless a newer one was taken: clusters keep order, but a member may have had two sessions. */
    public boolean take(final HeartbeatDecoder heartbeat) {
        if (heartbeat.sequence() < sequence) {
            return false;
        }
        sequence = heartbeat.sequence();
        sentNs = heartbeat.sentNs();
        tick = heartbeat.tick();
        fence = heartbeat.fence();
        decided = heartbeat.decided();
        membersVersion = heartbeat.membersVersion();
        mapVersion = heartbeat.mapVersion();
        entities = heartbeat.entities();
        sessions = heartbeat.sessions();
        cpuMicros = heartbeat.cpuMicros();
        empty = heartbeat.empty() == 1;
        standbyAcked = heartbeat.standbyAcked();
        stored = heartbeat.stored();
        standby = heartbeat.standby();
        backedUp = heartbeat.backedUp();
        return true;
    }

    /** A member that joins holds the fences decided by then. */
    void joinedAt(final int decidedFence) {
        fence = decidedFence;
        decided = decidedFence;
    }

    /** What a life had whose last image came with a backup. */
    void restored(final int itsEntities, final long image) {
        entities = itsEntities;
        stored = image;
    }

    public long sequence() {
        return sequence;
    }

    public long sentNs() {
        return sentNs;
    }

    /** Last tick run; of an observer the newest decision taken. */
    public long tick() {
        return tick;
    }

    public int fence() {
        return fence;
    }

    public int decided() {
        return decided;
    }

    public long membersVersion() {
        return membersVersion;
    }

    public long mapVersion() {
        return mapVersion;
    }

    public int entities() {
        return entities;
    }

    public int sessions() {
        return sessions;
    }

    public int cpuMicros() {
        return cpuMicros;
    }

    public boolean empty() {
        return empty;
    }

    public long standbyAcked() {
        return standbyAcked;
    }

    /** Newest image that is safe in its store, by tick; 0: none yet; -1: no store, or one that fails. */
    public long stored() {
        return stored;
    }

    /** Newest image whose part of a backup it has written; negative: that one failed; 0: none yet. */
    public long backedUp() {
        return backedUp;
    }

    /** Who acked it: the standby that the node knew of. */
    public int standby() {
        return standby;
    }

    void pass(final StateCodec codec) {
        sequence = codec.value(sequence);
        sentNs = codec.value(sentNs);
        tick = codec.value(tick);
        fence = codec.value(fence);
        decided = codec.value(decided);
        membersVersion = codec.value(membersVersion);
        mapVersion = codec.value(mapVersion);
        entities = codec.value(entities);
        sessions = codec.value(sessions);
        cpuMicros = codec.value(cpuMicros);
        empty = codec.value(empty);
        standbyAcked = codec.value(standbyAcked);
        stored = codec.value(stored);
        standby = codec.value(standby);
        backedUp = codec.value(backedUp);
    }
}
