package io.octarchy.mesh.coordinator.client;

import io.octarchy.codec.control.AdminReplyDecoder;
import io.octarchy.codec.control.BackupDecoder;
import io.octarchy.codec.control.BackupPhase;
import io.octarchy.codec.control.BackupStateDecoder;
import io.octarchy.codec.control.DecidedDecoder;
import io.octarchy.codec.control.DecisionDecoder;
import io.octarchy.codec.control.FenceDecoder;
import io.octarchy.codec.control.FoundDecoder;
import io.octarchy.codec.control.GrantsDecoder;
import io.octarchy.codec.control.HaltDecoder;
import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.LeaseDecoder;
import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.codec.control.MessageHeaderDecoder;
import io.octarchy.codec.control.ProviderOrderDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.control.SnapshotQueryDecoder;
import io.octarchy.codec.control.StatusDecoder;
import org.agrona.DirectBuffer;

/**
 * Bytes of the coordinator in, calls of a {@link CoordinatorListener} out. Frames that are foreign, cut or otherwise
 * malformed are counted and dropped. Allocates nothing. Not thread safe.
 */
public final class ControlAdapter {
    private final CoordinatorListener listener;
    private final FrameWalk walk = new FrameWalk();
    private final JoinedDecoder joined = new JoinedDecoder();
    private final LeaseDecoder lease = new LeaseDecoder();
    private final MembersDecoder members = new MembersDecoder();
    private final MapDeltaDecoder mapDelta = new MapDeltaDecoder();
    private final FenceDecoder fence = new FenceDecoder();
    private final SnapshotQueryDecoder query = new SnapshotQueryDecoder();
    private final GrantsDecoder grants = new GrantsDecoder();
    private final FoundDecoder found = new FoundDecoder();
    private final DecidedDecoder decided = new DecidedDecoder();
    private final AdminReplyDecoder adminReply = new AdminReplyDecoder();
    private final ProviderOrderDecoder order = new ProviderOrderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final StatusDecoder status = new StatusDecoder();
    private final HaltDecoder halt = new HaltDecoder();
    private final BackupDecoder backup = new BackupDecoder();
    private final BackupStateDecoder backupState = new BackupStateDecoder();
    private long malformed;

    public ControlAdapter(final CoordinatorListener listener) {
        this.listener = listener;
    }

    /** Frames dropped so far. */
    public long malformed() {
        return malformed;
    }

    /**
     * Take one frame.
     *
     * @return false when it was dropped.
     */
    public boolean onFrame(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        final boolean good =
                walk.start(buffer, offset, length, JoinedDecoder.SCHEMA_ID) && dispatch(nowNs, buffer, offset);
        if (!good) {
            malformed++;
        }
        return good;
    }

    private boolean dispatch(final long nowNs, final DirectBuffer buffer, final int offset) {
        final int at = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int block = walk.header().blockLength();
        final int version = walk.header().version();
        return switch (walk.header().templateId()) {
            case JoinedDecoder.TEMPLATE_ID -> joined(nowNs, buffer, at, block, version);
            case LeaseDecoder.TEMPLATE_ID -> lease(nowNs, buffer, at, block, version);
            case MembersDecoder.TEMPLATE_ID -> members(nowNs, buffer, at, block, version);
            case MapDeltaDecoder.TEMPLATE_ID -> mapDelta(nowNs, buffer, at, block, version);
            case FenceDecoder.TEMPLATE_ID -> fence(nowNs, buffer, at, block, version);
            case SnapshotQueryDecoder.TEMPLATE_ID -> query(nowNs, buffer, at, block, version);
            case GrantsDecoder.TEMPLATE_ID -> grants(nowNs, buffer, at, block, version);
            case DecidedDecoder.TEMPLATE_ID -> decided(nowNs, buffer, at, block, version);
            case FoundDecoder.TEMPLATE_ID -> found(nowNs, buffer, at, block, version);
            case AdminReplyDecoder.TEMPLATE_ID -> adminReply(nowNs, buffer, at, block, version);
            case ProviderOrderDecoder.TEMPLATE_ID -> order(nowNs, buffer, at, block, version);
            case DecisionDecoder.TEMPLATE_ID -> decision(nowNs, buffer, at, block, version);
            case StatusDecoder.TEMPLATE_ID -> status(nowNs, buffer, at, block, version);
            case HaltDecoder.TEMPLATE_ID -> halt(nowNs, buffer, at, block, version);
            case BackupDecoder.TEMPLATE_ID -> backup(nowNs, buffer, at, block, version);
            case BackupStateDecoder.TEMPLATE_ID -> backupState(nowNs, buffer, at, block, version);
            default -> false;
        };
    }

    private boolean backup(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(BackupDecoder.BLOCK_LENGTH).text().isGood()) {
            return false;
        }
        listener.onBackup(nowNs, backup.wrap(buffer, at, block, version));
        return true;
    }

    private boolean backupState(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        final int entry = BackupStateDecoder.NodesDecoder.sbeBlockLength();
        if (!walk.block(BackupStateDecoder.BLOCK_LENGTH).group(entry).text().isGood()) {
            return false;
        }
        backupState.wrap(buffer, at, block, version);
        if (backupState.phaseRaw() > BackupPhase.FAILED.value()) {
            return false;
        }
        listener.onBackupState(nowNs, backupState);
        return true;
    }

    private boolean joined(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(JoinedDecoder.BLOCK_LENGTH).text().isGood()) {
            return false;
        }
        joined.wrap(buffer, at, block, version);
        if (joined.statusRaw() > JoinStatus.MESH.value()) {
            return false;
        }
        listener.onJoined(nowNs, joined);
        return true;
    }

    private boolean lease(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(LeaseDecoder.BLOCK_LENGTH).isGood()) {
            return false;
        }
        listener.onLease(nowNs, lease.wrap(buffer, at, block, version));
        return true;
    }

    private boolean members(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        final int minEntry = MembersDecoder.EntriesDecoder.sbeBlockLength();
        if (!walk.block(MembersDecoder.BLOCK_LENGTH).group(minEntry, 2).isGood()) {
            return false;
        }
        members.wrap(buffer, at, block, version);
        for (final MembersDecoder.EntriesDecoder entry : members.entries()) {
            if (entry.roleRaw() > Role.OBSERVER.value() || entry.stateRaw() > MemberState.LEFT.value()) {
                return false;
            }
            entry.skipEndpoint();
            entry.skipName();
        }
        listener.onMembers(nowNs, members.sbeRewind());
        return true;
    }

    private boolean mapDelta(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        final int minEntry = MapDeltaDecoder.IntervalsDecoder.sbeBlockLength();
        if (!walk.block(MapDeltaDecoder.BLOCK_LENGTH).group(minEntry).isGood()) {
            return false;
        }
        listener.onMapDelta(nowNs, mapDelta.wrap(buffer, at, block, version));
        return true;
    }

    private boolean fence(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(FenceDecoder.BLOCK_LENGTH)
                .group(FenceDecoder.DeadDecoder.sbeBlockLength())
                .isGood()) {
            return false;
        }
        listener.onFence(nowNs, fence.wrap(buffer, at, block, version));
        return true;
    }

    private boolean query(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        final int minEntry = SnapshotQueryDecoder.EntitiesDecoder.sbeBlockLength();
        if (!walk.block(SnapshotQueryDecoder.BLOCK_LENGTH).group(minEntry).isGood()) {
            return false;
        }
        listener.onSnapshotQuery(nowNs, query.wrap(buffer, at, block, version));
        return true;
    }

    private boolean grants(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(GrantsDecoder.BLOCK_LENGTH)
                .group(GrantsDecoder.EntitiesDecoder.sbeBlockLength())
                .isGood()) {
            return false;
        }
        listener.onGrants(nowNs, grants.wrap(buffer, at, block, version));
        return true;
    }

    private boolean decided(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(DecidedDecoder.BLOCK_LENGTH).isGood()) {
            return false;
        }
        listener.onDecided(nowNs, decided.wrap(buffer, at, block, version));
        return true;
    }

    private boolean found(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(FoundDecoder.BLOCK_LENGTH).isGood()) {
            return false;
        }
        listener.onFound(nowNs, found.wrap(buffer, at, block, version));
        return true;
    }

    private boolean adminReply(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(AdminReplyDecoder.BLOCK_LENGTH).text().isGood()) {
            return false;
        }
        listener.onAdminReply(nowNs, adminReply.wrap(buffer, at, block, version));
        return true;
    }

    private boolean order(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(ProviderOrderDecoder.BLOCK_LENGTH).isGood()) {
            return false;
        }
        listener.onProviderOrder(nowNs, order.wrap(buffer, at, block, version));
        return true;
    }

    private boolean decision(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(DecisionDecoder.BLOCK_LENGTH).text().isGood()) {
            return false;
        }
        listener.onDecision(nowNs, decision.wrap(buffer, at, block, version));
        return true;
    }

    private boolean status(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        final int minEntry = StatusDecoder.EntriesDecoder.sbeBlockLength();
        if (!walk.block(StatusDecoder.BLOCK_LENGTH).group(minEntry, 2).isGood()) {
            return false;
        }
        status.wrap(buffer, at, block, version);
        for (final StatusDecoder.EntriesDecoder entry : status.entries()) {
            if (entry.roleRaw() > Role.OBSERVER.value() || entry.stateRaw() > MemberState.LEFT.value()) {
                return false;
            }
            entry.skipEndpoint();
            entry.skipName();
        }
        listener.onStatus(nowNs, status.sbeRewind());
        return true;
    }

    private boolean halt(
            final long nowNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(HaltDecoder.BLOCK_LENGTH).isGood()) {
            return false;
        }
        listener.onHalt(nowNs, halt.wrap(buffer, at, block, version));
        return true;
    }
}
