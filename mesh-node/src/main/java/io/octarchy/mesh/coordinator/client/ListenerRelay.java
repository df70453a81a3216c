package io.octarchy.mesh.coordinator.client;

import io.octarchy.codec.control.AdminReplyDecoder;
import io.octarchy.codec.control.BackupDecoder;
import io.octarchy.codec.control.BackupStateDecoder;
import io.octarchy.codec.control.DecidedDecoder;
import io.octarchy.codec.control.DecisionDecoder;
import io.octarchy.codec.control.FenceDecoder;
import io.octarchy.codec.control.FoundDecoder;
import io.octarchy.codec.control.GrantsDecoder;
import io.octarchy.codec.control.HaltDecoder;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.LeaseDecoder;
import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.codec.control.ProviderOrderDecoder;
import io.octarchy.codec.control.SnapshotQueryDecoder;
import io.octarchy.codec.control.StatusDecoder;

/** Hands on to whoever listens at present: a member that joins listens otherwise than one that has joined. */
public final class ListenerRelay implements CoordinatorListener {
    private CoordinatorListener target = new CoordinatorListener() {};

    /** From now on this one listens. */
    public void target(final CoordinatorListener newTarget) {
        target = newTarget;
    }

    @Override
    public void onJoined(final long nowNs, final JoinedDecoder message) {
        target.onJoined(nowNs, message);
    }

    @Override
    public void onLease(final long nowNs, final LeaseDecoder message) {
        target.onLease(nowNs, message);
    }

    @Override
    public void onMembers(final long nowNs, final MembersDecoder message) {
        target.onMembers(nowNs, message);
    }

    @Override
    public void onMapDelta(final long nowNs, final MapDeltaDecoder message) {
        target.onMapDelta(nowNs, message);
    }

    @Override
    public void onFence(final long nowNs, final FenceDecoder message) {
        target.onFence(nowNs, message);
    }

    @Override
    public void onSnapshotQuery(final long nowNs, final SnapshotQueryDecoder message) {
        target.onSnapshotQuery(nowNs, message);
    }

    @Override
    public void onGrants(final long nowNs, final GrantsDecoder message) {
        target.onGrants(nowNs, message);
    }

    @Override
    public void onDecided(final long nowNs, final DecidedDecoder message) {
        target.onDecided(nowNs, message);
    }

    @Override
    public void onFound(final long nowNs, final FoundDecoder message) {
        target.onFound(nowNs, message);
    }

    @Override
    public void onAdminReply(final long nowNs, final AdminReplyDecoder message) {
        target.onAdminReply(nowNs, message);
    }

    @Override
    public void onStatus(final long nowNs, final StatusDecoder message) {
        target.onStatus(nowNs, message);
    }

    @Override
    public void onBackupState(final long nowNs, final BackupStateDecoder message) {
        target.onBackupState(nowNs, message);
    }

    @Override
    public void onBackup(final long nowNs, final BackupDecoder message) {
        target.onBackup(nowNs, message);
    }

    @Override
    public void onHalt(final long nowNs, final HaltDecoder message) {
        target.onHalt(nowNs, message);
    }

    @Override
    public void onProviderOrder(final long nowNs, final ProviderOrderDecoder message) {
        target.onProviderOrder(nowNs, message);
    }

    @Override
    public void onDecision(final long nowNs, final DecisionDecoder message) {
        target.onDecision(nowNs, message);
    }
}
