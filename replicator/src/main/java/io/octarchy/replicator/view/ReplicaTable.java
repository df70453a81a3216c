package io.octarchy.replicator.view;

import io.octarchy.replicator.state.StateDecoder;
import io.octarchy.replicator.state.StateRecord;
import io.octarchy.replicator.state.StateScale;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The entities that a replica holds, by index: an index names one entity from its entering to its leaving, whatever handles
 * it has in between. Read from outside, written by {@link Replica} only.
 */
public final class ReplicaTable {
    private static final int FIRST_CAPACITY = 32;
    private static final int NONE = -1;

    /** The handle's entity has another handle since; the handle's own leave is still to come. */
    private static final int REBOUND = -2;

    /** The handle's entity exists no more, though its ghost is still told of: nothing of it is shown. */
    private static final int MUTED = -3;

    private static final byte FREE = 0;
    private static final byte USED = 1;
    private static final byte UNCONFIRMED = 2;

    private final int maxHandles;
    private final UnsafeBuffer records = new UnsafeBuffer(new byte[0]);
    private int recordLength;
    private int[] indexByHandle;
    private int[] handleByIndex;
    private byte[] use;
    private long[] entity;
    private long[] epoch;
    private long[] shownEpoch;
    private long[] shownTick;
    private int[] owner;
    private int end;
    private int size;
    private boolean resetting;

    ReplicaTable(final int maxHandles) {
        this.maxHandles = maxHandles;
        final int capacity = Math.min(FIRST_CAPACITY, maxHandles);
        indexByHandle = new int[capacity];
        Arrays.fill(indexByHandle, NONE);
        handleByIndex = new int[capacity];
        use = new byte[capacity];
        entity = new long[capacity];
        epoch = new long[capacity];
        shownEpoch = new long[capacity];
        shownTick = new long[capacity];
        owner = new int[capacity];
    }

    int maxHandles() {
        return maxHandles;
    }

    /** States have so many words from now on; nothing may be held. */
    void words(final int words) {
        recordLength = StateRecord.length(words);
        records.wrap(new byte[use.length * recordLength]);
    }

    // ---- what replicas hold, for anybody

    /** Entities in sight. */
    public int size() {
        return size;
    }

    /** Indexes in use are below this. */
    public int end() {
        return end;
    }

    /** Does an index name an entity? */
    public boolean isUsed(final int index) {
        return use[index] != FREE;
    }

    public long entity(final int index) {
        return entity[index];
    }

    public long epoch(final int index) {
        return epoch[index];
    }

    /** Incarnation of its authority. */
    public int owner(final int index) {
        return owner[index];
    }

    /** Tick of its state. */
    public long tick(final int index) {
        return records.getLong(record(index) + StateRecord.TICK);
    }

    public int type(final int index) {
        return records.getInt(record(index) + StateRecord.TYPE);
    }

    /** Metres. */
    public double x(final StateDecoder state, final int index) {
        return state.scale().x(records.getInt(record(index) + StateRecord.X));
    }

    /** Metres. */
    public double y(final StateDecoder state, final int index) {
        return state.scale().y(records.getInt(record(index) + StateRecord.Y));
    }

    /** Metres. */
    public double z(final StateDecoder state, final int index) {
        return state.scale().z(records.getInt(record(index) + StateRecord.Z));
    }

    /** Metres a second. */
    public float vx(final int index) {
        return StateScale.velocity(records.getShort(record(index) + StateRecord.VX));
    }

    /** Metres a second. */
    public float vy(final int index) {
        return StateScale.velocity(records.getShort(record(index) + StateRecord.VY));
    }

    /** Metres a second. */
    public float vz(final int index) {
        return StateScale.velocity(records.getShort(record(index) + StateRecord.VZ));
    }

    /** Radians. */
    public float yaw(final int index) {
        return StateScale.yaw(records.getShort(record(index) + StateRecord.YAW));
    }

    /** Holds the game's public bytes, from {@link #publicOffset}. */
    public DirectBuffer states() {
        return records;
    }

    public int publicOffset(final int index) {
        return record(index) + StateRecord.WORDS;
    }

    /** Index of an entity, or -1; looks at all. */
    public int find(final long wanted) {
        for (int index = 0; index < end; index++) {
            if (entity[index] == wanted && use[index] != FREE) {
                return index;
            }
        }
        return NONE;
    }

    // ---- for the replica

    UnsafeBuffer records() {
        return records;
    }

    int record(final int index) {
        return index * recordLength;
    }

    /** Index behind a handle; negative: none. */
    int indexOf(final int handle) {
        return handle < indexByHandle.length ? indexByHandle[handle] : NONE;
    }

    /** The leave of a handle whose entity has another one since; false when it named nothing. */
    boolean release(final int handle) {
        if (indexOf(handle) != REBOUND && !isMuted(handle)) {
            return false;
        }
        unbind(handle);
        return true;
    }

    int find(final int handle, final long wanted) {
        final int index = indexOf(handle);
        return index >= 0 && entity[index] == wanted ? index : find(wanted);
    }

    /** A new index, or -1 at the bound: twice the handles, as a reset holds the former entities as well. */
    int add(final long newEntity) {
        int index = 0;
        if (size < end) {
            while (use[index] != FREE) {
                index++;
            }
        } else {
            index = end;
        }
        if (index == use.length && !grow()) {
            return NONE;
        }
        use[index] = USED;
        entity[index] = newEntity;
        epoch[index] = Long.MIN_VALUE;
        shownEpoch[index] = Long.MIN_VALUE;
        shownTick[index] = Long.MIN_VALUE;
        handleByIndex[index] = NONE;
        end = Math.max(end, index + 1);
        size++;
        return index;
    }

    /** Is there no index left? */
    boolean isFull() {
        return size == 2 * maxHandles;
    }

    private boolean grow() {
        final int capacity = Math.min(2 * maxHandles, 2 * use.length);
        if (capacity == use.length) {
            return false;
        }
        final byte[] bytes = new byte[capacity * recordLength];
        records.getBytes(0, bytes, 0, records.capacity());
        records.wrap(bytes);
        handleByIndex = Arrays.copyOf(handleByIndex, capacity);
        use = Arrays.copyOf(use, capacity);
        entity = Arrays.copyOf(entity, capacity);
        epoch = Arrays.copyOf(epoch, capacity);
        shownEpoch = Arrays.copyOf(shownEpoch, capacity);
        shownTick = Arrays.copyOf(shownTick, capacity);
        owner = Arrays.copyOf(owner, capacity);
        return true;
    }

    void remove(final int index) {
        use[index] = FREE;
        size--;
        while (end > 0 && use[end - 1] == FREE) {
            end--;
        }
    }

    private void growHandles(final int handle) {
        if (handle >= indexByHandle.length) {
            final int before = indexByHandle.length;
            indexByHandle = Arrays.copyOf(indexByHandle, Math.min(maxHandles, Math.max(handle + 1, before * 2)));
            Arrays.fill(indexByHandle, before, indexByHandle.length, NONE);
        }
    }

    /** What is told of the handle's entity is dropped until its leave. */
    void mute(final int handle) {
        growHandles(handle);
        indexByHandle[handle] = MUTED;
    }

    boolean isMuted(final int handle) {
        return indexOf(handle) == MUTED;
    }

    void bind(final int handle, final int index) {
        growHandles(handle);
        final int former = handleByIndex[index];
        if (former >= 0 && former != handle) {
            indexByHandle[former] = REBOUND;
        }
        indexByHandle[handle] = index;
        handleByIndex[index] = handle;
        use[index] = USED;
    }

    void unbind(final int handle) {
        indexByHandle[handle] = NONE;
    }

    void owner(final int index, final long newEpoch, final int newOwner) {
        epoch[index] = newEpoch;
        owner[index] = newOwner;
    }

    /** Would its state be newer to the listener than what was shown? */
    boolean isNews(final int index) {
        return epoch[index] > shownEpoch[index] || epoch[index] == shownEpoch[index] && tick(index) > shownTick[index];
    }

    boolean isStale(final int index) {
        return epoch[index] < shownEpoch[index];
    }

    void shown(final int index) {
        shownEpoch[index] = epoch[index];
        shownTick[index] = tick(index);
    }

    /** All handles are free again; what is held waits to be named. */
    void beginReset() {
        Arrays.fill(indexByHandle, NONE);
        for (int index = 0; index < end; index++) {
            if (use[index] != FREE) {
                use[index] = UNCONFIRMED;
                handleByIndex[index] = NONE;
            }
        }
        resetting = true;
    }

    boolean isResetting() {
        return resetting;
    }

    boolean isUnconfirmed(final int index) {
        return use[index] == UNCONFIRMED;
    }

    void endReset() {
        resetting = false;
    }
}
