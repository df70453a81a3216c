package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.codec.control.EntityRole;
import io.octarchy.codec.control.SnapshotReplyDecoder;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * What all frozen snapshots say together of each candidate (protocol rules 10 and 12): the highest epoch of claims and
 * evidence, the highest claim by somebody who lives, the newest removal, and the best full copy. In the order in which candidates came.
 */
final class Findings {
    private static final int NONE = -1;

    private final int maxEntities;
    private final Long2LongHashMap index = new Long2LongHashMap(NONE);
    private long[] entity = new long[64];
    private long[] highest = new long[64];
    private int[] highestOwner = new int[64];
    private long[] claim = new long[64];
    private long[] removal = new long[64];
    private long[] copyEpoch = new long[64];
    private long[] copyTick = new long[64];
    private int[] copyOwner = new int[64];
    private boolean[] copyRuled = new boolean[64];
    private boolean[] granted = new boolean[64];
    private int count;
    private long maxTick;
    private long dropped;

    Findings(final int maxEntities) {
        this.maxEntities = maxEntities;
    }

    void clear() {
        index.clear();
        count = 0;
        maxTick = 0;
    }

    void addCandidate(final long id) {
        if (index.containsKey(id)) {
            return;
        }
        if (count == maxEntities) {
            dropped++;
            return;
        }
        if (count == entity.length) {
            grow();
        }
        entity[count] = id;
        highest[count] = 0;
        highestOwner[count] = 0;
        claim[count] = 0;
        removal[count] = 0;
        copyEpoch[count] = 0;
        copyTick[count] = 0;
        copyOwner[count] = 0;
        copyRuled[count] = false;
        granted[count] = false;
        index.put(id, count++);
    }

    private void grow() {
        final int size = entity.length * 2;
        entity = Arrays.copyOf(entity, size);
        highest = Arrays.copyOf(highest, size);
        highestOwner = Arrays.copyOf(highestOwner, size);
        claim = Arrays.copyOf(claim, size);
        removal = Arrays.copyOf(removal, size);
        copyEpoch = Arrays.copyOf(copyEpoch, size);
        copyTick = Arrays.copyOf(copyTick, size);
        copyOwner = Arrays.copyOf(copyOwner, size);
        copyRuled = Arrays.copyOf(copyRuled, size);
        granted = Arrays.copyOf(granted, size);
    }

    /**
     * Take what one node's snapshot says of one entity.
     *
     * @param late former life whose copies the node offers after its takeover was decided, 0: none. Who had an entity in
     *     doubt, or from another, may have forgotten by then that it was removed: only what that life ruled to its last
     *     counts as a copy, the rest is evidence.
     */
    void take(
            final int node,
            final int late,
            final SnapshotReplyDecoder.EntitiesDecoder said,
            final Membership membership) {
        final int i = (int) index.get(said.entity());
        if (i == NONE) {
            return;
        }
        seen(i, Math.max(said.epoch(), said.copyEpoch()), node);
        seen(i, said.highestEpoch(), said.highestOwner());
        maxTick = Math.max(maxTick, Math.max(said.tick(), said.copyTick()));
        final boolean rules = said.role() == EntityRole.AUTHORITY;
        final boolean doubts = said.role() == EntityRole.DOUBT;
        if (rules || doubts && membership.isLiving(said.doubtTarget())) {
            claim[i] = Math.max(claim[i], said.epoch());
        }
        if (said.role() == EntityRole.REMOVED) {
            removal[i] = Math.max(removal[i], said.epoch());
        }
        final boolean isCopy = said.copyEpoch() > 0 && (late == 0 || said.highestOwner() == late);
        if (isCopy && isBetter(i, said.copyEpoch(), said.copyTick(), node, rules || doubts)) {
            copyEpoch[i] = said.copyEpoch();
            copyTick[i] = said.copyTick();
            copyOwner[i] = node;
            copyRuled[i] = rules || doubts;
        }
    }

    /** The order of answers must not matter, so ties end with the lowest incarnation. */
    private boolean isBetter(final int i, final long epoch, final long tick, final int node, final boolean ruled) {
        if (epoch != copyEpoch[i]) {
            return epoch > copyEpoch[i];
        }
        if (tick != copyTick[i]) {
            return tick > copyTick[i];
        }
        return ruled == copyRuled[i] ? node < copyOwner[i] : ruled;
    }

    /** An earlier takeover's grant is evidence, and a claim while its owner lives (rule 12). */
    void takeGrant(final long id, final int fence, final int owner, final boolean ownerLives) {
        final int i = (int) index.get(id);
        if (i == NONE) {
            return;
        }
        final long epoch = (long) fence << Integer.SIZE;
        seen(i, epoch, owner);
        claim[i] = ownerLives ? Math.max(claim[i], epoch) : claim[i];
    }

    /** Ties end with the highest incarnation, as the order of answers must not matter. */
    private void seen(final int i, final long epoch, final int owner) {
        if (epoch > highest[i] || epoch == highest[i] && owner > highestOwner[i]) {
            highest[i] = epoch;
            highestOwner[i] = owner;
        }
    }

    int count() {
        return count;
    }

    long entity(final int i) {
        return entity[i];
    }

    /** Somebody who lives claims it at the highest epoch that anybody has seen. */
    boolean isRuled(final int i) {
        return claim[i] > 0 && claim[i] == highest[i];
    }

    /** It was removed at the highest epoch that anybody has seen: copies from before must not come back (rule 19). */
    boolean isRemoved(final int i) {
        return removal[i] > 0 && removal[i] == highest[i];
    }

    long highest(final int i) {
        return highest[i];
    }

    /** Whose the entity was at its highest epoch, as far as is known. */
    int highestOwner(final int i) {
        return highestOwner[i];
    }

    /** Holder of the best full copy, 0: there is none. */
    int copyOwner(final int i) {
        return copyOwner[i];
    }

    long copyEpoch(final int i) {
        return copyEpoch[i];
    }

    long copyTick(final int i) {
        return copyTick[i];
    }

    /** The holder of the best copy gets it. */
    void grant(final int i) {
        granted[i] = true;
    }

    boolean isGrantedTo(final int i, final int owner) {
        return granted[i] && copyOwner[i] == owner;
    }

    /** Newest tick in any snapshot. */
    long maxTick() {
        return maxTick;
    }

    /** Candidates left out because the table was full. */
    long dropped() {
        return dropped;
    }

    void pass(final StateCodec codec) {
        final int n = codec.count(count, maxEntities);
        if (codec.isLoading()) {
            clear();
        }
        for (int i = 0; i < n; i++) {
            final long id = codec.value(codec.isLoading() ? 0L : entity[i]);
            if (codec.isLoading()) {
                addCandidate(id);
            }
            highest[i] = codec.value(highest[i]);
            highestOwner[i] = codec.value(highestOwner[i]);
            claim[i] = codec.value(claim[i]);
            removal[i] = codec.value(removal[i]);
            copyEpoch[i] = codec.value(copyEpoch[i]);
            copyTick[i] = codec.value(copyTick[i]);
            copyOwner[i] = codec.value(copyOwner[i]);
            copyRuled[i] = codec.value(copyRuled[i]);
            granted[i] = codec.value(granted[i]);
        }
        maxTick = codec.value(maxTick);
        dropped = codec.value(dropped);
    }
}
