package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.agrona.collections.Long2LongHashMap;

/**
 * Nodes that died without a living standby that held their copies, while there is hope that their process lives on: a new
 * life of it brings the copies back (rule 7). Until then it is remembered what takeovers decided, and at which epoch: of
 * what has been decided since and is gone by now, an old copy must not come back.
 *
 * <p>Bounded: the longest awaited is given up for a new one, and all are when more was decided than can be remembered.
 */
final class Awaited {
    private static final int MAX_NODES = 256;
    private static final long NONE = -1;

    private final int maxEntities;
    private final int[] nodes = new int[MAX_NODES];
    private final Long2LongHashMap index = new Long2LongHashMap(NONE);
    private long[] entities = new long[64];
    private long[] epochs = new long[64];
    private int nodeCount;
    private int count;
    private long givenUp;

    /** @param maxEntities decided on while somebody is awaited, at most. */
    Awaited(final int maxEntities) {
        this.maxEntities = maxEntities;
    }

    /**
     * A takeover is about to be decided: await those whose entities may be lost with them.
     *
     * @param owesFounding was it to found something and has not? What it did found is founded anew elsewhere.
     */
    void expect(final Membership membership, final IntPredicate owesFounding) {
        for (int i = 0; i < membership.count(); i++) {
            final Member dead = membership.get(i);
            // Who began with copies may have been granted them without having said so yet.
            final boolean wasFull = dead.isUnclosedDead() && (dead.report().entities() > 0 || dead.origin() != 0);
            if (wasFull && !dead.isHeld() && !owesFounding.test(dead.incarnation())) {
                add(dead.incarnation());
            }
        }
    }

    /** It was decided with the copies of those who have come back. */
    void heard(final Membership membership) {
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode() && member.former() != 0) {
                remove(member.former());
                removeHeirs(membership, member.former());
            }
        }
    }

    private void removeHeirs(final Membership membership, final int former) {
        for (int i = 0; i < membership.count(); i++) {
            final Member life = membership.get(i);
            if (!life.isLiving() && contains(life.incarnation()) && membership.isHeir(life, former)) {
                remove(life.incarnation());
            }
        }
    }

    private void add(final int incarnation) {
        if (contains(incarnation)) {
            return;
        }
        if (nodeCount == MAX_NODES) {
            remove(nodes[0]);
            givenUp++;
        }
        nodes[nodeCount++] = incarnation;
    }

    boolean contains(final int incarnation) {
        for (int i = 0; i < nodeCount; i++) {
            if (nodes[i] == incarnation) {
                return true;
            }
        }
        return false;
    }

    /** Has any of them an image in a store? */
    boolean hasStore(final Membership membership) {
        for (int i = 0; i < nodeCount; i++) {
            final Member dead = membership.find(nodes[i]);
            if (dead != null && dead.report().stored() > 0) {
                return true;
            }
        }
        return false;
    }

    private void remove(final int incarnation) {
        int kept = 0;
        for (int i = 0; i < nodeCount; i++) {
            if (nodes[i] != incarnation) {
                nodes[kept++] = nodes[i];
            }
        }
        nodeCount = kept;
        if (nodeCount == 0) {
            index.clear();
            count = 0;
        }
    }

    /** A takeover has decided on an entity: nothing below this epoch may come back. */
    void settle(final long entity, final long epoch) {
        if (nodeCount == 0) {
            return;
        }
        final int at = (int) index.get(entity);
        if (at != NONE) {
            epochs[at] = Math.max(epochs[at], epoch);
        } else if (count == maxEntities) {
            givenUp += nodeCount;
            while (nodeCount > 0) {
                remove(nodes[0]);
            }
        } else {
            if (count == entities.length) {
                entities = Arrays.copyOf(entities, count * 2);
                epochs = Arrays.copyOf(epochs, count * 2);
            }
            entities[count] = entity;
            epochs[count] = epoch;
            index.put(entity, count++);
        }
    }

    /**
     * Was it decided on later than the best copy is of, so that it went on, and has it ended since? It has, if all that
     * anybody knows of it is older than that, and if whoever had it last left in order or lives, but rules it no more.
     *
     * @param lastOwnerDied does the death of whoever had it at the highest epoch await this decision?
     */
    boolean isOver(final long entity, final long copyEpoch, final long highestEpoch, final boolean lastOwnerDied) {
        final int at = (int) index.get(entity);
        return at != NONE && copyEpoch < epochs[at] && (highestEpoch < epochs[at] || !lastOwnerDied);
    }

    /** Nodes that are awaited no more, for want of room. */
    long givenUp() {
        return givenUp;
    }

    void pass(final StateCodec codec) {
        nodeCount = codec.count(nodeCount, MAX_NODES);
        for (int i = 0; i < nodeCount; i++) {
            nodes[i] = codec.value(nodes[i]);
        }
        final int n = codec.count(count, maxEntities);
        for (int i = 0; i < n; i++) {
            if (codec.isLoading()) {
                settle(codec.value(0L), codec.value(0L));
            } else {
                codec.value(entities[i]);
                codec.value(epochs[i]);
            }
        }
        givenUp = codec.value(givenUp);
    }
}
