package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.AdminDecoder;
import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.EntityRole;
import io.octarchy.codec.control.FenceAckDecoder;
import io.octarchy.codec.control.GrantAckDecoder;
import io.octarchy.codec.control.HeartbeatDecoder;
import io.octarchy.codec.control.JoinDecoder;
import io.octarchy.codec.control.LeaveDecoder;
import io.octarchy.codec.control.MessageHeaderDecoder;
import io.octarchy.codec.control.ProviderReportDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.control.SnapshotReplyDecoder;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.client.FrameWalk;
import org.agrona.DirectBuffer;

/**
 * Bytes of the cluster's log in, calls of the {@link CoordinatorCore} out. Malformed frames are counted and dropped, on
 * every member of the cluster alike. Allocates nothing but for a Join's texts.
 */
public final class IngressAdapter {
    private final CoordinatorCore core;
    private final FrameWalk walk = new FrameWalk();
    private final JoinDecoder join = new JoinDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final FenceAckDecoder fenceAck = new FenceAckDecoder();
    private final SnapshotReplyDecoder reply = new SnapshotReplyDecoder();
    private final GrantAckDecoder grantAck = new GrantAckDecoder();
    private final LeaveDecoder leave = new LeaveDecoder();
    private final AdminDecoder admin = new AdminDecoder();
    private final ProviderReportDecoder report = new ProviderReportDecoder();
    private long malformed;

    public IngressAdapter(final CoordinatorCore core) {
        this.core = core;
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
    public boolean onFrame(
            final long logTimeNs,
            final long clusterSession,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final boolean good = walk.start(buffer, offset, length, JoinDecoder.SCHEMA_ID)
                && dispatch(logTimeNs, clusterSession, buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
        if (!good) {
            malformed++;
        }
        return good;
    }

    private boolean dispatch(final long logTimeNs, final long session, final DirectBuffer buffer, final int at) {
        final int block = walk.header().blockLength();
        final int version = walk.header().version();
        return switch (walk.header().templateId()) {
            case JoinDecoder.TEMPLATE_ID -> join(logTimeNs, session, buffer, at, block, version);
            case HeartbeatDecoder.TEMPLATE_ID -> heartbeat(logTimeNs, session, buffer, at, block, version);
            case FenceAckDecoder.TEMPLATE_ID -> fenceAck(logTimeNs, buffer, at, block, version);
            case SnapshotReplyDecoder.TEMPLATE_ID -> reply(logTimeNs, buffer, at, block, version);
            case GrantAckDecoder.TEMPLATE_ID -> grantAck(logTimeNs, buffer, at, block, version);
            case LeaveDecoder.TEMPLATE_ID -> leave(logTimeNs, session, buffer, at, block, version);
            case AdminDecoder.TEMPLATE_ID -> admin(logTimeNs, session, buffer, at, block, version);
            case ProviderReportDecoder.TEMPLATE_ID -> report(logTimeNs, buffer, at, block, version);
            default -> false;
        };
    }

    private boolean join(
            final long logTimeNs,
            final long session,
            final DirectBuffer buffer,
            final int at,
            final int block,
            final int version) {
        if (!walk.block(JoinDecoder.BLOCK_LENGTH).text().text().isGood()) {
            return false;
        }
        join.wrap(buffer, at, block, version);
        final boolean fits = join.roleRaw() <= Role.OBSERVER.value()
                && join.capacity() >= 0
                && join.capacity() <= LimitSettings.MAX_CAPACITY
                && join.endpointLength() <= ControlProtocol.MAX_ENDPOINT_LENGTH
                && join.skipEndpoint() >= 0
                && join.nameLength() <= ControlProtocol.MAX_NAME_LENGTH;
        if (fits) {
            core.onJoin(logTimeNs, session, join.sbeRewind());
        }
        return fits;
    }

    private boolean heartbeat(
            final long logTimeNs,
            final long session,
            final DirectBuffer buffer,
            final int at,
            final int block,
            final int version) {
        final int entry = HeartbeatDecoder.CellsDecoder.sbeBlockLength();
        if (!walk.block(HeartbeatDecoder.BLOCK_LENGTH).group(entry).isGood()) {
            return false;
        }
        core.onHeartbeat(logTimeNs, session, heartbeat.wrap(buffer, at, block, version));
        return true;
    }

    private boolean fenceAck(
            final long logTimeNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        final int entry = FenceAckDecoder.EntitiesDecoder.sbeBlockLength();
        final int held = FenceAckDecoder.HeldDecoder.sbeBlockLength();
        if (!walk.block(FenceAckDecoder.BLOCK_LENGTH).group(entry).group(held).isGood()) {
            return false;
        }
        core.onFenceAck(logTimeNs, fenceAck.wrap(buffer, at, block, version));
        return true;
    }

    private boolean reply(
            final long logTimeNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        final int entry = SnapshotReplyDecoder.EntitiesDecoder.sbeBlockLength();
        if (!walk.block(SnapshotReplyDecoder.BLOCK_LENGTH).group(entry).isGood()) {
            return false;
        }
        reply.wrap(buffer, at, block, version);
        for (final SnapshotReplyDecoder.EntitiesDecoder said : reply.entities()) {
            if (said.roleRaw() > EntityRole.REMOVED.value()) {
                return false;
            }
        }
        core.onSnapshotReply(logTimeNs, reply.sbeRewind());
        return true;
    }

    private boolean grantAck(
            final long logTimeNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(GrantAckDecoder.BLOCK_LENGTH).isGood()) {
            return false;
        }
        core.onGrantAck(logTimeNs, grantAck.wrap(buffer, at, block, version));
        return true;
    }

    private boolean leave(
            final long logTimeNs,
            final long session,
            final DirectBuffer buffer,
            final int at,
            final int block,
            final int version) {
        if (!walk.block(LeaveDecoder.BLOCK_LENGTH).isGood()) {
            return false;
        }
        core.onLeave(logTimeNs, session, leave.wrap(buffer, at, block, version).incarnation());
        return true;
    }

    private boolean admin(
            final long logTimeNs,
            final long session,
            final DirectBuffer buffer,
            final int at,
            final int block,
            final int version) {
        if (!walk.block(AdminDecoder.BLOCK_LENGTH).text().isGood()) {
            return false;
        }
        admin.wrap(buffer, at, block, version);
        if (admin.operationRaw() > AdminOperation.BACKUP_STATE.value()
                || admin.textLength() > ControlProtocol.MAX_TEXT_LENGTH) {
            return false;
        }
        core.onAdmin(logTimeNs, session, admin);
        return true;
    }

    private boolean report(
            final long logTimeNs, final DirectBuffer buffer, final int at, final int block, final int version) {
        if (!walk.block(ProviderReportDecoder.BLOCK_LENGTH).text().isGood()) {
            return false;
        }
        report.wrap(buffer, at, block, version);
        core.onProviderReport(logTimeNs, report);
        return true;
    }
}
