package io.octarchy.mesh.coordinator.client;

import io.octarchy.codec.control.AdminEncoder;
import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.FenceAckEncoder;
import io.octarchy.codec.control.GrantAckEncoder;
import io.octarchy.codec.control.HeartbeatEncoder;
import io.octarchy.codec.control.JoinEncoder;
import io.octarchy.codec.control.LeaveEncoder;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.codec.control.ProviderReportEncoder;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.control.SnapshotReplyEncoder;
import io.octarchy.replicator.frame.FrameChannel;

/**
 * Calls in, bytes to the coordinator out, encoded in place. A call that returns false, or null, sent nothing because the
 * channel has no room or nobody receives: say it again in a later cycle; the protocol repeats everything anyway.
 *
 * <p>Messages with groups are begun with the number of their entries; the caller then sets <em>every</em> field, the group
 * of exactly that count, and calls {@link #send()} before anything else. Allocates nothing but for texts. Not thread safe.
 */
public final class ControlPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXT = 2;

    private final FrameChannel channel;
    private final int maxLength;
    /** Sources in one part of a FenceAck. */
    public static final int MAX_HELD = 8;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final JoinEncoder join = new JoinEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final FenceAckEncoder fenceAck = new FenceAckEncoder();
    private final SnapshotReplyEncoder reply = new SnapshotReplyEncoder();
    private final GrantAckEncoder grantAck = new GrantAckEncoder();
    private final LeaveEncoder leave = new LeaveEncoder();
    private final AdminEncoder admin = new AdminEncoder();
    private final ProviderReportEncoder report = new ProviderReportEncoder();

    public ControlPublisher(final FrameChannel channel) {
        this.channel = channel;
        maxLength = Math.min(channel.maxFrameLength(), ControlProtocol.MAX_FRAME_LENGTH);
    }

    /** Is there a coordinator to hear us? */
    public boolean isConnected() {
        return channel.isConnected();
    }

    /** Cells that fit into one heartbeat. */
    public int maxCells() {
        return room(HeartbeatEncoder.BLOCK_LENGTH, HeartbeatEncoder.CellsEncoder.sbeBlockLength());
    }

    /** Entities that fit into one part of a FenceAck. */
    public int maxCandidates() {
        final int held =
                FenceAckEncoder.HeldEncoder.HEADER_SIZE + MAX_HELD * FenceAckEncoder.HeldEncoder.sbeBlockLength();
        return room(FenceAckEncoder.BLOCK_LENGTH + held, FenceAckEncoder.EntitiesEncoder.sbeBlockLength());
    }

    /** Entities that fit into one SnapshotReply; no query asks for more. */
    public int maxReplies() {
        return room(SnapshotReplyEncoder.BLOCK_LENGTH, SnapshotReplyEncoder.EntitiesEncoder.sbeBlockLength());
    }

    private int room(final int block, final int entry) {
        return (maxLength - HEADER - block - HeartbeatEncoder.CellsEncoder.HEADER_SIZE) / entry;
    }

    /**
     * Ask to become a member; repeat until Joined.
     *
     * @param launch random id of this life of the process: a repeated Join with it is one Join.
     * @param capacity load that a node carries, in thousandths; 0: the world's default.
     * @param driver identity of the media driver; members that share one meet over IPC.
     * @param former incarnation of a former life of this process whose copies it still holds (rule 7), 0: none.
     * @param formerMesh mesh of that life, as Joined told it.
     */
    public boolean join(
            final long correlation,
            final Role role,
            final long launch,
            final long capacity,
            final long driver,
            final int controlStream,
            final int bulkStream,
            final int sessionStream,
            final int former,
            final long formerMesh,
            final String endpoint,
            final String name) {
        final String ownEndpoint = ControlProtocol.cut(endpoint, ControlProtocol.MAX_ENDPOINT_LENGTH);
        final String ownName = ControlProtocol.cut(name, ControlProtocol.MAX_NAME_LENGTH);
        final int at = claim(HEADER + JoinEncoder.BLOCK_LENGTH + TEXT + ownEndpoint.length() + TEXT + ownName.length());
        if (at < 0) {
            return false;
        }
        join.wrapAndApplyHeader(channel.buffer(), at, header)
                .correlation(correlation)
                .role(role)
                .protocolVersion(ControlProtocol.VERSION)
                .launch(launch)
                .capacity(capacity)
                .driver(driver)
                .controlStream(controlStream)
                .bulkStream(bulkStream)
                .sessionStream(sessionStream)
                .former(former)
                .formerMesh(formerMesh)
                .endpoint(ownEndpoint)
                .name(ownName);
        return send();
    }

    /** Begin a heartbeat with so many cells, at most {@link #maxCells()}; null when it cannot be sent now. */
    public HeartbeatEncoder heartbeat(final int cells) {
        final int at =
                claim(length(HeartbeatEncoder.BLOCK_LENGTH, cells, HeartbeatEncoder.CellsEncoder.sbeBlockLength()));
        return at < 0 ? null : heartbeat.wrapAndApplyHeader(channel.buffer(), at, header);
    }

    /**
     * Begin a part of a FenceAck; null when it cannot be sent now.
     *
     * @param entities at most {@link #maxCandidates()}.
     * @param held at most {@link #MAX_HELD}.
     */
    public FenceAckEncoder fenceAck(final int entities, final int held) {
        final int heldBytes =
                FenceAckEncoder.HeldEncoder.HEADER_SIZE + held * FenceAckEncoder.HeldEncoder.sbeBlockLength();
        final int at = claim(heldBytes
                + length(FenceAckEncoder.BLOCK_LENGTH, entities, FenceAckEncoder.EntitiesEncoder.sbeBlockLength()));
        return at < 0 ? null : fenceAck.wrapAndApplyHeader(channel.buffer(), at, header);
    }

    /** Begin the reply to one page, at most {@link #maxReplies()} entities; null when it cannot be sent now. */
    public SnapshotReplyEncoder snapshotReply(final int entities) {
        final int at = claim(length(
                SnapshotReplyEncoder.BLOCK_LENGTH, entities, SnapshotReplyEncoder.EntitiesEncoder.sbeBlockLength()));
        return at < 0 ? null : reply.wrapAndApplyHeader(channel.buffer(), at, header);
    }

    /** A page of Grants was applied, or had been before. */
    public boolean grantAck(final int incarnation, final int fence, final int page) {
        final int at = claim(HEADER + GrantAckEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        grantAck.wrapAndApplyHeader(channel.buffer(), at, header)
                .incarnation(incarnation)
                .fence(fence)
                .page(page);
        return send();
    }

    /** A drained node goes, or a gateway, provider or observer; repeat until Members says LEFT. */
    public boolean leave(final int incarnation) {
        final int at = claim(HEADER + LeaveEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        leave.wrapAndApplyHeader(channel.buffer(), at, header).incarnation(incarnation);
        return send();
    }

    /** An operator's command; the reply bears the correlation. */
    public boolean admin(final long correlation, final AdminOperation operation, final int target) {
        return admin(correlation, operation, target, "");
    }

    /** @param text at most {@link ControlProtocol#MAX_TEXT_LENGTH} ASCII characters. */
    public boolean admin(final long correlation, final AdminOperation operation, final int target, final String text) {
        final int at = claim(HEADER + AdminEncoder.BLOCK_LENGTH + TEXT + text.length());
        if (at < 0) {
            return false;
        }
        admin.wrapAndApplyHeader(channel.buffer(), at, header)
                .correlation(correlation)
                .operation(operation)
                .target(target)
                .text(text);
        return send();
    }

    /** What became of a launch. */
    public boolean providerReport(final int incarnation, final long launch, final boolean failed, final String reason) {
        final String text = ControlProtocol.cut(reason, ControlProtocol.MAX_TEXT_LENGTH);
        final int at = claim(HEADER + ProviderReportEncoder.BLOCK_LENGTH + TEXT + text.length());
        if (at < 0) {
            return false;
        }
        report.wrapAndApplyHeader(channel.buffer(), at, header)
                .incarnation(incarnation)
                .launch(launch)
                .failed((short) (failed ? 1 : 0))
                .reason(text);
        return send();
    }

    /** Send the message that was begun. */
    public boolean send() {
        channel.commit();
        return true;
    }

    private int claim(final int length) {
        return channel.claim(length);
    }

    private static int length(final int block, final int entries, final int entry) {
        return HEADER + block + HeartbeatEncoder.CellsEncoder.HEADER_SIZE + entries * entry;
    }
}
