package io.octarchy.replicator.view;

import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.replicator.state.EntryDecoder;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateDecoder;
import org.agrona.DirectBuffer;

/**
 * The far end of one session's view: holds what the session sees. The same code serves synthetic players, gateways,
 * simulator and Java clients.
 *
 * <p>Deltas are good only on an unbroken sequence of frames: on a gap the replica stands still and {@link #needsReset()}
 * until a view with the reset flag comes; likewise when the avatar has another authority, whose views count anew. A reset starts from nothing, but entities that it or the next views name again
 * are the same ones to the listener; the others leave after {@link #GRACE_TICKS}: a node that takes a session over may hear
 * of an entity a little later than the one before it did. Nothing is shown of an epoch lower than was shown before, nor of
 * an older tick.
 *
 * <p>Starts small and grows to its bound; allocates nothing else. Not thread safe.
 */
public final class Replica {
    /** No view; nothing has changed but that a reset is needed. */
    public static final int MALFORMED = -1;

    /** Of a former authority of the avatar: dropped. */
    public static final int STALE = -2;

    /** A frame was lost, or does not fit what is held: a reset is needed. */
    public static final int LOST = -3;

    /** A reset has to come first: dropped. */
    public static final int WAITING = -4;

    /**
     * Ticks after a reset in which what it did not name stays as it was seen last. Counted in whole views: while a node may
     * show nothing, it cannot name anything either.
     */
    public static final int GRACE_TICKS = 20;

    /** Most handles that a composer uses. */
    public static final int MAX_HANDLES = VisibleTable.handles(1024);

    private final ReplicaListener listener;
    private final EntryDecoder entries = new EntryDecoder();
    private final RecentlyRemoved removed = new RecentlyRemoved();
    private final ReplicaTable table;
    private StateDecoder state;
    private boolean synchronised;
    private int sequence;
    private long viewEpoch = Long.MIN_VALUE;
    private int viewOwner;
    private long tick;
    private int graceViews;
    private int lastInput;
    private long updates;
    private long staleDropped;
    private long malformed;
    private long lost;
    private long resets;

    public Replica(final ReplicaListener listener) {
        this(listener, MAX_HANDLES);
    }

    /**
     * @param maxHandles bound of handles: {@code maxVisible} and a quarter, plus 8.
     */
    public Replica(final ReplicaListener listener, final int maxHandles) {
        this.listener = listener;
        table = new ReplicaTable(maxHandles);
    }

    /** As {@link #onView(long, ViewDecoder, int)}, of a message that ends where its buffer does. */
    public int onView(final long nowNs, final ViewDecoder view) {
        return onView(nowNs, view, view.buffer().capacity());
    }

    /**
     * A view of this replica's session came.
     *
     * @param limit where the message ends in the decoder's buffer; its fixed part is before that.
     * @return entries applied, or a negative outcome.
     */
    public int onView(final long nowNs, final ViewDecoder view, final int limit) {
        final long epoch = view.epoch();
        final boolean reset = view.flags().reset();
        if (epoch < viewEpoch || epoch == viewEpoch && view.owner() != viewOwner) {
            staleDropped++;
            return STALE;
        }
        if (!reset && !synchronised) {
            return WAITING;
        }
        if (reset && epoch == viewEpoch && synchronised && view.tick() <= tick) {
            staleDropped++;
            return STALE;
        }
        // Each authority of the avatar counts anew: what follows by number may be of one whose reset was lost.
        final boolean next = view.sequence() == sequence + 1 && epoch == viewEpoch;
        if (reset ? !Numbering.isOfReset(view.sequence(), view.tick()) : !next) {
            return lose();
        }
        final int from = view.limit() + ViewDecoder.entriesHeaderLength();
        if (from > limit || from + view.entriesLength() > limit) {
            return reject();
        }
        final StateDecoder decoder = check(view.buffer(), from, from + view.entriesLength(), reset);
        if (decoder == null) {
            return reject();
        }
        adopt(view, epoch, reset, decoder);
        return apply(view.flags().last());
    }

    /** Go through the entries; null when they make no sense, else what decodes their states. */
    private StateDecoder check(final DirectBuffer buffer, final int from, final int to, final boolean reset) {
        StateDecoder decoder = state;
        entries.wrap(buffer, from, to, reset ? null : decoder);
        int kind = entries.next();
        if (reset) {
            if (kind != EntryDecoder.WORLD) {
                return null;
            }
            if (decoder == null || !entries.isWorldOf(decoder)) {
                decoder = entries.newStateDecoder();
            }
            entries.stateDecoder(decoder);
            kind = entries.next();
        }
        while (kind > EntryDecoder.END) {
            if (kind == EntryDecoder.WORLD || kind == EntryDecoder.GONE || entries.handle() >= table.maxHandles()) {
                return null;
            }
            kind = entries.next();
        }
        entries.rewind();
        return kind == EntryDecoder.END ? decoder : null;
    }

    private void adopt(final ViewDecoder view, final long epoch, final boolean reset, final StateDecoder decoder) {
        viewEpoch = epoch;
        viewOwner = view.owner();
        tick = view.tick();
        lastInput = view.lastInput();
        sequence = view.sequence();
        if (reset) {
            if (decoder != state) {
                leaveAll();
                state = decoder;
                table.words(decoder.words());
            }
            synchronised = true;
            resets++;
            table.beginReset();
            graceViews = GRACE_TICKS;
            listener.onReset(this, tick);
        }
    }

    private void leaveAll() {
        for (int index = 0; index < table.end(); index++) {
            if (table.isUsed(index)) {
                leave(index, LeaveKind.OUT_OF_SIGHT);
            }
        }
    }

    private int apply(final boolean last) {
        int count = 0;
        for (int kind = entries.next(); kind != EntryDecoder.END; kind = entries.next()) {
            if (kind != EntryDecoder.WORLD && !applyEntry(kind, entries.handle())) {
                return lose();
            }
            count++;
        }
        updates += count;
        if (last) {
            if (table.isResetting() && --graceViews < 0) {
                dropUnconfirmed();
            }
            listener.onComplete(this, tick);
        }
        return count;
    }

    private boolean applyEntry(final int kind, final int handle) {
        if (kind == EntryDecoder.ENTER) {
            return enter(handle);
        }
        final int index = table.indexOf(handle);
        if (index < 0) {
            return kind == EntryDecoder.LEAVE ? table.release(handle) : table.isMuted(handle);
        }
        if (kind == EntryDecoder.DELTA) {
            return delta(index);
        }
        if (kind == EntryDecoder.LEAVE) {
            table.unbind(handle);
            leave(index, entries.leaveKind());
        } else {
            table.owner(index, entries.epoch(), entries.owner());
            listener.onOwner(this, index, tick);
        }
        return true;
    }

    private boolean enter(final int handle) {
        final int before = table.indexOf(handle);
        if (before >= 0 && table.entity(before) != entries.entity()) {
            table.unbind(handle);
            leave(before, LeaveKind.OUT_OF_SIGHT);
        }
        final int known = table.find(handle, entries.entity());
        if (known < 0 && removed.contains(entries.entity(), entries.epoch())) {
            table.mute(handle);
            return true;
        }
        final int index = known >= 0 ? known : add(entries.entity());
        if (index < 0 || !entries.applyEnter(table.records(), table.record(index), tick)) {
            if (known < 0 && index >= 0) {
                table.remove(index);
            }
            return false;
        }
        final boolean newOwner = known >= 0 && entries.epoch() != table.epoch(index);
        table.bind(handle, index);
        table.owner(index, entries.epoch(), entries.owner());
        if (known < 0) {
            table.shown(index);
            listener.onEnter(this, index, table.tick(index));
            return true;
        }
        if (newOwner) {
            listener.onOwner(this, index, tick);
        }
        show(index);
        return true;
    }

    private int add(final long entity) {
        if (table.isFull()) {
            dropUnconfirmed();
        }
        return table.add(entity);
    }

    private boolean delta(final int index) {
        final int record = table.record(index);
        if (!entries.isAgainst(table.records(), record, tick) || !entries.applyDelta(table.records(), record, tick)) {
            return false;
        }
        show(index);
        return true;
    }

    /** Tell the listener, unless more was shown already: of a higher epoch, or of a later tick. */
    private void show(final int index) {
        if (table.isNews(index)) {
            table.shown(index);
            listener.onUpdate(this, index, table.tick(index));
        } else if (table.isStale(index)) {
            staleDropped++;
        }
    }

    private void leave(final int index, final int kind) {
        if (kind == LeaveKind.REMOVED) {
            removed.add(table.entity(index), table.epoch(index));
        }
        listener.onLeave(this, index, kind);
        table.remove(index);
    }

    private void dropUnconfirmed() {
        for (int index = 0; index < table.end(); index++) {
            if (table.isUsed(index) && table.isUnconfirmed(index)) {
                leave(index, LeaveKind.OUT_OF_SIGHT);
            }
        }
        table.endReset();
    }

    private int lose() {
        lost++;
        synchronised = false;
        return LOST;
    }

    private int reject() {
        malformed++;
        synchronised = false;
        return MALFORMED;
    }

    /** Is a view with the reset flag needed? True at first. */
    public boolean needsReset() {
        return !synchronised;
    }

    /** Tick of the last view. */
    public long tick() {
        return tick;
    }

    /** Sequence of the last input that ran before the last view. */
    public int lastInput() {
        return lastInput;
    }

    /** Incarnation of the avatar's authority, by the last view. */
    public int viewOwner() {
        return viewOwner;
    }

    /** Epoch of the avatar, by the last view. */
    public long viewEpoch() {
        return viewEpoch;
    }

    /** What is in sight. */
    public ReplicaTable entities() {
        return table;
    }

    /** Scale of the states, null before the first view. */
    public StateDecoder state() {
        return state;
    }

    /** Entries applied. */
    public long updates() {
        return updates;
    }

    /** Views of a former authority, and states of a lower epoch than was shown. */
    public long staleDropped() {
        return staleDropped;
    }

    public long malformed() {
        return malformed;
    }

    /** Times that the sequence broke. */
    public long lost() {
        return lost;
    }

    public long resets() {
        return resets;
    }
}
