package io.octarchy.mesh.store;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records in memory, for tests and the simulator: it can lose what was not synced, tear or alter what was, refuse what is
 * new, and be slow, as media are.
 */
public final class MemoryRecordMap implements RecordMap {
    private Map<Long, byte[]> entries = new TreeMap<>();
    private Map<Long, byte[]> synced = new TreeMap<>();
    private long maxEntries = Long.MAX_VALUE;
    private boolean failing;

    @Override
    public boolean put(final long key, final byte[] bytes, final int length) {
        if (failing || !entries.containsKey(key) && entries.size() >= maxEntries) {
            return false;
        }
        entries.put(key, Arrays.copyOf(bytes, length));
        return true;
    }

    @Override
    public boolean remove(final long key) {
        entries.remove(key);
        return !failing;
    }

    @Override
    public void forEach(final Visitor visitor) {
        entries.forEach((key, bytes) -> visitor.onRecord(key, bytes, bytes.length));
    }

    @Override
    public boolean sync() {
        if (failing) {
            return false;
        }
        synced = new TreeMap<>(entries);
        return true;
    }

    @Override
    public long size() {
        return entries.size();
    }

    /** From now on nothing can be written, or it can again. */
    public void failing(final boolean fails) {
        failing = fails;
    }

    /** From now on there is room for so many entries. */
    public void maxEntries(final long max) {
        maxEntries = max;
    }

    /** The machine crashes: what was not synced is gone. */
    public void loseUnsynced() {
        entries = new TreeMap<>(synced);
    }

    /** Flip one bit of a record. @return false when there is no such byte. */
    public boolean flip(final long key, final int byteIndex, final int bit) {
        final byte[] bytes = entries.get(key);
        if (bytes == null || byteIndex >= bytes.length) {
            return false;
        }
        bytes[byteIndex] ^= (byte) (1 << bit);
        return true;
    }

    /** Only the first bytes of a record reached the medium. */
    public void tear(final long key, final int length) {
        entries.computeIfPresent(key, (k, bytes) -> Arrays.copyOf(bytes, Math.min(length, bytes.length)));
    }

    /** Keys in order. */
    public long[] keys() {
        return entries.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    /** Bytes of a record, 0 when there is none. */
    public int length(final long key) {
        return entries.containsKey(key) ? entries.get(key).length : 0;
    }
}
