package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.state.StateCodec;
import org.agrona.collections.Long2LongHashMap;

/**
 * Entities of which no full copy was left: they stay in takeover, visible, and no lower copy found later is granted by
 * itself (rule 25). In the order in which they got stuck. Bounded; beyond the bound they are only counted.
 */
final class Stuck {
    private static final int MAX = 65_536;
    private static final long NONE = -1;

    private final Long2LongHashMap evidence = new Long2LongHashMap(NONE);
    private long[] entities = new long[16];
    private int count;
    private long dropped;

    /** No copy of it; this was the highest epoch seen. */
    void add(final long entity, final long highestEpoch) {
        if (evidence.containsKey(entity)) {
            evidence.put(entity, Math.max(evidence.get(entity), highestEpoch));
        } else if (count == MAX) {
            dropped++;
        } else {
            if (count == entities.length) {
                entities = java.util.Arrays.copyOf(entities, count * 2);
            }
            entities[count++] = entity;
            evidence.put(entity, highestEpoch);
        }
    }

    /** May a copy of this epoch be granted? Only one as new as anything that was ever seen may. */
    boolean allows(final long entity, final long copyEpoch) {
        return !evidence.containsKey(entity) || copyEpoch >= evidence.get(entity);
    }

    /** Somebody rules it again. */
    void remove(final long entity) {
        if (evidence.remove(entity) != NONE) {
            for (int i = 0; i < count; i++) {
                if (entities[i] == entity) {
                    System.arraycopy(entities, i + 1, entities, i, --count - i);
                    return;
                }
            }
        }
    }

    int count() {
        return count;
    }

    long entity(final int i) {
        return entities[i];
    }

    /** Entities that did not fit. */
    long dropped() {
        return dropped;
    }

    void pass(final StateCodec codec) {
        final int n = codec.count(count, MAX);
        for (int i = 0; i < n; i++) {
            if (codec.isLoading()) {
                add(codec.value(0L), codec.value(0L));
            } else {
                codec.value(entities[i]);
                codec.value(evidence.get(entities[i]));
            }
        }
        dropped = codec.value(dropped);
    }
}
