package io.octarchy.mesh.authority;

import org.agrona.BitUtil;
import org.agrona.collections.Long2LongHashMap;

/**
 * Removals that a standby was told of (rule 19). Those of a frame count only once it is whole, like its rows: what the
 * removed entity left to others is in the rows of the same frame. Bounded; the oldest gives way.
 */
final class Tombstones {
    static final long NONE = -1;

    private final long[] entity;
    private final Long2LongHashMap epochByEntity;
    private Told arriving;
    private Told whole;
    private int size;
    private int next;

    /** The removals of one frame. */
    static final class Told {
        private final long[] entity;
        private final long[] epoch;
        private final long[] tick;
        private final long[] quantity;
        private int size;

        private Told(final int capacity) {
            entity = new long[capacity];
            epoch = new long[capacity];
            tick = new long[capacity];
            quantity = new long[capacity];
        }

        int size() {
            return size;
        }

        long entity(final int i) {
            return entity[i];
        }

        long epoch(final int i) {
            return epoch[i];
        }

        /** The last tick that it ran. */
        long tick(final int i) {
            return tick[i];
        }

        long quantity(final int i) {
            return quantity[i];
        }

        void clear() {
            size = 0;
        }
    }

    Tombstones(final int capacity) {
        entity = new long[capacity];
        arriving = new Told(capacity);
        whole = new Told(capacity);
        epochByEntity = new Long2LongHashMap(BitUtil.findNextPositivePowerOfTwo(capacity * 2), 0.65f, NONE);
    }

    /** A frame begins. */
    void begin() {
        arriving.size = 0;
    }

    /** The frame tells of a removal; false when it tells of more than can be remembered. */
    boolean tell(final long removedEntity, final long atEpoch, final long lastTick, final long withQuantity) {
        if (arriving.size == arriving.entity.length) {
            return false;
        }
        arriving.entity[arriving.size] = removedEntity;
        arriving.epoch[arriving.size] = atEpoch;
        arriving.tick[arriving.size] = lastTick;
        arriving.quantity[arriving.size++] = withQuantity;
        return true;
    }

    /** The frame is whole. */
    void take() {
        final Told told = arriving;
        for (int i = 0; i < told.size; i++) {
            final long known = epochByEntity.get(told.entity[i]);
            if (known == NONE) {
                add(told.entity[i]);
            }
            if (told.epoch[i] > known) {
                epochByEntity.put(told.entity[i], told.epoch[i]);
            }
        }
        arriving = whole;
        whole = told;
    }

    private void add(final long removedEntity) {
        if (size == entity.length) {
            epochByEntity.remove(entity[next]);
        } else {
            size++;
        }
        entity[next] = removedEntity;
        next = next + 1 == entity.length ? 0 : next + 1;
    }

    /** What the newest whole frame told: of older removals, observers have been told by their authority. */
    Told newest() {
        return whole;
    }

    /** Epoch at which the entity was removed, or {@link #NONE}. */
    long epoch(final long removedEntity) {
        return epochByEntity.get(removedEntity);
    }

    int size() {
        return size;
    }

    long entity(final int index) {
        return entity[index];
    }
}
