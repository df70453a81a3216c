package io.octarchy.mesh.authority;

import io.octarchy.codec.control.GrantsDecoder;
import io.octarchy.codec.control.SnapshotQueryDecoder;
import io.octarchy.codec.peer.AbortDecoder;
import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.CommittedDecoder;
import io.octarchy.codec.peer.KeepAliveDecoder;
import io.octarchy.codec.peer.LocationUpdateDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.PreparedDecoder;
import io.octarchy.codec.peer.RefusedDecoder;
import io.octarchy.codec.peer.ReleaseDecoder;
import io.octarchy.codec.peer.StandbyAckDecoder;
import io.octarchy.codec.peer.StandbyFrameDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames in: lets those of a newer fence wait, drops those of the dead and unknown, hands on the rest. */
final class TestReceiver {
    private static final int PEER_SCHEMA = MessageHeaderDecoder.SCHEMA_ID;

    private final TestNode node;
    private final Cluster cluster;
    private final Mutations mutations;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<Net.Frame> waiting = new ArrayList<>();

    TestReceiver(final TestNode node, final Cluster cluster) {
        this.node = node;
        this.cluster = cluster;
        mutations = new Mutations(node, cluster.mutant);
    }

    void receive(final long nowNs) {
        for (Net.Frame frame = cluster.net.poll(node.id); frame != null; frame = cluster.net.poll(node.id)) {
            if (frame.schema() != PEER_SCHEMA) {
                onCoordinator(nowNs, frame);
            } else if (frame.fence() > node.fencing.fence() && cluster.mutant != Mutant.NO_FENCE_NUMBERS) {
                waiting.add(frame);
            } else {
                onPeer(nowNs, frame);
            }
        }
        for (final Net.Frame frame : waiting) {
            cluster.net.putBack(frame);
        }
        waiting.clear();
    }

    private void onCoordinator(final long nowNs, final Net.Frame frame) {
        final io.octarchy.codec.control.MessageHeaderDecoder control =
                new io.octarchy.codec.control.MessageHeaderDecoder();
        switch (frame.template()) {
            case SnapshotQueryDecoder.TEMPLATE_ID -> {
                mutations.beforeQuery();
                node.participant.onQuery(new SnapshotQueryDecoder().wrapAndApplyHeader(frame.bytes, 0, control));
            }
            case GrantsDecoder.TEMPLATE_ID -> {
                final GrantsDecoder grants = new GrantsDecoder().wrapAndApplyHeader(frame.bytes, 0, control);
                final int fence = grants.fence();
                final int page = grants.page();
                if (node.takeover.onGrants(nowNs, grants)) {
                    node.coordinator.grantAck(node.id, fence, page);
                }
            }
            default -> throw new AssertionError("template " + frame.template());
        }
    }

    private void onPeer(final long nowNs, final Net.Frame frame) {
        final int from = frame.from;
        final boolean dead = node.fencing.isDead(from) && cluster.mutant != Mutant.DEAD_ARE_HEARD;
        if (dead || !node.known.contains(from)) {
            return;
        }
        mutations.before(frame);
        switch (frame.template()) {
            case PrepareDecoder.TEMPLATE_ID ->
                node.target.onPrepare(nowNs, from, new PrepareDecoder().wrapAndApplyHeader(frame.bytes, 0, header));
            case CommitDecoder.TEMPLATE_ID ->
                node.target.onCommit(nowNs, from, new CommitDecoder().wrapAndApplyHeader(frame.bytes, 0, header));
            case PreparedDecoder.TEMPLATE_ID ->
                node.source.onPrepared(
                        nowNs,
                        from,
                        new PreparedDecoder()
                                .wrapAndApplyHeader(frame.bytes, 0, header)
                                .handover());
            case RefusedDecoder.TEMPLATE_ID -> {
                final RefusedDecoder refused = new RefusedDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
                node.onRefused(nowNs, from, refused.handover(), refused.phase());
            }
            case AbortDecoder.TEMPLATE_ID -> {
                final AbortDecoder abort = new AbortDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
                node.target.onAbort(nowNs, from, abort.handover(), abort.floor());
            }
            case CommittedDecoder.TEMPLATE_ID ->
                node.source.onCommitted(
                        nowNs,
                        from,
                        new CommittedDecoder()
                                .wrapAndApplyHeader(frame.bytes, 0, header)
                                .handover());
            case ReleaseDecoder.TEMPLATE_ID ->
                node.source.onRelease(
                        nowNs,
                        from,
                        new ReleaseDecoder()
                                .wrapAndApplyHeader(frame.bytes, 0, header)
                                .handover());
            default -> onOther(nowNs, frame);
        }
        mutations.after(frame);
    }

    private void onOther(final long nowNs, final Net.Frame frame) {
        switch (frame.template()) {
            case KeepAliveDecoder.TEMPLATE_ID ->
                node.target.onFloor(
                        frame.from,
                        new KeepAliveDecoder()
                                .wrapAndApplyHeader(frame.bytes, 0, header)
                                .floor());
            case StandbyFrameDecoder.TEMPLATE_ID -> {
                if (node.lease.isValid(nowNs)) {
                    final UnsafeBuffer bytes = mutations.standbyFrame(frame);
                    node.copies.onFrame(frame.from, new StandbyFrameDecoder().wrapAndApplyHeader(bytes, 0, header));
                }
            }
            case StandbyAckDecoder.TEMPLATE_ID -> {
                final StandbyAckDecoder ack = new StandbyAckDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
                node.sender.onAck(frame.from, ack.frame(), ack.tick());
            }
            case LocationUpdateDecoder.TEMPLATE_ID -> {
                if (node.lease.isValid(nowNs)) {
                    final LocationUpdateDecoder update =
                            new LocationUpdateDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
                    for (final LocationUpdateDecoder.EntitiesDecoder entity : update.entities()) {
                        if (entity.owner() == frame.from) {
                            node.onState(nowNs, frame.from, entity.entity(), entity.epoch());
                        }
                    }
                    node.commands.onFrame(nowNs, frame);
                }
            }
            default -> node.commands.onFrame(nowNs, frame);
        }
    }
}
