package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;
import static io.octarchy.mesh.authority.AuthorityRole.NONE;

import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.collections.Long2LongHashMap;

/**
 * What this node knows of who rules each entity: its own role, and the highest epoch that it has seen of the entity and
 * whose that was, which is the fence that drops anything lower (rule 3). A record outlives the entity's row in the slab;
 * it is forgotten only when nothing that it protects from can still arrive (rule 18).
 *
 * <p>Records are dense indices into flat arrays; bounded; allocates nothing after construction. Not thread safe.
 */
public final class AuthorityTable {
    public static final int MISSING = -1;

    /** Records go in about the order in which they came, few at a time: the older, the surer that nothing arrives. */
    private static final int FORGET_AT_ONCE = 64;

    private final Long2LongHashMap recordByEntity;
    private final int[] recordOfSlot;
    private final int[] free;
    private final long[] entity;
    private final byte[] role;
    private final long[] epoch;
    private final long[] highestEpoch;
    private final int[] highestOwner;
    private final long[] tick;
    private final int[] slot;
    private final long[] handover;
    private final int[] doubtTarget;
    private final int[] held;
    private final long[] markFrame;
    private final long[] firstFrame;
    private final long[] arrivalTick;
    private int freeCount;
    private int highWater;
    private int ruled;
    private int sweep;
    private long changes;

    /**
     * @param capacity records at most.
     * @param slabCapacity rows of the slab whose slots are named here.
     */
    public AuthorityTable(final int capacity, final int slabCapacity) {
        recordByEntity = new Long2LongHashMap(BitUtil.findNextPositivePowerOfTwo(capacity * 2), 0.65f, MISSING);
        recordOfSlot = new int[slabCapacity];
        Arrays.fill(recordOfSlot, MISSING);
        free = new int[capacity];
        entity = new long[capacity];
        role = new byte[capacity];
        epoch = new long[capacity];
        highestEpoch = new long[capacity];
        highestOwner = new int[capacity];
        tick = new long[capacity];
        slot = new int[capacity];
        handover = new long[capacity];
        doubtTarget = new int[capacity];
        held = new int[capacity];
        markFrame = new long[capacity];
        firstFrame = new long[capacity];
        arrivalTick = new long[capacity];
        for (int i = 0; i < capacity; i++) {
            free[i] = capacity - 1 - i;
        }
        freeCount = capacity;
    }

    /** Record of an entity or {@link #MISSING}. */
    public int find(final long id) {
        return (int) recordByEntity.get(id);
    }

    /** Record of an entity, made if need be; {@link #MISSING} when the table is full and nothing can be forgotten, or for id 0. */
    public int findOrAdd(final long id) {
        final int known = find(id);
        if (known != MISSING || id == 0) {
            return known;
        }
        if (freeCount == 0 && forgetSome(FORGET_AT_ONCE) == 0) {
            return MISSING;
        }
        final int record = free[--freeCount];
        highWater = Math.max(highWater, record + 1);
        entity[record] = id;
        role[record] = NONE;
        epoch[record] = 0;
        highestEpoch[record] = 0;
        highestOwner[record] = 0;
        tick[record] = 0;
        slot[record] = MISSING;
        handover[record] = 0;
        doubtTarget[record] = 0;
        held[record] = 0;
        markFrame[record] = 0;
        firstFrame[record] = 0;
        arrivalTick[record] = 0;
        recordByEntity.put(id, record);
        changes++;
        return record;
    }

    /** May the record be forgotten now (rule 18)? */
    public boolean isForgettable(final int record) {
        return role[record] == NONE && slot[record] == MISSING && held[record] == 0 && handover[record] == 0;
    }

    /** Forget up to this many records that protect from nothing any more. */
    public int forgetSome(final int limit) {
        int forgotten = 0;
        for (int looked = 0; looked < highWater && forgotten < limit; looked++) {
            sweep = sweep + 1 >= highWater ? 0 : sweep + 1;
            if (entity[sweep] != 0 && isForgettable(sweep)) {
                forget(sweep);
                forgotten++;
            }
        }
        return forgotten;
    }

    /** Forget one record; it must be forgettable. */
    public void forget(final int record) {
        if (!isForgettable(record)) {
            throw new IllegalStateException("record of entity " + entity[record] + " still protects");
        }
        recordByEntity.remove(entity[record]);
        entity[record] = 0;
        free[freeCount++] = record;
        changes++;
    }

    /** Records are below this; those with {@link #entity} 0 are free. */
    public int highWater() {
        return highWater;
    }

    /** Rises whenever a record comes or goes, or its role, its epochs or its mark may have changed. */
    public long changes() {
        return changes;
    }

    public int size() {
        return free.length - freeCount;
    }

    public int capacity() {
        return free.length;
    }

    /** Entities that this node rules or has in doubt. */
    public int ruled() {
        return ruled;
    }

    public long entity(final int record) {
        return entity[record];
    }

    public byte role(final int record) {
        return role[record];
    }

    public long epoch(final int record) {
        return epoch[record];
    }

    public long highestEpoch(final int record) {
        return highestEpoch[record];
    }

    public int highestOwner(final int record) {
        return highestOwner[record];
    }

    /** Raise the fence of an entity (never lowers it). */
    public void raise(final int record, final long toEpoch, final int owner) {
        if (toEpoch > highestEpoch[record]) {
            highestEpoch[record] = toEpoch;
            highestOwner[record] = owner;
            changes++;
        }
    }

    /** Take a role: authority or doubt at an epoch, owned by (authority) or on the way to (doubt) the given node. */
    public void role(final int record, final byte newRole, final long newEpoch, final int owner) {
        if (role[record] == NONE && newRole != NONE) {
            ruled++;
        } else if (role[record] != NONE && newRole == NONE) {
            ruled--;
        }
        role[record] = newRole;
        epoch[record] = newRole == NONE ? 0 : newEpoch;
        doubtTarget[record] = newRole == AuthorityRole.DOUBT ? owner : 0;
        if (newRole != NONE) {
            highestEpoch[record] = Math.max(highestEpoch[record], newEpoch);
            highestOwner[record] = owner;
        }
        changes++;
    }

    public boolean isAuthority(final int record) {
        return record != MISSING && role[record] == AUTHORITY;
    }

    /** Newest tick that was run here or seen of it. */
    public long tick(final int record) {
        return tick[record];
    }

    public void tick(final int record, final long newTick) {
        tick[record] = newTick;
    }

    /** Slot of the entity's row in the slab, or {@link #MISSING}. */
    public int slot(final int record) {
        return slot[record];
    }

    public void slot(final int record, final int newSlot) {
        if (slot[record] != MISSING) {
            recordOfSlot[slot[record]] = MISSING;
        }
        slot[record] = newSlot;
        if (newSlot != MISSING) {
            recordOfSlot[newSlot] = record;
        }
    }

    public int recordOfSlot(final int slabSlot) {
        return recordOfSlot[slabSlot];
    }

    /** Sequence of the open handover of which this node is the source, 0 when none. */
    public long handover(final int record) {
        return handover[record];
    }

    public void handover(final int record, final long sequence) {
        handover[record] = sequence;
    }

    /** T of DOUBT to T. */
    public int doubtTarget(final int record) {
        return doubtTarget[record];
    }

    /** Batches prepared here and outcomes kept here that name this entity. */
    public void hold(final int record, final int change) {
        held[record] += change;
    }

    /** Does a batch prepared here, or an outcome kept here, name this entity? */
    public boolean isHeld(final int record) {
        return record != MISSING && held[record] > 0;
    }

    /** Standby frame that must be acked before the entity's effects may leave this node (rule 22). */
    public long markFrame(final int record) {
        return markFrame[record];
    }

    public void markFrame(final int record, final long frame) {
        markFrame[record] = frame;
        changes++;
    }

    /** First standby frame that holds the entity since it came here (rule 24). */
    public long firstFrame(final int record) {
        return firstFrame[record];
    }

    /** k of the Commit, or tick of the copy of the Grant, that brought it. */
    public long arrivalTick(final int record) {
        return arrivalTick[record];
    }

    public void arrived(final int record, final long arrival, final long frame) {
        arrivalTick[record] = arrival;
        firstFrame[record] = frame;
    }
}
