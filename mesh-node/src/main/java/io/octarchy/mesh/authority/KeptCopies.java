package io.octarchy.mesh.authority;

import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Full copies that the source of a handover keeps from Commit until the target's standby holds the entity (rule 23): if
 * the target dies in between, this is the only copy. Bounded: when full, no handover starts.
 */
public final class KeptCopies {
    public static final int MISSING = -1;

    private final int rowLength;
    private final UnsafeBuffer rows;
    private final BytePool luggage;
    private final int[] luggagePiece;
    private final int[] luggageLength;
    private final Long2LongHashMap indexByEntity;
    private final long[] entity;
    private final long[] epoch;
    private final long[] tick;
    private final int[] target;
    private final int[] free;
    private int freeCount;

    /**
     * @param capacity copies at most.
     * @param maxLuggage bytes that an entity may have beside its row.
     */
    public KeptCopies(final int capacity, final int rowLength, final int maxLuggage) {
        this.rowLength = rowLength;
        luggage = new BytePool(capacity, maxLuggage);
        luggagePiece = new int[capacity];
        Arrays.fill(luggagePiece, BytePool.NONE);
        luggageLength = new int[capacity];
        rows = new UnsafeBuffer(new byte[capacity * rowLength]);
        indexByEntity = new Long2LongHashMap(BitUtil.findNextPositivePowerOfTwo(capacity * 2), 0.65f, MISSING);
        entity = new long[capacity];
        epoch = new long[capacity];
        tick = new long[capacity];
        target = new int[capacity];
        free = new int[capacity];
        for (int i = 0; i < capacity; i++) {
            free[i] = capacity - 1 - i;
        }
        freeCount = capacity;
    }

    public int capacity() {
        return free.length;
    }

    public int size() {
        return free.length - freeCount;
    }

    public int room() {
        return freeCount;
    }

    /** Index of the copy of an entity, or {@link #MISSING}. */
    public int find(final long id) {
        return (int) indexByEntity.get(id);
    }

    /** Is a copy kept from a handover after this epoch? */
    boolean isNewerThan(final long id, final long thanEpoch) {
        final int index = find(id);
        return index != MISSING && epoch[index] > thanEpoch;
    }

    /**
     * Keep a copy; a newer one replaces an older one of the same entity. The caller has seen to room.
     *
     * @param from has the luggage of the entity in this slot.
     */
    public void keep(
            final long id,
            final long atEpoch,
            final long atTick,
            final int towards,
            final DirectBuffer row,
            final int rowOffset,
            final Luggage from,
            final int slot) {
        int index = find(id);
        if (index == MISSING) {
            index = free[--freeCount];
            indexByEntity.put(id, index);
            entity[index] = id;
        }
        epoch[index] = atEpoch;
        tick[index] = atTick;
        target[index] = towards;
        rows.putBytes(index * rowLength, row, rowOffset, rowLength);
        keepLuggage(index, from, slot);
    }

    private void keepLuggage(final int index, final Luggage from, final int slot) {
        luggageLength[index] = from.length(slot);
        if (luggageLength[index] > 0 && luggagePiece[index] == BytePool.NONE) {
            luggagePiece[index] = luggage.take();
        }
        if (luggageLength[index] > 0) {
            from.encode(slot, luggage.buffer(), luggage.offset(luggagePiece[index]));
        }
    }

    /** Drop the copy of this epoch or an older one. */
    public void drop(final long id, final long upToEpoch) {
        final int index = find(id);
        if (index != MISSING && epoch[index] <= upToEpoch) {
            indexByEntity.remove(id);
            entity[index] = 0;
            free[freeCount++] = index;
            if (luggagePiece[index] != BytePool.NONE) {
                luggage.release(luggagePiece[index]);
                luggagePiece[index] = BytePool.NONE;
            }
        }
    }

    /** Indices are below this; those with {@link #entity} 0 are free. */
    public int limit() {
        return free.length;
    }

    public long entity(final int index) {
        return entity[index];
    }

    public long epoch(final int index) {
        return epoch[index];
    }

    public long tick(final int index) {
        return tick[index];
    }

    public int target(final int index) {
        return target[index];
    }

    public DirectBuffer rows() {
        return rows;
    }

    public int rowOffset(final int index) {
        return index * rowLength;
    }

    public DirectBuffer luggage() {
        return luggage.buffer();
    }

    public int luggageOffset(final int index) {
        return luggageLength[index] == 0 ? 0 : luggage.offset(luggagePiece[index]);
    }

    public int luggageLength(final int index) {
        return luggageLength[index];
    }
}
