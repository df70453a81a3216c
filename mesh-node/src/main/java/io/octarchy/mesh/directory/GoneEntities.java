package io.octarchy.mesh.directory;

/**
 * Entities that exist no more: the epoch at which each was removed, and the last tick that it ran. A removal counts only
 * against epochs up to its own: one by a former life, whose copy was granted to another node before the removal was known,
 * is void (rule 19). Bounded: the oldest gives way. Allocates nothing after construction.
 */
final class GoneEntities {
    private final LocationTable epochs;
    private final long[] tick;

    GoneEntities(final int capacity) {
        epochs = new LocationTable(capacity);
        tick = new long[capacity];
    }

    void put(final long entity, final long epoch, final long lastTick) {
        final int index = epochs.put(entity, epoch, Directory.GONE);
        if (index != LocationTable.MISSING) {
            tick[index] = lastTick;
        }
    }

    /** It lives, or lived, at an epoch: a removal at a lower one is void. */
    void onAlive(final long entity, final long epoch) {
        final int index = epochs.find(entity);
        if (index != LocationTable.MISSING && epochs.number(index) < epoch) {
            epochs.remove(entity);
        }
    }

    boolean contains(final long entity) {
        return epochs.find(entity) != LocationTable.MISSING;
    }

    /** Epoch at which an entity was removed, 0 when it is not known to be gone. */
    long epochOf(final long entity) {
        return epochs.numberOf(entity);
    }

    /** Last tick of an entity that is contained. */
    long tickOf(final long entity) {
        return tick[epochs.find(entity)];
    }

    /** Entity at an index from 0 to {@link #capacity}, or 0. */
    long entityAt(final int index) {
        return epochs.entityAt(index);
    }

    int capacity() {
        return epochs.capacity();
    }
}
