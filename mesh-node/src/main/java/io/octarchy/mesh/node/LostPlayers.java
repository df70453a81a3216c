package io.octarchy.mesh.node;

import org.agrona.collections.Long2LongHashMap;

/**
 * When avatars of which players went from here to other nodes, latest first. Bounded: of players forgotten for others it is
 * said that their avatars went when the last of those forgotten did, which errs on the safe side.
 */
final class LostPlayers {
    /** Never, as far as this node knows. */
    static final long NEVER = Long.MIN_VALUE;

    private final Long2LongHashMap lostNs;
    private final long[] ring;
    private int next;
    private long forgottenNs = NEVER;

    LostPlayers(final int capacity) {
        lostNs = new Long2LongHashMap(capacity * 2, 0.65f, NEVER);
        ring = new long[capacity];
    }

    void add(final long player, final long nowNs) {
        if (lostNs.put(player, nowNs) != NEVER) {
            return;
        }
        if (ring[next] != 0) {
            forgottenNs = Math.max(forgottenNs, lostNs.remove(ring[next]));
        }
        ring[next] = player;
        next = next + 1 == ring.length ? 0 : next + 1;
    }

    /** {@link #NEVER} when none did. */
    long lostNs(final long player) {
        final long known = lostNs.get(player);
        return known == NEVER ? forgottenNs : known;
    }
}
