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

/**
 * What the coordinator says. The frames were checked: all groups and texts lie within them and enumerations are known.
 * Every message may come twice, late, or not at all. A decoder is valid during the call only, and its groups can be
 * walked once.
 *
 * <p>Each role overrides what concerns it; the rest is ignored.
 */
public interface CoordinatorListener {
    /** Answer to a Join. */
    default void onJoined(final long nowNs, final JoinedDecoder message) {}

    /** Answer to a heartbeat, and news whenever the coordinator's state changed. */
    default void onLease(final long nowNs, final LeaseDecoder message) {}

    /** A part of what changed among the members. */
    default void onMembers(final long nowNs, final MembersDecoder message) {}

    /** A part of what changed in the region map. */
    default void onMapDelta(final long nowNs, final MapDeltaDecoder message) {}

    /** The newest fence: enter it. */
    default void onFence(final long nowNs, final FenceDecoder message) {}

    /** A question about entities, to be answered from the frozen snapshot of that fence. */
    default void onSnapshotQuery(final long nowNs, final SnapshotQueryDecoder message) {}

    /** Entities granted to this node. */
    default void onGrants(final long nowNs, final GrantsDecoder message) {}

    /** Takeovers decided and closed. */
    default void onDecided(final long nowNs, final DecidedDecoder message) {}

    /** A part of the world that never began, for this node to begin. */
    default void onFound(final long nowNs, final FoundDecoder message) {}

    /** Answer to an Admin command. */
    default void onAdminReply(final long nowNs, final AdminReplyDecoder message) {}

    /** Answer to an Admin command that asks for the status. */
    default void onStatus(final long nowNs, final StatusDecoder message) {}

    /** Answer to an Admin command that asks how the newest backup fares. */
    default void onBackupState(final long nowNs, final BackupStateDecoder message) {}

    /** This node's part of a backup is to be written. */
    default void onBackup(final long nowNs, final BackupDecoder message) {}

    /** An operator kills this node. */
    default void onHalt(final long nowNs, final HaltDecoder message) {}

    /** Order to a provider. */
    default void onProviderOrder(final long nowNs, final ProviderOrderDecoder message) {}

    /** News for observers. */
    default void onDecision(final long nowNs, final DecisionDecoder message) {}
}
