package io.octarchy.mesh.directory;

import java.util.Arrays;

/**
 * Which living node is home of each shard, by rendezvous hashing: every node finds the same from the same members, and when
 * one comes or goes only its own shards change home. Allocates nothing after construction.
 */
public final class Homes {
    private static final int NOBODY = 0;

    private final int[] members;
    private final int[] home = new int[EntityIds.SHARDS];
    private final long[] homeScore = new long[EntityIds.SHARDS];
    private int count;
    private long version;

    /** @param maxMembers living nodes at most; more are not counted. */
    public Homes(final int maxMembers) {
        members = new int[maxMembers];
    }

    /** A node lives. Repeating it changes nothing. */
    public void add(final int incarnation) {
        if (contains(incarnation) || count == members.length) {
            return;
        }
        members[count++] = incarnation;
        version++;
        for (int shard = 0; shard < home.length; shard++) {
            offer(shard, incarnation);
        }
    }

    /** A node is dead or has left. */
    public void remove(final int incarnation) {
        for (int i = 0; i < count; i++) {
            if (members[i] == incarnation) {
                members[i] = members[--count];
                version++;
                findNewHomes(incarnation);
                return;
            }
        }
    }

    private void findNewHomes(final int gone) {
        for (int shard = 0; shard < home.length; shard++) {
            if (home[shard] == gone) {
                home[shard] = NOBODY;
                for (int i = 0; i < count; i++) {
                    offer(shard, members[i]);
                }
            }
        }
    }

    private void offer(final int shard, final int incarnation) {
        final long score = score(shard, incarnation);
        if (home[shard] == NOBODY
                || score > homeScore[shard]
                || score == homeScore[shard] && incarnation > home[shard]) {
            home[shard] = incarnation;
            homeScore[shard] = score;
        }
    }

    /** The finalizer of MurmurHash3: any change of shard or incarnation changes half of the bits. */
    private static long score(final int shard, final int incarnation) {
        long mixed = (long) shard << 32 | incarnation;
        mixed = (mixed ^ mixed >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }

    /** Home of the shard that an entity belongs to, 0 when no node lives. */
    public int homeOf(final long entity) {
        return home[EntityIds.shard(entity)];
    }

    /** The node that becomes home of an entity's shard when the present home goes, 0 when there is no other. */
    public int nextHomeOf(final long entity) {
        final int shard = EntityIds.shard(entity);
        int next = NOBODY;
        long nextScore = 0;
        for (int i = 0; i < count; i++) {
            final long score = score(shard, members[i]);
            if (members[i] != home[shard]
                    && (next == NOBODY || score > nextScore || score == nextScore && members[i] > next)) {
                next = members[i];
                nextScore = score;
            }
        }
        return next;
    }

    public boolean contains(final int incarnation) {
        for (int i = 0; i < count; i++) {
            if (members[i] == incarnation) {
                return true;
            }
        }
        return false;
    }

    /** Rises with every change. */
    public long version() {
        return version;
    }

    @Override
    public String toString() {
        return "Homes{" + Arrays.toString(Arrays.copyOf(members, count)) + '}';
    }
}
