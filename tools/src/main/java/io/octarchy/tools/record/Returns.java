package io.octarchy.tools.record;

import org.agrona.collections.Long2LongHashMap;

/** Finds entities that go from A to B and back to A within ten seconds, whatever order the nodes' streams are read in. */
final class Returns {
    static final long WITHIN_NS = 10_000_000_000L;
    private static final int MAX_ENTITIES = 1 << 17;
    private static final long NONE = Long.MIN_VALUE;

    private final Long2LongHashMap pairs = new Long2LongHashMap(NONE);
    private final Long2LongHashMap times = new Long2LongHashMap(NONE);
    private long count;

    void onHandedOver(final long entity, final int source, final int target, final long committedNs) {
        if (pairs.size() >= MAX_ENTITIES) {
            pairs.clear();
            times.clear();
        }
        final long known = pairs.get(entity);
        final long when = times.get(entity);
        if (known == pair(target, source) && Math.abs(committedNs - when) <= WITHIN_NS) {
            count++;
        }
        if (when == NONE || committedNs > when) {
            pairs.put(entity, pair(source, target));
            times.put(entity, committedNs);
        }
    }

    private static long pair(final int from, final int to) {
        return (long) from << 32 | to & 0xFFFF_FFFFL;
    }

    long count() {
        return count;
    }
}
