package io.octarchy.replicator.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Packs the entries of a ghost frame or a view. An entry begins with a byte: its kind in two bits, a detail in three, and
 * in three how far its handle is beyond that of the entry before, or {@link #FAR_HANDLE}. So write entries in the order of
 * their handles where it is free.
 *
 * <p>A method that has no room writes nothing and returns false.
 */
public final class EntryEncoder {
    static final int DELTA = 0;
    static final int ENTER = 1;
    static final int LEAVE = 2;
    static final int OTHER = 3;

    static final int OTHER_OWNER = 0;
    static final int OTHER_WORLD = 1;
    static final int OTHER_GONE = 2;

    static final int DETAIL_SHIFT = 2;
    static final int DETAIL_MASK = 7;
    static final int HANDLE_SHIFT = 5;

    /** In place of a distance of 0 to 6: the signed difference of the handles follows. */
    static final int FAR_HANDLE = 7;

    private static final int ENTER_FIXED = 2 * Long.BYTES + Integer.BYTES;
    private static final int OWNER_FIXED = Long.BYTES + Integer.BYTES;
    private static final int GONE_FIXED = 2 * Long.BYTES;
    private static final int WORLD_FIXED = 4 * Double.BYTES + Long.BYTES + 1;

    private MutableDirectBuffer buffer;
    private int start;
    private int at;
    private int limit;
    private int lastHandle;

    /** Start with no entries; up to {@code limit} may be written. */
    public EntryEncoder wrap(final MutableDirectBuffer out, final int from, final int to) {
        buffer = out;
        start = from;
        at = from;
        limit = to;
        lastHandle = 0;
        return this;
    }

    /** Bytes written since {@link #wrap}. */
    public int length() {
        return at - start;
    }

    /** Bytes that an entry of a state of so many bytes takes at most, whatever its kind. */
    public static int maxLength(final int stateLength) {
        return 6 + ENTER_FIXED + stateLength;
    }

    /** An entity comes into sight, or is told anew: whole state. */
    public boolean enter(
            final int handle,
            final long entity,
            final long epoch,
            final int owner,
            final DirectBuffer state,
            final int offset,
            final int length) {
        if (!begin(ENTER, 0, handle, ENTER_FIXED + length)) {
            return false;
        }
        buffer.putLong(at, entity, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + 8, epoch, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 16, owner, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(at + ENTER_FIXED, state, offset, length);
        at += ENTER_FIXED + length;
        return true;
    }

    /**
     * The difference from what was sent last of a handle.
     *
     * @param ticks since then: receivers check its last three bits.
     */
    public boolean delta(
            final int handle, final long ticks, final DirectBuffer state, final int offset, final int length) {
        if (!begin(DELTA, (int) ticks & DETAIL_MASK, handle, length)) {
            return false;
        }
        buffer.putBytes(at, state, offset, length);
        at += length;
        return true;
    }

    /** An entity goes; its handle may name another one from the next entry on. */
    public boolean leave(final int handle, final int kind) {
        return begin(LEAVE, kind, handle, 0);
    }

    /** Another authority for an entity in sight. */
    public boolean owner(final int handle, final long epoch, final int owner) {
        if (!begin(OTHER, OTHER_OWNER, handle, OWNER_FIXED)) {
            return false;
        }
        buffer.putLong(at, epoch, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 8, owner, ByteOrder.LITTLE_ENDIAN);
        at += OWNER_FIXED;
        return true;
    }

    /** An entity that the receiver may know from others exists no more; it has no handle here. */
    public boolean gone(final long entity, final long epoch) {
        if (!begin(OTHER, OTHER_GONE, lastHandle, GONE_FIXED)) {
            return false;
        }
        buffer.putLong(at, entity, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + 8, epoch, ByteOrder.LITTLE_ENDIAN);
        at += GONE_FIXED;
        return true;
    }

    /** What a receiver must know to decode states; before all other entries. */
    public boolean world(final StateScale scale, final int words) {
        if (!begin(OTHER, OTHER_WORLD, 0, WORLD_FIXED)) {
            return false;
        }
        buffer.putDouble(at, scale.minX(), ByteOrder.LITTLE_ENDIAN);
        buffer.putDouble(at + 8, scale.minY(), ByteOrder.LITTLE_ENDIAN);
        buffer.putDouble(at + 16, scale.minZ(), ByteOrder.LITTLE_ENDIAN);
        buffer.putDouble(at + 24, scale.edgeMetres(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + 32, scale.tickIntervalNs(), ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(at + 40, (byte) words);
        at += WORLD_FIXED;
        return true;
    }

    private boolean begin(final int kind, final int detail, final int handle, final int bodyLength) {
        final int step = handle - lastHandle;
        final boolean near = step >= 0 && step < FAR_HANDLE;
        final int headLength = near ? 1 : 1 + Wire.varintLength(Wire.zigzag(step));
        if (limit - at < headLength + bodyLength) {
            return false;
        }
        final int code = near ? step : FAR_HANDLE;
        buffer.putByte(at, (byte) (kind | detail << DETAIL_SHIFT | code << HANDLE_SHIFT));
        if (!near) {
            Wire.varint(buffer, at + 1, Wire.zigzag(step));
        }
        at += headLength;
        lastHandle = handle;
        return true;
    }
}
