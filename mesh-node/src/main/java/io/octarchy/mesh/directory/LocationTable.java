package io.octarchy.mesh.directory;

import org.agrona.BitUtil;
import org.agrona.collections.Long2LongHashMap;

/**
 * A number and a node for each of a bounded set of entities; when it is full, the one that came first gives way. Allocates
 * nothing after construction.
 */
final class LocationTable {
    static final int MISSING = -1;

    private final Long2LongHashMap indexByEntity;
    private final long[] entity;
    private final long[] number;
    private final int[] node;
    private int next;
    private long evicted;

    LocationTable(final int capacity) {
        indexByEntity = new Long2LongHashMap(BitUtil.findNextPositivePowerOfTwo(capacity * 2), 0.65f, MISSING);
        entity = new long[capacity];
        number = new long[capacity];
        node = new int[capacity];
    }

    /** Index of an entity, or {@link #MISSING}. */
    int find(final long id) {
        return (int) indexByEntity.get(id);
    }

    /**
     * Remember; of two of the same entity the one with the higher number stays.
     *
     * @return the entity's index, or {@link #MISSING} when what is known is newer.
     */
    int put(final long id, final long newNumber, final int newNode) {
        int index = find(id);
        if (index == MISSING) {
            index = next;
            next = next + 1 == entity.length ? 0 : next + 1;
            if (entity[index] != 0) {
                indexByEntity.remove(entity[index]);
                evicted++;
            }
            indexByEntity.put(id, index);
            entity[index] = id;
        } else if (newNumber < number[index]) {
            return MISSING;
        }
        number[index] = newNumber;
        node[index] = newNode;
        return index;
    }

    void remove(final long id) {
        final int index = (int) indexByEntity.remove(id);
        if (index != MISSING) {
            entity[index] = 0;
        }
    }

    long entityAt(final int index) {
        return entity[index];
    }

    /** Number of an entity, 0 when it is not known. */
    long numberOf(final long id) {
        final int index = find(id);
        return index == MISSING ? 0 : number[index];
    }

    long number(final int index) {
        return number[index];
    }

    int node(final int index) {
        return node[index];
    }

    int size() {
        return indexByEntity.size();
    }

    int capacity() {
        return entity.length;
    }

    /** Entities that gave way to others. */
    long evicted() {
        return evicted;
    }
}
