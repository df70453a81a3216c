package io.octarchy.replicator.ghost;

import io.octarchy.codec.peer.GhostFrameEncoder;
import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.EntryEncoder;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateHistory;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Shows one peer this node's entities within its subscription. What the channel does not take stays dirty, and goes out in
 * a later round as the difference from what was really sent last: a slow peer gets fewer, newer states, and costs no
 * memory. Entities of which others see no change are told again every {@link #KEEP_ROUNDS} rounds only.
 *
 * <p>An entity that is missing from a round stays as the peer saw it last (it is frozen, in doubt): only
 * {@link #onAuthorityLost}, {@link #onRemoved} and going out of sight make it leave.
 *
 * <p>Handles are slots. A peer that lost track names the stream, and gets the next one, which starts from nothing.
 * Bounded by the slab's capacity; allocates nothing after construction. Not thread safe.
 */
public final class GhostPublisher {
    /** Rounds after which an unchanged entity is told again, so that its base does not fall out of the history. */
    public static final int KEEP_ROUNDS = 6;

    private static final int MAX_FRAME = 16 * 1024;
    private static final int MAX_GONE = 1024;
    private static final int FRAME_FIXED = MessageHeaderEncoder.ENCODED_LENGTH
            + GhostFrameEncoder.BLOCK_LENGTH
            + GhostFrameEncoder.entriesHeaderLength();

    private final EntitySlab slab;
    private final StateHistory history;
    private final Subscription subscription;
    private final FrameChannel channel;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GhostFrameEncoder frame = new GhostFrameEncoder();
    private final EntryEncoder entries = new EntryEncoder();
    private final UnsafeBuffer staging;
    private final int[] staged;
    private final int[] sentRound;
    private final int[] tenant;
    private final long[] sentEpoch;

    /** Cell of the peer's that keeps each slot's entity in its sight, as far as is known. */
    private final int[] nearCell;

    private final byte[] leaving;
    private final int[] leaveQueue;
    private final long[] gone = new long[MAX_GONE];
    private final long[] goneEpoch = new long[MAX_GONE];
    private int goneCount;
    private int leaves;
    private int stagedCount;
    private int stream = 1;
    private int sequence;
    private int served;
    private int resumeAt;
    private int source;
    private int fence;
    private int published;
    private long framesSent;
    private long entriesSent;
    private long bytesSent;
    private long backPressured;

    public GhostPublisher(
            final EntitySlab slab,
            final StateHistory history,
            final Subscription subscription,
            final FrameChannel channel) {
        this.slab = slab;
        this.history = history;
        this.subscription = subscription;
        this.channel = channel;
        staging = new UnsafeBuffer(new byte[Math.min(MAX_FRAME, channel.maxFrameLength()) - FRAME_FIXED]);
        staged = new int[staging.capacity()];
        sentRound = new int[slab.capacity()];
        tenant = new int[slab.capacity()];
        sentEpoch = new long[slab.capacity()];
        nearCell = new int[slab.capacity()];
        leaving = new byte[slab.capacity()];
        leaveQueue = new int[slab.capacity()];
    }

    /** This node rules the entity in the slot no more; its new authority tells of it. Before the slot is used again. */
    public void onAuthorityLost(final int slot) {
        leave(slot, LeaveKind.MOVED);
    }

    /**
     * The entity in the slot exists no more. Before the slot is used again.
     *
     * @param known has another node ruled it before, so that the peer may know it though this node never showed it?
     */
    public void onRemoved(final int slot, final boolean known) {
        if (sentRound[slot] == 0 && known && goneCount < MAX_GONE) {
            gone[goneCount] = slab.entity(slot);
            goneEpoch[goneCount++] = slab.epoch(slot);
        }
        leave(slot, LeaveKind.REMOVED);
    }

    private void leave(final int slot, final int kind) {
        if (sentRound[slot] == 0) {
            return;
        }
        if (leaving[slot] == 0) {
            leaveQueue[leaves++] = slot;
        }
        leaving[slot] = (byte) (kind + 1);
    }

    /** Start a new stream from nothing. */
    public void restart() {
        stream = Math.max(stream, subscription.lostStream()) + 1;
        sequence = 0;
        served = 0;
        published = 0;
        leaves = 0;
        Arrays.fill(sentRound, 0);
        Arrays.fill(leaving, (byte) 0);
    }

    /**
     * Tell the peer of a round, after its entities have been captured in the history.
     *
     * @param source incarnation of this node.
     * @param fence newest fence that it has entered.
     * @param tick of the round.
     * @param ownedSlots entities that this node rules and has run; those that were not captured are left out.
     * @return frames sent.
     */
    public int publish(
            final long nowNs,
            final int source,
            final int fence,
            final long tick,
            final int[] ownedSlots,
            final int count) {
        if (subscription.lostStream() >= stream) {
            restart();
        }
        if (subscription.number() == 0 || !channel.isConnected()) {
            return 0;
        }
        this.source = source;
        this.fence = fence;
        final long before = framesSent;
        begin();
        if (sendLeaves() && sendGone() && stageOwned(ownedSlots, count)) {
            finish();
        }
        return (int) (framesSent - before);
    }

    /** All that the peer wants has been staged: the frame with the last of it says so. */
    private void finish() {
        final int before = served;
        served = subscription.number();
        if ((stagedCount > 0 || sequence == 0 || served != before) && !flush()) {
            served = before;
        }
    }

    /** Leaves go in frames of their own, before anything that may use their handles again. */
    private boolean sendLeaves() {
        while (leaves > 0) {
            int next = leaves;
            while (next > 0 && stageLeave(leaveQueue[next - 1], leaving[leaveQueue[next - 1]] - 1)) {
                next--;
            }
            if (!flush()) {
                return false;
            }
            leaves = next;
        }
        return true;
    }

    /** Of what is removed before it was shown here, others may stand in the peer's sight (a bounded number is told of). */
    private boolean sendGone() {
        while (goneCount > 0) {
            int next = goneCount;
            while (next > 0 && entries.gone(gone[next - 1], goneEpoch[next - 1])) {
                next--;
            }
            if (!flush()) {
                return false;
            }
            goneCount = next;
        }
        return true;
    }

    private boolean stageOwned(final int[] slots, final int count) {
        int at = resumeAt < count ? resumeAt : 0;
        for (int i = 0; i < count; i++) {
            final int slot = slots[at];
            if (!stageSlot(slot) && !(flush() && stageSlot(slot))) {
                resumeAt = at;
                return false;
            }
            at = at + 1 == count ? 0 : at + 1;
        }
        resumeAt = 0;
        return true;
    }

    /** Stage what is due of a slot; false when there is no room for it. */
    private boolean stageSlot(final int slot) {
        if (!history.isCaptured(slot)) {
            return true;
        }
        if (sentRound[slot] == 0) {
            return stageWanted(slot);
        }
        if (tenant[slot] != history.generation(slot)) {
            return stageLeave(slot, LeaveKind.OUT_OF_SIGHT) && stageWanted(slot);
        }
        nearCell[slot] = subscription.nearCell(slab.x(slot), slab.y(slot), slab.z(slot), nearCell[slot]);
        if (nearCell[slot] == Subscription.NONE) {
            return stageLeave(slot, LeaveKind.OUT_OF_SIGHT);
        }
        final int base = sentRound[slot];
        if (sentEpoch[slot] != history.epoch(slot) || !history.hasBase(slot, base)) {
            return history.round() == base || stageEnter(slot);
        }
        if (history.changedSince(slot, base) || history.round() - base >= KEEP_ROUNDS) {
            return stageDelta(slot, base);
        }
        return true;
    }

    private boolean stageWanted(final int slot) {
        return !subscription.wants(slab.x(slot), slab.y(slot), slab.z(slot)) || stageEnter(slot);
    }

    private boolean stageEnter(final int slot) {
        final int length = history.encodeAbsolute(slot);
        return entries.enter(
                        slot,
                        slab.entity(slot),
                        history.epoch(slot),
                        source,
                        history.encodedBuffer(),
                        history.encodedOffset(),
                        length)
                && stage(slot);
    }

    private boolean stageDelta(final int slot, final int base) {
        final int length = history.encodeDelta(slot, base);
        return entries.delta(
                        slot,
                        history.tick() - history.tickOf(base),
                        history.encodedBuffer(),
                        history.encodedOffset(),
                        length)
                && stage(slot);
    }

    private boolean stageLeave(final int slot, final int kind) {
        return entries.leave(slot, kind) && stage(~slot);
    }

    /** Remember what is in the frame: a slot, or the complement of one that leaves. */
    private boolean stage(final int slotOrLeave) {
        staged[stagedCount++] = slotOrLeave;
        return true;
    }

    private void begin() {
        stagedCount = 0;
        entries.wrap(staging, 0, staging.capacity());
    }

    /** Send the frame; false, and nothing counts as sent, when the channel does not take it. */
    private boolean flush() {
        final int length = entries.length();
        final int offset = channel.claim(FRAME_FIXED + length);
        if (offset < 0) {
            backPressured++;
            return false;
        }
        frame
                .wrapAndApplyHeader(channel.buffer(), offset, header)
                .source(source)
                .fence(fence)
                .tick(history.tick())
                .stream(stream)
                .sequence(++sequence)
                .served(served)
                .putEntries(staging, 0, length);
        channel.commit();
        framesSent++;
        entriesSent += stagedCount;
        bytesSent += FRAME_FIXED + length;
        markSent();
        begin();
        return true;
    }

    private void markSent() {
        for (int i = 0; i < stagedCount; i++) {
            final int slot = staged[i];
            if (slot >= 0) {
                published += sentRound[slot] == 0 ? 1 : 0;
                sentRound[slot] = history.round();
                tenant[slot] = history.generation(slot);
                sentEpoch[slot] = history.epoch(slot);
            } else {
                published--;
                sentRound[~slot] = 0;
                leaving[~slot] = 0;
            }
        }
    }

    /** Has this slot's entity been shown to the peer, and not left since? */
    public boolean isPublished(final int slot) {
        return sentRound[slot] != 0 && leaving[slot] == 0 && tenant[slot] == slab.generation(slot);
    }

    /** Entities in the peer's sight. */
    public int published() {
        return published;
    }

    /** Number of the stream being sent. */
    public int stream() {
        return stream;
    }

    public long framesSent() {
        return framesSent;
    }

    public long entriesSent() {
        return entriesSent;
    }

    public long bytesSent() {
        return bytesSent;
    }

    /** How often the channel had no room: what was due then was sent later, newer. */
    public long backPressured() {
        return backPressured;
    }
}
