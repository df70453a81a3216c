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
    private final long[] toldEntity;
    private final long[] toldEpoch;
    private final Long2LongHashMap epochByEntity;
    private int size;
    private int next;
    private int told;

    Tombstones(final int capacity) {
        entity = new long[capacity];
        toldEntity = new long[capacity];
        toldEpoch = new long[capacity];
        epochByEntity = new Long2LongHashMap(BitUtil.findNextPositivePowerOfTwo(capacity * 2), 0.65f, NONE);
    }

    /** A frame begins. */
    void begin() {
        told = 0;
    }

    /** The frame tells of a removal; false when it tells of more than can be remembered. */
    boolean tell(final long removedEntity, final long atEpoch) {
        if (told == toldEntity.length) {
            return false;
        }
        toldEntity[told] = removedEntity;
        toldEpoch[told++] = atEpoch;
        return true;
    }

    /** The frame is whole. */
    void take() {
        for (int i = 0; i < told; i++) {
            final long known = epochByEntity.get(toldEntity[i]);
            if (known == NONE) {
                add(toldEntity[i]);
            }
            if (toldEpoch[i] > known) {
                epochByEntity.put(toldEntity[i], toldEpoch[i]);
            }
        }
        told = 0;
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
