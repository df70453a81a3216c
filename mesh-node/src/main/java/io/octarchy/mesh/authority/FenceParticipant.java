package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.NONE;

import io.octarchy.codec.control.EntityRole;
import io.octarchy.codec.control.FenceAckEncoder;
import io.octarchy.codec.control.SnapshotQueryDecoder;
import io.octarchy.codec.control.SnapshotReplyEncoder;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import java.util.function.LongUnaryOperator;

/**
 * A node's part in a takeover (rules 9 to 11): enters the fence in one step, and then reports from the snapshot frozen in
 * that step, again and again until the coordinator goes on.
 */
public final class FenceParticipant {
    private static final long RETRY_NS = 100_000_000L;
    private static final int MAX_PARTS_A_CYCLE = 16;

    private final Fencing fencing;
    private final HandoverSource source;
    private final HandoverTarget target;
    private final FrozenSnapshot snapshot;
    private final ControlPublisher coordinator;
    private final LongUnaryOperator removedEpoch;
    private boolean answered = true;
    private long nextSendNs;
    private int part;
    private int parts;
    private int cursor;

    /**
     * @param removedEpoch epoch at which an entity was removed as far as the directory knows, 0 when it was not: a standby
     *     that took another one's place since was not told.
     */
    public FenceParticipant(
            final Fencing fencing,
            final HandoverSource source,
            final HandoverTarget target,
            final FrozenSnapshot snapshot,
            final ControlPublisher coordinator,
            final LongUnaryOperator removedEpoch) {
        this.removedEpoch = removedEpoch;
        this.fencing = fencing;
        this.source = source;
        this.target = target;
        this.snapshot = snapshot;
        this.coordinator = coordinator;
    }

    /**
     * Enter a fence whose dead were already told to {@link Fencing#dead}.
     *
     * @return false when it was entered before.
     */
    public boolean enter(final long nowNs, final int fence) {
        if (!fencing.enter(fence)) {
            return false;
        }
        target.onFenced();
        source.onFenced(nowNs);
        snapshot.freeze();
        answered = false;
        begin(nowNs);
        return true;
    }

    private void begin(final long nowNs) {
        int candidates = 0;
        for (int i = 0; i < snapshot.size(); i++) {
            candidates += snapshot.isCandidate(i) ? 1 : 0;
        }
        final int perPart = coordinator.maxCandidates();
        parts = Math.max(1, (candidates + perPart - 1) / perPart);
        part = 0;
        cursor = 0;
        nextSendNs = nowNs;
    }

    /** A page of entities that the coordinator asks about. Unanswered pages are asked again, so a full channel is no harm. */
    public void onQuery(final SnapshotQueryDecoder query) {
        if (query.fence() != snapshot.fence() || query.fence() != fencing.fence()) {
            return;
        }
        answered = true;
        final SnapshotQueryDecoder.EntitiesDecoder asked = query.entities();
        if (asked.count() > coordinator.maxReplies()) {
            return;
        }
        final SnapshotReplyEncoder reply = coordinator.snapshotReply(asked.count());
        if (reply == null) {
            return;
        }
        final SnapshotReplyEncoder.EntitiesEncoder entities = reply.incarnation(fencing.incarnation())
                .fence(query.fence())
                .page(query.page())
                .entitiesCount(asked.count());
        while (asked.hasNext()) {
            answer(asked.next().entity(), entities.next());
        }
        coordinator.send();
    }

    private void answer(final long entity, final SnapshotReplyEncoder.EntitiesEncoder answer) {
        final int at = snapshot.find(entity);
        final long gone = Math.max(removedEpoch.applyAsLong(entity), snapshot.removedByDead(entity));
        if (at == FrozenSnapshot.MISSING) {
            answer.entity(entity)
                    .role(gone > 0 ? EntityRole.REMOVED : EntityRole.NONE)
                    .doubtTarget(0)
                    .epoch(gone)
                    .highestEpoch(gone)
                    .highestOwner(0)
                    .tick(0)
                    .copyEpoch(0)
                    .copyTick(0);
            return;
        }
        final boolean isGone = snapshot.role(at) == NONE && gone > 0 && gone >= snapshot.highestEpoch(at);
        answer.entity(entity)
                .role(isGone ? EntityRole.REMOVED : roleOf(at))
                .doubtTarget(snapshot.doubtTarget(at))
                .epoch(isGone ? gone : snapshot.epoch(at))
                .highestEpoch(isGone ? gone : snapshot.highestEpoch(at))
                .highestOwner(snapshot.highestOwner(at))
                .tick(snapshot.tick(at))
                .copyEpoch(snapshot.copyEpoch(at))
                .copyTick(snapshot.copyTick(at));
    }

    private EntityRole roleOf(final int at) {
        if (snapshot.role(at) == NONE) {
            return snapshot.isRemoved(at) ? EntityRole.REMOVED : EntityRole.NONE;
        }
        return snapshot.role(at) == AuthorityRole.AUTHORITY ? EntityRole.AUTHORITY : EntityRole.DOUBT;
    }

    /** The coordinator is past collecting. */
    public void onDecided(final int fence) {
        if (fence >= fencing.fence()) {
            answered = true;
        }
    }

    /** Send the parts of the ack, and again until something shows that they arrived. */
    public int doWork(final long nowNs) {
        if (answered || nowNs - nextSendNs < 0) {
            return 0;
        }
        int work = 0;
        while (part < parts && work < MAX_PARTS_A_CYCLE && sendPart()) {
            work++;
        }
        if (part == parts) {
            part = 0;
            cursor = 0;
            nextSendNs = nowNs + RETRY_NS;
        }
        return work;
    }

    private boolean sendPart() {
        final int limit = coordinator.maxCandidates();
        int count = 0;
        int end = cursor;
        while (end < snapshot.size() && count < limit) {
            count += snapshot.isCandidate(end++) ? 1 : 0;
        }
        final StandbyCopies copies = snapshot.copies();
        final int held = Math.min(copies.sources(), ControlPublisher.MAX_HELD);
        final FenceAckEncoder ack = coordinator.fenceAck(count, held);
        if (ack == null) {
            return false;
        }
        final FenceAckEncoder.EntitiesEncoder entities = ack.incarnation(fencing.incarnation())
                .fence(snapshot.fence())
                .part(part)
                .parts(parts)
                .entitiesCount(count);
        for (; cursor < end; cursor++) {
            if (snapshot.isCandidate(cursor)) {
                entities.next().entity(snapshot.entity(cursor));
            }
        }
        final FenceAckEncoder.HeldEncoder sources = ack.heldCount(held);
        for (int i = 0; i < held; i++) {
            sources.next()
                    .incarnation(copies.at(i).source())
                    .founded(copies.at(i).founded());
        }
        coordinator.send();
        part++;
        return true;
    }
}
