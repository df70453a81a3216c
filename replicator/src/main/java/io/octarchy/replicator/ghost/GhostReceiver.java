package io.octarchy.replicator.ghost;

import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.EntryDecoder;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateDecoder;
import io.octarchy.replicator.state.StateRecord;
import io.octarchy.replicator.state.StateScale;

/**
 * Takes what one peer tells of its entities and writes it into the slab's rows. Deltas are only good on an unbroken stream:
 * a gap, or bytes that make no sense, and the stream is given up; {@link #needsReset()} says so until the peer's fresh one
 * begins. Ghosts stay meanwhile, and those that the fresh stream does not bring again leave after {@link #GRACE_TICKS}.
 *
 * <p>Bounded by {@code maxHandles}; allocates nothing once the table has grown to what the peer shows. Not thread safe.
 */
public final class GhostReceiver {
    /** The frame is no ghost frame: nothing has changed but that the stream is given up. */
    public static final int MALFORMED = -1;

    /** A frame of a stream that has ended: dropped. */
    public static final int STALE = -2;

    /** The stream has a gap or does not fit what is held: given up. */
    public static final int LOST = -3;

    /** Ticks of a fresh stream after which ghosts of the former one leave. */
    public static final int GRACE_TICKS = 16;

    private static final int RETRY_MASK = 15;

    private final EntitySlab slab;
    private final StateDecoder state;
    private final GhostSink sink;
    private final EntryDecoder entries = new EntryDecoder();
    private final HandleTable table;
    private final int[] heldStream;
    private final int[] heldGeneration;
    private int stream;
    private int sequence;
    private int lostStream;
    private int served;
    private boolean sweepDue;
    private long sweepTick;
    private int owner;
    private long frameTick;
    private long malformed;
    private long stale;
    private long lost;
    private long applied;

    /**
     * @param scale that of the world.
     * @param maxHandles bound of the peer's handles: the capacity of its slab.
     */
    public GhostReceiver(final EntitySlab slab, final StateScale scale, final GhostSink sink, final int maxHandles) {
        this.slab = slab;
        this.sink = sink;
        state = new StateDecoder(scale, StateRecord.wordsOf(slab.publicLength()));
        table = new HandleTable(StateRecord.length(state.words()), maxHandles);
        heldStream = new int[slab.capacity()];
        heldGeneration = new int[slab.capacity()];
    }

    /** As {@link #onGhostFrame(long, GhostFrameDecoder, int)}, of a message that ends where its buffer does. */
    public int onGhostFrame(final long nowNs, final GhostFrameDecoder frame) {
        return onGhostFrame(nowNs, frame, frame.buffer().capacity());
    }

    /**
     * A frame came from the peer, which is alive.
     *
     * @param limit where the message ends in the decoder's buffer; its fixed part is before that.
     * @return entries applied, or a negative outcome.
     */
    public int onGhostFrame(final long nowNs, final GhostFrameDecoder frame, final int limit) {
        final int frameStream = frame.stream();
        if (frameStream > Subscription.MAX_STREAM) {
            malformed++;
            return MALFORMED;
        }
        if (frameStream < stream || frameStream <= lostStream) {
            stale++;
            return STALE;
        }
        if (frame.sequence() != (frameStream == stream ? sequence + 1 : 1)) {
            return lose(frameStream);
        }
        final int from = frame.limit() + GhostFrameDecoder.entriesHeaderLength();
        if (from > limit || from + frame.entriesLength() > limit) {
            return reject(frameStream);
        }
        entries.wrap(frame.buffer(), from, from + frame.entriesLength(), state);
        if (!isSound()) {
            return reject(frameStream);
        }
        owner = frame.source();
        frameTick = frame.tick();
        if (frameStream != stream) {
            start(frameStream);
        }
        sequence++;
        final int outcome = apply();
        served = outcome < 0 ? served : frame.served();
        return outcome;
    }

    /** A frame of the present stream was dropped unread: only a fresh one is any good. */
    public void giveUp() {
        lose(stream);
    }

    private int reject(final int ofStream) {
        malformed++;
        lose(ofStream);
        return MALFORMED;
    }

    private int lose(final int ofStream) {
        lost++;
        lostStream = Math.max(lostStream, ofStream);
        return LOST;
    }

    private boolean isSound() {
        int kind = entries.next();
        while (kind > EntryDecoder.END) {
            if (kind == EntryDecoder.OWNER || kind == EntryDecoder.WORLD || entries.handle() >= table.maxHandles()) {
                return false;
            }
            kind = entries.next();
        }
        entries.rewind();
        return kind == EntryDecoder.END;
    }

    private void start(final int newStream) {
        table.clear();
        sweepDue = stream != 0;
        sweepTick = frameTick + GRACE_TICKS;
        stream = newStream;
        served = 0;
        sequence = 0;
    }

    private int apply() {
        int count = 0;
        for (int kind = entries.next(); kind != EntryDecoder.END; kind = entries.next()) {
            final int handle = entries.handle();
            if (!apply(kind, handle)) {
                return lose(stream);
            }
            count++;
        }
        applied += count;
        if (sweepDue && frameTick - sweepTick >= 0) {
            sweep();
        }
        return count;
    }

    private boolean apply(final int kind, final int handle) {
        switch (kind) {
            case EntryDecoder.ENTER:
                return enter(handle);
            case EntryDecoder.GONE:
                sink.onGone(entries.entity(), entries.epoch(), owner);
                return true;
            case EntryDecoder.DELTA:
                return table.isKnown(handle) && delta(handle);
            default:
                return table.isKnown(handle) && leave(handle);
        }
    }

    private boolean enter(final int handle) {
        table.ensure(handle);
        if (table.isKnown(handle) && table.entity(handle) != entries.entity()) {
            release(handle, LeaveKind.OUT_OF_SIGHT);
        }
        final boolean refused = table.isKnown(handle)
                && table.slot(handle) == GhostSink.REFUSED
                && entries.epoch() <= table.epoch(handle);
        if (!entries.applyEnter(table.records(), table.record(handle), frameTick)) {
            return false;
        }
        table.put(handle, entries.entity(), entries.epoch());
        if (refused) {
            table.slot(handle, GhostSink.REFUSED);
            return true;
        }
        bind(handle);
        show(handle);
        return true;
    }

    private boolean delta(final int handle) {
        final int record = table.record(handle);
        if (!entries.isAgainst(table.records(), record, frameTick)
                || !entries.applyDelta(table.records(), record, frameTick)) {
            return false;
        }
        final int slot = table.slot(handle);
        if (slot >= 0 && !isOf(slot, handle)) {
            // What was shown here is over by a newer word of it: this peer's is late, and must not bring it back.
            table.slot(handle, GhostSink.REFUSED);
        } else if (slot == GhostSink.NO_ROOM && (frameTick + handle & RETRY_MASK) == 0) {
            bind(handle);
        }
        show(handle);
        return true;
    }

    private boolean leave(final int handle) {
        release(handle, entries.leaveKind());
        return true;
    }

    /** Ask the sink for the row of a handle's entity. */
    private void bind(final int handle) {
        final int record = table.record(handle);
        final int type = table.records().getInt(record + StateRecord.TYPE);
        final long tick = table.records().getLong(record + StateRecord.TICK);
        final int slot = sink.onEnter(table.entity(handle), table.epoch(handle), owner, type, tick);
        table.slot(handle, slot);
        if (slot >= 0) {
            heldStream[slot] = stream;
            heldGeneration[slot] = slab.generation(slot);
        }
    }

    private boolean isOf(final int slot, final int handle) {
        return slab.isUsed(slot) && slab.entity(slot) == table.entity(handle);
    }

    private void show(final int handle) {
        final int slot = table.slot(handle);
        if (slot < 0) {
            return;
        }
        final int record = table.record(handle);
        final long epoch = table.epoch(handle);
        final long tick = table.records().getLong(record + StateRecord.TICK);
        if (sink.accepts(slot, epoch, owner, tick)) {
            state.writeRow(slab.buffer(), slab.offset(slot), epoch, table.records(), record);
            sink.onState(slot, epoch, owner, tick);
        }
    }

    private void release(final int handle, final int kind) {
        final int slot = table.slot(handle);
        final boolean isHeld = slot >= 0 && isOf(slot, handle);
        table.remove(handle);
        if (isHeld) {
            releaseSlot(slot, kind);
        }
    }

    private void releaseSlot(final int slot, final int kind) {
        if (isLetGo(slot)) {
            sink.onLeave(slot, kind, owner);
        }
    }

    /** Hold a slot no longer; does it still have the entity that this peer showed? */
    private boolean isLetGo(final int slot) {
        heldStream[slot] = 0;
        return slab.isUsed(slot) && slab.generation(slot) == heldGeneration[slot];
    }

    private void sweep() {
        sweepDue = false;
        for (int slot = 0; slot < heldStream.length; slot++) {
            if (heldStream[slot] != 0 && heldStream[slot] != stream && isLetGo(slot)) {
                sink.onUnnamed(slot, owner);
            }
        }
    }

    /**
     * The peer is gone, or is not listened to any more: all that it shows leaves.
     *
     * @param kind one of {@link LeaveKind}.
     */
    public void leaveAll(final int kind) {
        table.clear();
        lostStream = Math.max(lostStream, stream);
        sweepDue = false;
        for (int slot = 0; slot < heldStream.length; slot++) {
            if (heldStream[slot] != 0) {
                releaseSlot(slot, kind);
            }
        }
    }

    /** Does this peer show the entity in the slot? */
    public boolean holds(final int slot) {
        return heldStream[slot] != 0 && heldGeneration[slot] == slab.generation(slot);
    }

    /** Is a fresh stream due? Then {@code SubscriptionSender.onLostStream(lostStream())} asks for it. */
    public boolean needsReset() {
        return lostStream != 0 && lostStream >= stream;
    }

    /** Newest stream that was given up; 0: none. */
    public int lostStream() {
        return lostStream;
    }

    /** Newest subscription of which the peer has shown all; 0: none on the present stream. */
    public int served() {
        return served;
    }

    /** Entries applied. */
    public long applied() {
        return applied;
    }

    /** Frames whose bytes made no sense. */
    public long malformed() {
        return malformed;
    }

    /** Frames of streams that had ended. */
    public long stale() {
        return stale;
    }

    /** Streams given up. */
    public long lost() {
        return lost;
    }
}
