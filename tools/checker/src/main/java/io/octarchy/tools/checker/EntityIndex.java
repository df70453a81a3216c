package io.octarchy.tools.checker;

import org.agrona.collections.Long2LongHashMap;

/** Gives each entity that is being watched a small number, so that invariants keep what they know in flat arrays. */
final class EntityIndex {
    static final int NONE = -1;

    private final Long2LongHashMap slots;
    private final long[] entities;
    private final boolean[] used;
    private final int[] free;
    private int freeCount;
    private int highWater;
    private boolean isNew;
    private long overflows;

    EntityIndex(final int capacity) {
        slots = new Long2LongHashMap(1024, 0.55f, NONE);
        entities = new long[capacity];
        used = new boolean[capacity];
        free = new int[capacity];
        for (int i = 0; i < capacity; i++) {
            free[i] = capacity - 1 - i;
        }
        freeCount = capacity;
    }

    /** Slot of an entity, a new one when it is not known; {@link #NONE} when there is none left. */
    int slotOf(final long entity) {
        final int slot = (int) slots.get(entity);
        return slot != NONE ? slot : add(entity);
    }

    /** Slot of an entity, or {@link #NONE} when it is not known. */
    int find(final long entity) {
        return (int) slots.get(entity);
    }

    private int add(final long entity) {
        if (freeCount == 0) {
            overflows++;
            return NONE;
        }
        final int slot = free[--freeCount];
        slots.put(entity, slot);
        entities[slot] = entity;
        used[slot] = true;
        isNew = true;
        highWater = Math.max(highWater, slot + 1);
        return slot;
    }

    /** Was the slot given last a new one? Asking forgets it. */
    boolean takeNew() {
        final boolean was = isNew;
        isNew = false;
        return was;
    }

    void remove(final int slot) {
        slots.remove(entities[slot]);
        used[slot] = false;
        free[freeCount++] = slot;
    }

    boolean isUsed(final int slot) {
        return used[slot];
    }

    /** Is this slot still that of the entity? */
    boolean holds(final int slot, final long entity) {
        return used[slot] && entities[slot] == entity;
    }

    long entity(final int slot) {
        return entities[slot];
    }

    /** Used slots are below this. */
    int highWater() {
        return highWater;
    }

    /** Events that could not be judged for want of a slot. */
    long overflows() {
        return overflows;
    }
}
