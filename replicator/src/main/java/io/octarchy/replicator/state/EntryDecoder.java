package io.octarchy.replicator.state;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Reads the entries that {@link EntryEncoder} wrote, one after another. Safe with bytes from anywhere: nothing is read
 * outside of the limit. A receiver that must change nothing on malformed bytes goes through all entries once, then
 * {@link #rewind}s and applies them.
 */
public final class EntryDecoder {
    /** No more entries. */
    public static final int END = 0;

    /** {@link #handle()}, {@link #entity()}, {@link #epoch()}, {@link #owner()}; then {@link #applyEnter}. */
    public static final int ENTER = 1;

    /** {@link #handle()}, {@link #isAgainst}; then {@link #applyDelta}. */
    public static final int DELTA = 2;

    /** {@link #handle()}, {@link #leaveKind()}. */
    public static final int LEAVE = 3;

    /** {@link #handle()}, {@link #epoch()}, {@link #owner()}. */
    public static final int OWNER = 4;

    /** {@link #isWorldOf}, {@link #newStateDecoder}. */
    public static final int WORLD = 5;

    /** {@link #entity()}, {@link #epoch()}: it exists no more. */
    public static final int GONE = 6;

    /** No entry can be read here; none follows. */
    public static final int MALFORMED = -1;

    private final WireReader in = new WireReader();
    private StateDecoder state;
    private int start;
    private int handle;
    private int detail;
    private long entity;
    private long epoch;
    private int owner;
    private double minX;
    private double minY;
    private double minZ;
    private double edgeMetres;
    private long tickIntervalNs;
    private int words;

    /**
     * Start reading.
     *
     * @param stateDecoder of the sender's scale and words; null: not known yet, and states are malformed.
     */
    public EntryDecoder wrap(final DirectBuffer buffer, final int from, final int to, final StateDecoder stateDecoder) {
        in.wrap(buffer, from, to);
        start = from;
        state = stateDecoder;
        handle = 0;
        return this;
    }

    /** Read from the first entry again. */
    public void rewind() {
        in.wrap(in.buffer(), start, in.limit());
        handle = 0;
    }

    /** From the next entry on, states are read by this. */
    public void stateDecoder(final StateDecoder stateDecoder) {
        state = stateDecoder;
    }

    /** Go to the next entry; returns its kind. */
    public int next() {
        if (in.failed()) {
            return MALFORMED;
        }
        if (in.isAtEnd()) {
            return END;
        }
        final int head = in.u8();
        detail = head >>> EntryEncoder.DETAIL_SHIFT & EntryEncoder.DETAIL_MASK;
        final int step = head >>> EntryEncoder.HANDLE_SHIFT;
        handle += step == EntryEncoder.FAR_HANDLE ? Wire.unzigzag(in.varint()) : step;
        final int kind = body(head & 3);
        return in.failed() || handle < 0 ? MALFORMED : kind;
    }

    private int body(final int code) {
        switch (code) {
            case EntryEncoder.DELTA:
                return delta();
            case EntryEncoder.ENTER:
                return enter();
            case EntryEncoder.LEAVE:
                if (detail >= LeaveKind.COUNT) {
                    in.fail();
                }
                return LEAVE;
            default:
                return other();
        }
    }

    private int delta() {
        if (state == null) {
            in.fail();
            return MALFORMED;
        }
        state.parseDelta(in);
        return DELTA;
    }

    private int enter() {
        if (state == null || detail != 0) {
            in.fail();
            return MALFORMED;
        }
        entity = in.i64();
        epoch = in.i64();
        owner = in.i32();
        state.parseAbsolute(in);
        return ENTER;
    }

    private int other() {
        if (detail == EntryEncoder.OTHER_OWNER) {
            epoch = in.i64();
            owner = in.i32();
            return OWNER;
        }
        if (detail == EntryEncoder.OTHER_GONE) {
            entity = in.i64();
            epoch = in.i64();
            return GONE;
        }
        minX = Double.longBitsToDouble(in.i64());
        minY = Double.longBitsToDouble(in.i64());
        minZ = Double.longBitsToDouble(in.i64());
        edgeMetres = Double.longBitsToDouble(in.i64());
        tickIntervalNs = in.i64();
        words = in.u8();
        if (detail != EntryEncoder.OTHER_WORLD
                || words > StateRecord.MAX_WORDS
                || !StateScale.isValid(minX, minY, minZ, edgeMetres, tickIntervalNs)) {
            in.fail();
        }
        return WORLD;
    }

    public int handle() {
        return handle;
    }

    public long entity() {
        return entity;
    }

    public long epoch() {
        return epoch;
    }

    public int owner() {
        return owner;
    }

    /** One of {@link LeaveKind}. */
    public int leaveKind() {
        return detail;
    }

    /** Public words of a state. */
    public int words() {
        return words;
    }

    /** Does the present entry tell of the world that a decoder is for? */
    public boolean isWorldOf(final StateDecoder decoder) {
        final StateScale scale = decoder.scale();
        return decoder.words() == words
                && scale.minX() == minX
                && scale.minY() == minY
                && scale.minZ() == minZ
                && scale.edgeMetres() == edgeMetres
                && scale.tickIntervalNs() == tickIntervalNs;
    }

    /** A decoder for the world that the present entry tells of. Allocates: once a session. */
    public StateDecoder newStateDecoder() {
        return new StateDecoder(new StateScale(minX, minY, minZ, edgeMetres, tickIntervalNs), words);
    }

    /** Was the present difference made against what this record holds, as far as the entry tells? */
    public boolean isAgainst(final DirectBuffer states, final int record, final long frameTick) {
        return (frameTick - StateRecord.frameTick(states, record) & EntryEncoder.DETAIL_MASK) == detail;
    }

    /**
     * Write the present entry's whole state.
     *
     * @return false, and nothing has changed, when it is none of this world.
     */
    public boolean applyEnter(final MutableDirectBuffer states, final int record, final long frameTick) {
        return state.applyAbsolute(states, record, frameTick);
    }

    /**
     * Apply the present entry's difference.
     *
     * @return false, and nothing has changed, when the outcome is none of this world.
     */
    public boolean applyDelta(final MutableDirectBuffer states, final int record, final long frameTick) {
        return state.applyDelta(states, record, frameTick);
    }
}
