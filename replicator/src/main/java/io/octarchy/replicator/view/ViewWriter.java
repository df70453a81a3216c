package io.octarchy.replicator.view;

import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.ViewEncoder;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.EntryEncoder;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateHistory;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the frames of one session's view after another, and marks in the table what was really sent. */
final class ViewWriter {
    /** Rounds after which an unchanged entity is told again, so that its base does not fall out of the history. */
    private static final int KEEP_ROUNDS = 6;

    private static final int MAX_FRAME = 16 * 1024;
    private static final int FRAME_FIXED =
            MessageHeaderEncoder.ENCODED_LENGTH + ViewEncoder.BLOCK_LENGTH + ViewEncoder.entriesHeaderLength();

    private final EntitySlab slab;
    private final StateHistory history;
    private final VisibleTable table;
    private final OwnerLookup owners;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ViewEncoder view = new ViewEncoder();
    private final EntryEncoder entries = new EntryEncoder();
    private final UnsafeBuffer staging = new UnsafeBuffer(new byte[MAX_FRAME]);
    private final int[] staged = new int[MAX_FRAME];
    private int stagedCount;
    private int stagedUpdates;
    private FrameChannel channel;
    private long session;
    private int avatarSlot;
    private int sequence;
    private boolean reset;
    private int source;
    private int fence;
    private long tick;
    private int updatesSent;
    private long framesSent;
    private long bytesSent;

    ViewWriter(final EntitySlab slab, final StateHistory history, final VisibleTable table, final OwnerLookup owners) {
        this.slab = slab;
        this.history = history;
        this.table = table;
        this.owners = owners;
    }

    void beginRound(final int newSource, final int newFence, final long newTick) {
        source = newSource;
        fence = newFence;
        tick = newTick;
    }

    /** Start a session's view. A null channel takes nothing. */
    void begin(
            final FrameChannel newChannel,
            final long newSession,
            final int newAvatarSlot,
            final int newSequence,
            final boolean newReset) {
        channel = newChannel;
        session = newSession;
        avatarSlot = newAvatarSlot;
        sequence = newSequence;
        reset = newReset;
        updatesSent = 0;
        beginFrame();
    }

    private void beginFrame() {
        stagedCount = 0;
        stagedUpdates = 0;
        final int room = channel == null ? 0 : Math.min(MAX_FRAME, channel.maxFrameLength() - FRAME_FIXED);
        entries.wrap(staging, 0, room);
        if (reset) {
            entries.world(history.scale(), history.words());
        }
    }

    /** Has a row's slot lost the entity that the row is of? Then the entity leaves. */
    void checkTenant(final int row) {
        if (table.generation[row] == slab.generation(table.slot[row])) {
            return;
        }
        if (table.state[row] == VisibleTable.ENTERING) {
            table.state[row] = VisibleTable.FREE;
        } else {
            table.state[row] = VisibleTable.LEAVING;
            final boolean forGood = slab.hasEndedForGood(table.slot[row], table.generation[row]);
            table.leaveKind[row] = (byte) (forGood ? LeaveKind.REMOVED : LeaveKind.OUT_OF_SIGHT);
        }
    }

    /** Is there anything to tell of a row in this round? */
    boolean isDue(final int row) {
        final byte state = table.state[row];
        if (state == VisibleTable.LEAVING) {
            return true;
        }
        final int slot = table.slot[row];
        if (state == VisibleTable.FREE || !history.isCaptured(slot)) {
            return false;
        }
        if (state == VisibleTable.ENTERING) {
            return true;
        }
        final int base = table.sentRound[row];
        final int distance = history.round() - base;
        if (distance == 0) {
            return false;
        }
        if (distance >= KEEP_ROUNDS || distance < 0 || table.sentEpoch[row] != history.epoch(slot)) {
            return true;
        }
        final int period = table.period[row];
        return (distance > period || (history.round() + slot) % period == 0) && history.changedSince(slot, base);
    }

    /** Put what is due of a row into the view; false when the channel has no room. */
    boolean stage(final int row, final int handle) {
        return put(row, handle) || flush(false) && put(row, handle);
    }

    private boolean put(final int row, final int handle) {
        if (table.state[row] == VisibleTable.LEAVING) {
            return entries.leave(handle, table.leaveKind[row]) && mark(row);
        }
        final int slot = table.slot[row];
        final int base = table.sentRound[row];
        if (table.state[row] == VisibleTable.ENTERING || !history.hasBase(slot, base)) {
            final int length = history.encodeAbsolute(slot);
            return entries.enter(
                            handle,
                            slab.entity(slot),
                            history.epoch(slot),
                            owners.ownerOf(slot),
                            history.encodedBuffer(),
                            history.encodedOffset(),
                            length)
                    && mark(row);
        }
        if (table.sentEpoch[row] != history.epoch(slot)) {
            if (!entries.owner(handle, history.epoch(slot), owners.ownerOf(slot))) {
                return false;
            }
            staged[stagedCount++] = ~row;
        }
        final int length = history.encodeDelta(slot, base);
        final long ticks = history.tick() - history.tickOf(base);
        return entries.delta(handle, ticks, history.encodedBuffer(), history.encodedOffset(), length) && mark(row);
    }

    private boolean mark(final int row) {
        staged[stagedCount++] = row;
        stagedUpdates++;
        return true;
    }

    /**
     * Finish the view.
     *
     * @param unfinished the receiver waits for the last frame of an earlier round: send one even if nothing is due.
     * @return false when the channel has no room.
     */
    boolean end(final boolean unfinished) {
        return stagedCount == 0 && !reset && !unfinished || flush(true);
    }

    private boolean flush(final boolean last) {
        final int length = entries.length();
        final int offset = channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(FRAME_FIXED + length);
        if (offset < 0) {
            return false;
        }
        view.wrapAndApplyHeader(channel.buffer(), offset, header)
                .session(session)
                .owner(source)
                .fence(fence)
                .epoch(slab.epoch(avatarSlot))
                .tick(tick)
                .lastInput(slab.lastInput(avatarSlot))
                .sequence(++sequence);
        view.flags().clear().reset(reset).last(last);
        view.putEntries(staging, 0, length);
        channel.commit();
        framesSent++;
        bytesSent += FRAME_FIXED + length;
        updatesSent += stagedUpdates;
        markSent();
        reset = false;
        beginFrame();
        return true;
    }

    private void markSent() {
        for (int i = 0; i < stagedCount; i++) {
            final int row = staged[i];
            if (row < 0) {
                table.sentEpoch[~row] = history.epoch(table.slot[~row]);
            } else if (table.state[row] == VisibleTable.LEAVING) {
                table.state[row] = VisibleTable.FREE;
            } else {
                table.state[row] = VisibleTable.SHOWN;
                table.sentRound[row] = history.round();
                table.sentEpoch[row] = history.epoch(table.slot[row]);
            }
        }
    }

    /** Entries of the present view that were sent, owner changes not counted. */
    int updatesSent() {
        return updatesSent;
    }

    /** Sequence of the last frame sent in the present view's session. */
    int sequence() {
        return sequence;
    }

    long framesSent() {
        return framesSent;
    }

    long bytesSent() {
        return bytesSent;
    }
}
