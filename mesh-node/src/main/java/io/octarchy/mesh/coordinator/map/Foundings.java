package io.octarchy.mesh.coordinator.map;

import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.space.region.RegionMap;

/**
 * Parts of the world that never began: each is one node's to begin, once.
 *
 * <pre>
 *   first division --> owed to its owner --Found, repeated--> carried out --heartbeat, or a standby's word--> over
 *                         ^                                       |
 *                         '--- its owner is gone, and no standby of it holds what it founded ---'
 * </pre>
 *
 * A node says that a founding is carried out once its standby holds all of it: standby frames are taken whole or not at
 * all, and name the newest founding that they hold. So when a node dies, either some living node holds what it founded and
 * says so in its FenceAck, and the takeover grants it; or nobody does, and the founding is another's, under a new number.
 * Numbers rise and are never used again.
 */
public final class Foundings {
    /** No founding. */
    public static final int NONE = -1;

    private static final int NOBODY = RegionMap.NOBODY;

    private final int[] numbers;
    private final int[] owners;
    private final long[] starts;
    private final long[] ends;
    private int count;
    private int newest;

    /** @param max nodes among which space can be divided at first. */
    public Foundings(final int max) {
        numbers = new int[max];
        owners = new int[max];
        starts = new long[max];
        ends = new long[max];
    }

    /** Space was divided for the first time: nothing has begun yet. */
    public void begin(final RegionMap map) {
        for (int i = 0; i < map.intervals(); i++) {
            if (map.owner(i) != RegionMap.NOBODY) {
                starts[count] = map.start(i);
                ends[count] = map.end(i);
                owners[count] = map.owner(i);
                numbers[count++] = ++newest;
            }
        }
    }

    /** Foundings that are not over. */
    public int open() {
        return count;
    }

    /** The founding of the lowest number that a node owes, {@link #NONE}: it owes none. */
    public int owedBy(final int incarnation) {
        int first = NONE;
        for (int i = 0; i < count; i++) {
            if (owners[i] == incarnation && (first == NONE || numbers[i] < numbers[first])) {
                first = i;
            }
        }
        return first;
    }

    public int number(final int i) {
        return numbers[i];
    }

    public long start(final int i) {
        return starts[i];
    }

    public long end(final int i) {
        return ends[i];
    }

    /** What a node founded up to a number is safe: it says so itself, or a node that keeps its copies. */
    public void onFounded(final int incarnation, final int upTo) {
        for (int i = count - 1; i >= 0; i--) {
            if (owners[i] == incarnation && numbers[i] <= upTo) {
                count--;
                numbers[i] = numbers[count];
                owners[i] = owners[count];
                starts[i] = starts[count];
                ends[i] = ends[count];
            }
        }
    }

    /** A takeover is decided, so that all who keep copies of the dead have spoken: what is still owed by the dead never was. */
    public void onDecided(final Membership membership) {
        for (int i = 0; i < count; i++) {
            final Member owner = membership.find(owners[i]);
            if (owner != null && owner.isUnclosedDead()) {
                owners[i] = NOBODY;
            }
        }
    }

    /** What nobody owes becomes a debt of who owns the place now, if anybody does. */
    public void assign(final Membership membership, final RegionMap map) {
        for (int i = count - 1; i >= 0; i--) {
            final Member heir = owners[i] == NOBODY ? membership.find(map.ownerAt(starts[i])) : null;
            if (heir != null && heir.isStayingNode()) {
                owners[i] = heir.incarnation();
                numbers[i] = ++newest;
            }
        }
    }

    public void pass(final StateCodec codec) {
        newest = codec.value(newest);
        count = codec.count(count, numbers.length);
        for (int i = 0; i < count; i++) {
            numbers[i] = codec.value(numbers[i]);
            owners[i] = codec.value(owners[i]);
            starts[i] = codec.value(starts[i]);
            ends[i] = codec.value(ends[i]);
        }
    }
}
