package io.octarchy.space;

import java.util.Arrays;

/**
 * A map of fixed capacity from positive {@code long} keys, such as locational codes, to {@code int} values that are 0
 * or more.
 *
 * <p>Open addressing with linear probing at a load of at most one half, and deletion by shifting back, so that look-ups
 * never slow down with age (D. E. Knuth, <i>TAOCP</i> 3, 6.4, algorithms L and R). All memory is taken at construction.
 * Not thread-safe.
 */
public final class CodeTable {
    /** What {@link #get(long)} returns for a key that is not there. */
    public static final int MISSING = -1;

    private static final int MAX_CAPACITY = 1 << 28;

    private final long[] keys;
    private final int[] values;
    private final int mask;
    private final int capacity;
    private int size;

    /**
     * @param capacity most keys at a time, 1 to 2^28
     */
    public CodeTable(final int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("capacity must be 1 to " + MAX_CAPACITY + " but is " + capacity);
        }
        this.capacity = capacity;
        final int length = Integer.highestOneBit(2 * capacity - 1) << 1;
        keys = new long[length];
        values = new int[length];
        mask = length - 1;
    }

    /** Number of keys. */
    public int size() {
        return size;
    }

    /** Most keys at a time. */
    public int capacity() {
        return capacity;
    }

    /** The value of a key, or {@link #MISSING}. */
    public int get(final long key) {
        int i = home(key);
        while (true) {
            final long found = keys[i];
            if (found == 0) {
                return MISSING;
            }
            if (found == key) {
                return values[i];
            }
            i = i + 1 & mask;
        }
    }

    /**
     * Sets the value of a key.
     *
     * @param key   more than 0
     * @param value 0 or more
     * @throws IllegalStateException when the key is new and the table holds {@link #capacity()} keys
     */
    public void put(final long key, final int value) {
        int i = home(key);
        while (keys[i] != 0) {
            if (keys[i] == key) {
                values[i] = value;
                return;
            }
            i = i + 1 & mask;
        }
        if (size == capacity) {
            throw new IllegalStateException("table is full: " + capacity + " keys");
        }
        size++;
        keys[i] = key;
        values[i] = value;
    }

    /** Removes a key; returns its value, or {@link #MISSING}. */
    public int remove(final long key) {
        int i = home(key);
        while (keys[i] != 0 && keys[i] != key) {
            i = i + 1 & mask;
        }
        if (keys[i] == 0) {
            return MISSING;
        }
        final int value = values[i];
        size--;
        closeGap(i);
        return value;
    }

    /** Forgets all keys. */
    public void clear() {
        Arrays.fill(keys, 0);
        size = 0;
    }

    private void closeGap(final int removed) {
        int gap = removed;
        int i = removed;
        while (true) {
            i = i + 1 & mask;
            final long key = keys[i];
            if (key == 0) {
                keys[gap] = 0;
                return;
            }
            if ((i - home(key) & mask) >= (i - gap & mask)) {
                keys[gap] = key;
                values[gap] = values[i];
                gap = i;
            }
        }
    }

    private int home(final long key) {
        final long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32) & mask;
    }
}
