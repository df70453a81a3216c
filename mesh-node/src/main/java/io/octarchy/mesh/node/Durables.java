package io.octarchy.mesh.node;

import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.StandbyProgress;

/**
 * Operations that the game acknowledges to players only once they cannot be undone any more: their tick must have reached the
 * present standby (rule 22). A bounded queue in the order of their frames.
 */
final class Durables {
    private static final int CAPACITY = 4096;

    private final StandbyProgress standby;
    private final Simulation game;
    private final long[] entities = new long[CAPACITY];
    private final long[] tokens = new long[CAPACITY];
    private final long[] frames = new long[CAPACITY];
    private int head;
    private int size;

    Durables(final StandbyProgress standby, final Simulation game) {
        this.standby = standby;
        this.game = game;
    }

    /** False when there is no room. */
    boolean add(final long entity, final long token) {
        if (size == CAPACITY) {
            return false;
        }
        final int at = (head + size++) % CAPACITY;
        entities[at] = entity;
        tokens[at] = token;
        frames[at] = standby.nextFrame();
        return true;
    }

    /** Tell the game what is safe by now. */
    void tellSafe() {
        while (size > 0 && standby.isSafe(frames[head])) {
            final int at = head;
            head = (head + 1) % CAPACITY;
            size--;
            game.onDurable(entities[at], tokens[at]);
        }
    }
}
