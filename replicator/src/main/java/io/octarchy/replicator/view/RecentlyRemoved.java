package io.octarchy.replicator.view;

/**
 * The last entities that a replica was told exist no more. A node that takes a session over may still have a ghost of one for
 * a tick or two, perhaps of an epoch that was never shown before: the player must not see it come back. After a takeover,
 * which the high half of an epoch counts, it is back indeed.
 */
final class RecentlyRemoved {
    private static final int SIZE = 32;

    private long[] entities = {};
    private long[] epochs = {};
    private int next;

    void add(final long entity, final long epoch) {
        if (entities.length == 0) {
            entities = new long[SIZE];
            epochs = new long[SIZE];
        }
        entities[next] = entity;
        epochs[next] = epoch;
        next = (next + 1) % SIZE;
    }

    private static long takeover(final long epoch) {
        return epoch >>> Integer.SIZE;
    }

    boolean contains(final long entity, final long epoch) {
        for (int i = 0; i < entities.length; i++) {
            if (entities[i] == entity) {
                return takeover(epoch) <= takeover(epochs[i]);
            }
        }
        return false;
    }
}
