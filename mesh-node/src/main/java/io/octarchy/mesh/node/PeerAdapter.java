package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.MALFORMED_DROPPED;
import static io.octarchy.codec.event.CounterKind.STALE_DROPPED;
import static io.octarchy.codec.event.CounterKind.UNKNOWN_SENDER_DROPPED;

import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.peer.AbortDecoder;
import io.octarchy.codec.peer.CommandAnswerDecoder;
import io.octarchy.codec.peer.CommandDecoder;
import io.octarchy.codec.peer.CommandDoneDecoder;
import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.CommittedDecoder;
import io.octarchy.codec.peer.ForwardedInputDecoder;
import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.codec.peer.KeepAliveDecoder;
import io.octarchy.codec.peer.LocationQueryDecoder;
import io.octarchy.codec.peer.LocationUpdateDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.PreparedDecoder;
import io.octarchy.codec.peer.RefusedDecoder;
import io.octarchy.codec.peer.ReleaseDecoder;
import io.octarchy.codec.peer.SeatAnswerDecoder;
import io.octarchy.codec.peer.SeatAskDecoder;
import io.octarchy.codec.peer.StandbyAckDecoder;
import io.octarchy.codec.peer.StandbyFrameDecoder;
import io.octarchy.codec.peer.SubscribeDecoder;
import io.octarchy.codec.peer.TogetherAskDecoder;
import io.octarchy.codec.peer.TogetherRefusedDecoder;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.HandoverTarget;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbySender;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.replicator.ghost.GhostReceiver;
import io.octarchy.replicator.ghost.Subscription;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames of other nodes in. Every frame passes the same gate first (rules 1, 5, 7, 9): a listed, living sender, a fence that
 * this node has entered, a lease that holds. A frame of a fence to come, or of a node to be listed, waits in its stream.
 */
final class PeerAdapter {
    private static final int SOURCE = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int FENCE = SOURCE + 4;

    private final Fencing fencing;
    private final LeaseGuard lease;
    private final Membership membership;
    private final FreshClock clock;
    private final HandoverSource source;
    private final HandoverTarget target;
    private final StandbySender standby;
    private final StandbyCopies copies;
    private final Peers peers;
    private final Avatars avatars;
    private final CommandPost post;
    private final NodeEvents events;
    private final NodeCounters counters;
    private final PeerFrames frames = new PeerFrames();
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PrepareDecoder prepare = new PrepareDecoder();
    private final PreparedDecoder prepared = new PreparedDecoder();
    private final RefusedDecoder refused = new RefusedDecoder();
    private final AbortDecoder abort = new AbortDecoder();
    private final CommitDecoder commit = new CommitDecoder();
    private final CommittedDecoder committed = new CommittedDecoder();
    private final ReleaseDecoder release = new ReleaseDecoder();
    private final KeepAliveDecoder keepAlive = new KeepAliveDecoder();
    private final StandbyFrameDecoder standbyFrame = new StandbyFrameDecoder();
    private final StandbyAckDecoder standbyAck = new StandbyAckDecoder();
    private final SubscribeDecoder subscribe = new SubscribeDecoder();
    private final GhostFrameDecoder ghostFrame = new GhostFrameDecoder();
    private final ForwardedInputDecoder forwarded = new ForwardedInputDecoder();
    private final CommandDecoder command = new CommandDecoder();
    private final CommandAnswerDecoder answer = new CommandAnswerDecoder();
    private final CommandDoneDecoder done = new CommandDoneDecoder();
    private final TogetherAskDecoder ask = new TogetherAskDecoder();
    private final TogetherRefusedDecoder notNow = new TogetherRefusedDecoder();
    private final SeatAskDecoder seatAsk = new SeatAskDecoder();
    private final SeatAnswerDecoder seatAnswer = new SeatAnswerDecoder();
    private final LocationUpdateDecoder location = new LocationUpdateDecoder();
    private final LocationQueryDecoder query = new LocationQueryDecoder();
    private final InputDecoder input = new InputDecoder();
    private final io.octarchy.codec.client.MessageHeaderDecoder inputHeader =
            new io.octarchy.codec.client.MessageHeaderDecoder();

    PeerAdapter(
            final Fencing fencing,
            final LeaseGuard lease,
            final Membership membership,
            final FreshClock clock,
            final HandoverSource source,
            final HandoverTarget target,
            final StandbySender standby,
            final StandbyCopies copies,
            final Peers peers,
            final Avatars avatars,
            final CommandPost post,
            final NodeEvents events,
            final NodeCounters counters) {
        this.fencing = fencing;
        this.lease = lease;
        this.membership = membership;
        this.clock = clock;
        this.source = source;
        this.target = target;
        this.standby = standby;
        this.copies = copies;
        this.peers = peers;
        this.avatars = avatars;
        this.post = post;
        this.events = events;
        this.counters = counters;
    }

    /**
     * Take a frame.
     *
     * @return false when it must wait in its stream and be offered again.
     */
    boolean onFrame(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (length < FENCE + 4) {
            counters.increment(MALFORMED_DROPPED);
            return true;
        }
        frame.wrap(buffer, offset, length);
        header.wrap(frame, 0);
        if (header.schemaId() != PrepareDecoder.SCHEMA_ID) {
            counters.increment(MALFORMED_DROPPED);
            return true;
        }
        final int from = frame.getInt(SOURCE, ByteOrder.LITTLE_ENDIAN);
        final int fence = frame.getInt(FENCE, ByteOrder.LITTLE_ENDIAN);
        if (membership.membersVersion() == 0) {
            // Rule 1: who starts learns the list before it accepts anything.
            return false;
        }
        if (from > fencing.newestListed() || fence > fencing.fence()) {
            return !mayWait(from, fence);
        }
        final Peer peer = peers.find(from);
        if (fencing.isDead(from)) {
            counters.increment(STALE_DROPPED);
        } else if (peer == null) {
            counters.increment(UNKNOWN_SENDER_DROPPED);
        } else if (frames.isWhole(frame)) {
            peer.heard(nowNs);
            dispatch(nowNs, from, peer);
        } else {
            counters.increment(MALFORMED_DROPPED);
        }
        return true;
    }

    private boolean mayWait(final int from, final int fence) {
        final boolean may = membership.mayWait(from, fence);
        if (!may) {
            counters.increment(UNKNOWN_SENDER_DROPPED);
        }
        return may;
    }

    private void dispatch(final long nowNs, final int from, final Peer peer) {
        switch (header.templateId()) {
            case PrepareDecoder.TEMPLATE_ID ->
                target.onPrepare(nowNs, from, prepare.wrapAndApplyHeader(frame, 0, header));
            case PreparedDecoder.TEMPLATE_ID ->
                source.onPrepared(
                        nowNs,
                        from,
                        prepared.wrapAndApplyHeader(frame, 0, header).handover());
            case RefusedDecoder.TEMPLATE_ID -> {
                refused.wrapAndApplyHeader(frame, 0, header);
                source.onRefused(nowNs, from, refused.handover(), refused.phase());
            }
            case AbortDecoder.TEMPLATE_ID -> {
                abort.wrapAndApplyHeader(frame, 0, header);
                target.onAbort(nowNs, from, abort.handover(), abort.floor());
            }
            case CommitDecoder.TEMPLATE_ID ->
                target.onCommit(clock.nanoTime(), from, commit.wrapAndApplyHeader(frame, 0, header));
            case CommittedDecoder.TEMPLATE_ID -> {
                final long now = clock.nanoTime();
                if (lease.isValid(now)) {
                    source.onCommitted(
                            now,
                            from,
                            committed.wrapAndApplyHeader(frame, 0, header).handover());
                }
            }
            case ReleaseDecoder.TEMPLATE_ID ->
                source.onRelease(
                        nowNs,
                        from,
                        release.wrapAndApplyHeader(frame, 0, header).handover());
            case KeepAliveDecoder.TEMPLATE_ID -> onKeepAlive(nowNs, from, peer);
            case StandbyFrameDecoder.TEMPLATE_ID ->
                copies.onFrame(from, standbyFrame.wrapAndApplyHeader(frame, 0, header));
            case StandbyAckDecoder.TEMPLATE_ID -> {
                standbyAck.wrapAndApplyHeader(frame, 0, header);
                standby.onAck(from, standbyAck.frame(), standbyAck.tick());
            }
            case SubscribeDecoder.TEMPLATE_ID -> onSubscribe(nowNs, peer);
            case GhostFrameDecoder.TEMPLATE_ID -> onGhosts(nowNs, from, peer);
            case ForwardedInputDecoder.TEMPLATE_ID -> onForwarded();
            default -> dispatchCommand(nowNs, from);
        }
    }

    private void dispatchCommand(final long nowNs, final int from) {
        switch (header.templateId()) {
            case CommandDecoder.TEMPLATE_ID ->
                post.commands().onCommand(nowNs, from, command.wrapAndApplyHeader(frame, 0, header));
            case CommandAnswerDecoder.TEMPLATE_ID ->
                post.commands().onAnswer(nowNs, from, answer.wrapAndApplyHeader(frame, 0, header));
            case CommandDoneDecoder.TEMPLATE_ID ->
                post.commands().onDone(nowNs, from, done.wrapAndApplyHeader(frame, 0, header));
            case TogetherAskDecoder.TEMPLATE_ID -> {
                ask.wrapAndApplyHeader(frame, 0, header);
                post.together().onAsk(nowNs, from, ask.asker(), ask.partner());
            }
            case TogetherRefusedDecoder.TEMPLATE_ID -> {
                notNow.wrapAndApplyHeader(frame, 0, header);
                post.together().onRefused(notNow.asker(), notNow.partner());
            }
            case SeatAskDecoder.TEMPLATE_ID ->
                avatars.seats().onAsk(clock.nanoTime(), from, seatAsk.wrapAndApplyHeader(frame, 0, header));
            case SeatAnswerDecoder.TEMPLATE_ID ->
                avatars.seats().onAnswer(clock.nanoTime(), from, seatAnswer.wrapAndApplyHeader(frame, 0, header));
            case LocationUpdateDecoder.TEMPLATE_ID ->
                post.directory().onUpdate(nowNs, from, location.wrapAndApplyHeader(frame, 0, header));
            case LocationQueryDecoder.TEMPLATE_ID ->
                post.directory()
                        .onQuery(
                                nowNs,
                                from,
                                query.wrapAndApplyHeader(frame, 0, header).entity());
            default -> throw new IllegalStateException("template " + header.templateId() + " was let in");
        }
    }

    private void onKeepAlive(final long nowNs, final int from, final Peer peer) {
        keepAlive.wrapAndApplyHeader(frame, 0, header);
        peer.onKeepAlive(nowNs, keepAlive.standby(), keepAlive.acked());
        target.onFloor(from, keepAlive.floor());
        if (keepAlive.standby() != 0 && keepAlive.standby() != fencing.incarnation()) {
            copies.onOtherStandby(from, keepAlive.acked());
        }
    }

    private void onSubscribe(final long nowNs, final Peer peer) {
        countDrop(
                peer.wish().onSubscribe(nowNs, subscribe.wrapAndApplyHeader(frame, 0, header)),
                Subscription.MALFORMED,
                Subscription.STALE);
    }

    private void onGhosts(final long nowNs, final int from, final Peer peer) {
        if (!lease.isValid(nowNs)) {
            // Its deltas are lost, so the stream must begin afresh.
            peer.receiver().giveUp();
            counters.increment(STALE_DROPPED);
            return;
        }
        ghostFrame.wrapAndApplyHeader(frame, 0, header);
        events.ghostsAcceptedBegin(from, ghostFrame.tick());
        final int outcome = peer.receiver().onGhostFrame(nowNs, ghostFrame);
        events.ghostsAcceptedEnd();
        countDrop(outcome, GhostReceiver.MALFORMED, GhostReceiver.STALE);
    }

    private void countDrop(final int outcome, final int malformed, final int stale) {
        if (outcome == malformed) {
            counters.increment(MALFORMED_DROPPED);
        } else if (outcome == stale) {
            counters.increment(STALE_DROPPED);
        }
    }

    private void onForwarded() {
        forwarded.wrapAndApplyHeader(frame, 0, header);
        final int at = forwarded.limit() + ForwardedInputDecoder.inputHeaderLength();
        final int length = forwarded.inputLength();
        input.wrapAndApplyHeader(frame, at, inputHeader);
        avatars.inputs().onForwarded(forwarded.entity(), input, frame, at, length, forwarded.hops());
    }
}
