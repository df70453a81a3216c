package io.octarchy.mesh.gateway;

/**
 * Avatars that nodes show for sessions that this gateway does not have (any more): their nodes are asked to remove them.
 * Bounded, one attempt each: as long as a node shows one, it comes here again.
 */
final class Strays {
    private static final int CAPACITY = 64;

    private final long[] sessions = new long[CAPACITY];
    private final long[] entities = new long[CAPACITY];
    private final int[] owners = new int[CAPACITY];
    private int size;

    void add(final long session, final long entity, final int owner) {
        for (int i = 0; i < size; i++) {
            if (sessions[i] == session && owners[i] == owner) {
                return;
            }
        }
        if (size < CAPACITY) {
            sessions[size] = session;
            entities[size] = entity;
            owners[size++] = owner;
        }
    }

    int send(final int gateway, final NodeTable nodes, final NodePublisher publisher) {
        final int work = size;
        while (size > 0) {
            size--;
            final Node node = nodes.get(owners[size]);
            if (node != null) {
                publisher.sessionClose(node, gateway, sessions[size], entities[size]);
            }
        }
        return work;
    }
}
