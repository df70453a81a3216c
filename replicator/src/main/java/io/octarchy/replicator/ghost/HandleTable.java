package io.octarchy.replicator.ghost;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** What a receiver knows by handle: the entity, its epoch, its slot here, and the state that the next delta is against. */
final class HandleTable {
    private static final int FIRST_CAPACITY = 4096;

    private final int recordLength;
    private final int maxHandles;
    private final UnsafeBuffer records;
    private long[] entity;
    private long[] epoch;
    private int[] slot;
    private boolean[] known;

    HandleTable(final int recordLength, final int maxHandles) {
        this.recordLength = recordLength;
        this.maxHandles = maxHandles;
        final int capacity = Math.min(FIRST_CAPACITY, maxHandles);
        records = new UnsafeBuffer(new byte[capacity * recordLength]);
        entity = new long[capacity];
        epoch = new long[capacity];
        slot = new int[capacity];
        known = new boolean[capacity];
    }

    int maxHandles() {
        return maxHandles;
    }

    /** Make room for a handle below the bound. */
    void ensure(final int handle) {
        if (handle < known.length) {
            return;
        }
        final int capacity = Math.min(maxHandles, Math.max(handle + 1, known.length * 2));
        final byte[] bytes = new byte[capacity * recordLength];
        records.getBytes(0, bytes, 0, records.capacity());
        records.wrap(bytes);
        entity = Arrays.copyOf(entity, capacity);
        epoch = Arrays.copyOf(epoch, capacity);
        slot = Arrays.copyOf(slot, capacity);
        known = Arrays.copyOf(known, capacity);
    }

    void clear() {
        Arrays.fill(known, false);
    }

    boolean isKnown(final int handle) {
        return handle < known.length && known[handle];
    }

    void put(final int handle, final long newEntity, final long newEpoch) {
        known[handle] = true;
        entity[handle] = newEntity;
        epoch[handle] = newEpoch;
        slot[handle] = -1;
    }

    void remove(final int handle) {
        known[handle] = false;
    }

    long entity(final int handle) {
        return entity[handle];
    }

    long epoch(final int handle) {
        return epoch[handle];
    }

    int slot(final int handle) {
        return slot[handle];
    }

    void slot(final int handle, final int newSlot) {
        slot[handle] = newSlot;
    }

    UnsafeBuffer records() {
        return records;
    }

    int record(final int handle) {
        return handle * recordLength;
    }
}
