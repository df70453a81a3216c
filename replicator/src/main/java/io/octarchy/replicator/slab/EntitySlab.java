package io.octarchy.replicator.slab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The entities that one node knows, authority and ghost alike, as packed rows ({@link Row}) in one flat buffer. An entity
 * keeps its slot for as long as the node knows it, whatever its role; a slot is used again only under a new generation, so
 * that tables keyed by slot can tell.
 *
 * <p>Bounded by its capacity; allocates nothing after construction. Not thread safe.
 */
public final class EntitySlab {
    /** No such entity, or no room. */
    public static final int NONE = -1;

    private final int capacity;
    private final int gameLength;
    private final int publicLength;
    private final int rowLength;
    private final UnsafeBuffer buffer;
    private final Long2LongHashMap slotById;
    private final int[] free;
    private final int[] generation;
    private final boolean[] used;
    private final int[] endedForGood;
    private int freeCount;
    private int highWater;

    /**
     * @param capacity entities at most, ghosts included.
     * @param gameLength bytes of game state of an entity.
     * @param publicLength how many of them, from the first, others may see; a multiple of 8.
     */
    public EntitySlab(final int capacity, final int gameLength, final int publicLength) {
        if (capacity < 1 || gameLength < 0 || publicLength < 0 || publicLength > gameLength || publicLength % 8 != 0) {
            throw new IllegalArgumentException("capacity=" + capacity + " gameLength=" + gameLength + " publicLength="
                    + publicLength + ": need capacity >= 1, 0 <= publicLength <= gameLength, publicLength % 8 == 0");
        }
        this.capacity = capacity;
        this.gameLength = gameLength;
        this.publicLength = publicLength;
        this.rowLength = rowLength(gameLength);
        final long bytes = (long) rowLength * capacity;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(capacity + " rows of " + rowLength + " bytes do not fit into 2 GiB");
        }
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN));
        slotById = new Long2LongHashMap(BitUtil.findNextPositivePowerOfTwo(capacity * 2), 0.65f, NONE);
        free = new int[capacity];
        generation = new int[capacity];
        used = new boolean[capacity];
        endedForGood = new int[capacity];
        for (int i = 0; i < capacity; i++) {
            free[i] = capacity - 1 - i;
        }
        freeCount = capacity;
    }

    /** Bytes of a row with so many bytes of game state. */
    public static int rowLength(final int gameLength) {
        return BitUtil.align(Row.GAME + gameLength, BitUtil.SIZE_OF_LONG);
    }

    /** Slot of an entity, or {@link #NONE}. */
    public int slotOf(final long entity) {
        return (int) slotById.get(entity);
    }

    /**
     * Take a slot for an entity that is not here yet; its row is zeroed but for the id.
     *
     * @return the slot, or {@link #NONE} when the slab is full.
     */
    public int add(final long entity) {
        if (freeCount == 0) {
            return NONE;
        }
        if (slotById.containsKey(entity)) {
            throw new IllegalStateException("entity " + entity + " is here already");
        }
        final int slot = free[--freeCount];
        used[slot] = true;
        generation[slot]++;
        highWater = Math.max(highWater, slot + 1);
        slotById.put(entity, slot);
        buffer.setMemory(offset(slot), rowLength, (byte) 0);
        buffer.putLong(offset(slot) + Row.ENTITY, entity);
        return slot;
    }

    /**
     * Forget the entity in a slot.
     *
     * @param forGood it exists no more, rather than being out of this node's sight.
     */
    public void remove(final int slot, final boolean forGood) {
        if (!used[slot]) {
            throw new IllegalStateException("slot " + slot + " is free");
        }
        slotById.remove(entity(slot));
        used[slot] = false;
        endedForGood[slot] = forGood ? generation[slot] : 0;
        generation[slot]++;
        free[freeCount++] = slot;
    }

    /** Was the entity that held this slot under a generation the last one to leave it, because it exists no more? */
    public boolean hasEndedForGood(final int slot, final int ofGeneration) {
        return endedForGood[slot] == ofGeneration;
    }

    /** Is there an entity in this slot? */
    public boolean isUsed(final int slot) {
        return used[slot];
    }

    /** Changes whenever the slot gets or loses an entity. */
    public int generation(final int slot) {
        return generation[slot];
    }

    /** Slots in use are below this. */
    public int highWater() {
        return highWater;
    }

    public int capacity() {
        return capacity;
    }

    public int size() {
        return capacity - freeCount;
    }

    /** Bytes of one row. */
    public int rowLength() {
        return rowLength;
    }

    public int gameLength() {
        return gameLength;
    }

    public int publicLength() {
        return publicLength;
    }

    /** The rows. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Where a slot's row begins in {@link #buffer()}. */
    public int offset(final int slot) {
        return slot * rowLength;
    }

    /** Overwrite a row with one received; the id in it must be the slot's. */
    public void load(final int slot, final DirectBuffer source, final int sourceOffset) {
        if (source.getLong(sourceOffset + Row.ENTITY, ByteOrder.LITTLE_ENDIAN) != entity(slot)) {
            throw new IllegalArgumentException("row of another entity");
        }
        buffer.putBytes(offset(slot), source, sourceOffset, rowLength);
    }

    public long entity(final int slot) {
        return buffer.getLong(offset(slot) + Row.ENTITY);
    }

    public long epoch(final int slot) {
        return buffer.getLong(offset(slot) + Row.EPOCH);
    }

    public void epoch(final int slot, final long epoch) {
        buffer.putLong(offset(slot) + Row.EPOCH, epoch);
    }

    public long tick(final int slot) {
        return buffer.getLong(offset(slot) + Row.TICK);
    }

    public void tick(final int slot, final long tick) {
        buffer.putLong(offset(slot) + Row.TICK, tick);
    }

    public double x(final int slot) {
        return buffer.getDouble(offset(slot) + Row.X);
    }

    public double y(final int slot) {
        return buffer.getDouble(offset(slot) + Row.Y);
    }

    public double z(final int slot) {
        return buffer.getDouble(offset(slot) + Row.Z);
    }

    public void position(final int slot, final double x, final double y, final double z) {
        final int offset = offset(slot);
        buffer.putDouble(offset + Row.X, x);
        buffer.putDouble(offset + Row.Y, y);
        buffer.putDouble(offset + Row.Z, z);
    }

    public float vx(final int slot) {
        return buffer.getFloat(offset(slot) + Row.VX);
    }

    public float vy(final int slot) {
        return buffer.getFloat(offset(slot) + Row.VY);
    }

    public float vz(final int slot) {
        return buffer.getFloat(offset(slot) + Row.VZ);
    }

    public void velocity(final int slot, final float vx, final float vy, final float vz) {
        final int offset = offset(slot);
        buffer.putFloat(offset + Row.VX, vx);
        buffer.putFloat(offset + Row.VY, vy);
        buffer.putFloat(offset + Row.VZ, vz);
    }

    public float yaw(final int slot) {
        return buffer.getFloat(offset(slot) + Row.YAW);
    }

    public void yaw(final int slot, final float yaw) {
        buffer.putFloat(offset(slot) + Row.YAW, yaw);
    }

    public long session(final int slot) {
        return buffer.getLong(offset(slot) + Row.SESSION);
    }

    public int gateway(final int slot) {
        return buffer.getInt(offset(slot) + Row.GATEWAY);
    }

    public void session(final int slot, final long session, final int gateway) {
        buffer.putLong(offset(slot) + Row.SESSION, session);
        buffer.putInt(offset(slot) + Row.GATEWAY, gateway);
    }

    public int lastInput(final int slot) {
        return buffer.getInt(offset(slot) + Row.LAST_INPUT);
    }

    public void lastInput(final int slot, final int sequence) {
        buffer.putInt(offset(slot) + Row.LAST_INPUT, sequence);
    }

    public int type(final int slot) {
        return buffer.getInt(offset(slot) + Row.TYPE);
    }

    public void type(final int slot, final int type) {
        buffer.putInt(offset(slot) + Row.TYPE, type);
    }

    /** Flags of {@link Row#FLAGS}. */
    public int flags(final int slot) {
        return buffer.getInt(offset(slot) + Row.FLAGS);
    }

    public void flags(final int slot, final int flags) {
        buffer.putInt(offset(slot) + Row.FLAGS, flags);
    }

    public long commandsSent(final int slot) {
        return buffer.getLong(offset(slot) + Row.COMMANDS_SENT);
    }

    public void commandsSent(final int slot, final long sequence) {
        buffer.putLong(offset(slot) + Row.COMMANDS_SENT, sequence);
    }

    public long commandFloor(final int slot) {
        return buffer.getLong(offset(slot) + Row.COMMAND_FLOOR);
    }

    public void commandFloor(final int slot, final long tick) {
        buffer.putLong(offset(slot) + Row.COMMAND_FLOOR, tick);
    }

    public long restUntil(final int slot) {
        return buffer.getLong(offset(slot) + Row.REST_UNTIL);
    }

    public void restUntil(final int slot, final long tick) {
        buffer.putLong(offset(slot) + Row.REST_UNTIL, tick);
    }

    public long player(final int slot) {
        return buffer.getLong(offset(slot) + Row.PLAYER);
    }

    public void player(final int slot, final long player) {
        buffer.putLong(offset(slot) + Row.PLAYER, player);
    }

    /** Where the game's bytes of a slot begin in {@link #buffer()}. */
    public int gameOffset(final int slot) {
        return offset(slot) + Row.GAME;
    }
}
