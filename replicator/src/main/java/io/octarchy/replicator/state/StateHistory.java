package io.octarchy.replicator.state;

import io.octarchy.replicator.slab.EntitySlab;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a node showed of its entities in the last publication rounds, quantised, and the encodings of the present round.
 * Each difference between the present round and a base round is encoded once, whoever asks, and kept until the round ends.
 *
 * <p>A round is: {@link #beginRound}, {@link #capture} of every entity to show, then any number of {@link #encodeDelta} and
 * {@link #encodeAbsolute}. A slot's former tenant is never a base: records carry the slab's generation.
 *
 * <p>Rounds number from 1. Bounded by the slab's capacity; allocates nothing after construction. Not thread safe.
 */
public final class StateHistory {
    /** Rounds kept when not said otherwise, the present one among them. */
    public static final int DEFAULT_ROUNDS = 8;

    /** The base round is too old, or the slot held another entity then, or was not shown: encode the whole state. */
    public static final int NO_BASE = -1;

    /** The slot was not captured in this round. */
    public static final int NOT_CAPTURED = -2;

    private static final int LENGTH_BYTES = Integer.BYTES;

    private final EntitySlab slab;
    private final StateScale scale;
    private final StateEncoder encoder;
    private final int words;
    private final int roundMask;
    private final int recordLength;
    private final UnsafeBuffer records;
    private final long[] tickByRound;
    private final long[] encoded;
    private final long[] epoch;
    private final int[] generation;
    private final int[] capturedRound;
    private final int[] changedRound;
    private final UnsafeBuffer arena;
    private final int arenaLimit;
    private int arenaUsed;
    private int round;
    private long tick;
    private int encodedOffset;
    private long encodings;
    private long shared;
    private long uncached;

    /** A history of {@link #DEFAULT_ROUNDS} rounds. */
    public StateHistory(final EntitySlab slab, final StateScale scale) {
        this(slab, scale, DEFAULT_ROUNDS);
    }

    /**
     * @param rounds kept, a power of two from 2 to 64; deltas reach rounds - 1 back.
     */
    public StateHistory(final EntitySlab slab, final StateScale scale, final int rounds) {
        if (rounds < 2 || rounds > 64 || !BitUtil.isPowerOfTwo(rounds)) {
            throw new IllegalArgumentException("rounds=" + rounds + " is not a power of two in 2..64");
        }
        this.slab = slab;
        this.scale = scale;
        words = StateRecord.wordsOf(slab.publicLength());
        encoder = new StateEncoder(scale, words);
        roundMask = rounds - 1;
        recordLength = StateRecord.length(words);
        final int capacity = slab.capacity();
        final int slots = capacity * rounds;
        records = allocate((long) slots * recordLength);
        tickByRound = new long[rounds];
        encoded = new long[slots];
        epoch = new long[capacity];
        generation = new int[capacity];
        capturedRound = new int[capacity];
        changedRound = new int[capacity];
        final int longest = LENGTH_BYTES + StateEncoder.maxLength(words);
        arenaLimit = (int) Math.min(1 << 28, (long) capacity * (64 + 12 * words));
        arena = allocate((long) arenaLimit + longest);
    }

    private static UnsafeBuffer allocate(final long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a history of " + bytes + " bytes does not fit into 2 GiB");
        }
        return new UnsafeBuffer(ByteBuffer.allocateDirect((int) bytes));
    }

    /**
     * Start a publication round; encodings of the former one are gone.
     *
     * @param newTick tick to show, above that of any round before.
     * @return the round's number.
     */
    public int beginRound(final long newTick) {
        if (round == Integer.MAX_VALUE) {
            Arrays.fill(capturedRound, 0);
            for (int i = 0; i < records.capacity(); i += recordLength) {
                records.putInt(i + StateRecord.ROUND, 0);
            }
            Arrays.fill(encoded, 0);
            round = 0;
        }
        round++;
        tick = newTick;
        tickByRound[round & roundMask] = newTick;
        arenaUsed = 0;
        return round;
    }

    /** Number of the present round, 0 before the first. */
    public int round() {
        return round;
    }

    /** Tick of the present round. */
    public long tick() {
        return tick;
    }

    /** Tick of a round that is not older than the history. */
    public long tickOf(final int ofRound) {
        return tickByRound[ofRound & roundMask];
    }

    /** How many rounds back a base may be. */
    public int reach() {
        return roundMask;
    }

    public StateScale scale() {
        return scale;
    }

    /** Public words of a state. */
    public int words() {
        return words;
    }

    /**
     * Take the state of a slot's row as it is now. A second capture in one round changes nothing, unless the slot has
     * another entity by then.
     *
     * @throws IllegalStateException when the slot is free, or no round has begun.
     */
    public void capture(final int slot) {
        capture(slot, 0);
    }

    /**
     * As {@link #capture(int)}, but as far on as the entity's velocity carries it from its row: for show only, its tick stays
     * that of the row.
     *
     * @param aheadSeconds that it moves on; 0 for not at all.
     */
    public void capture(final int slot, final double aheadSeconds) {
        if (!slab.isUsed(slot) || round == 0) {
            throw new IllegalStateException("slot " + slot + " is free or no round has begun");
        }
        final int tenant = slab.generation(slot);
        final int before = capturedRound[slot];
        final boolean sameTenant = generation[slot] == tenant;
        if (before == round) {
            if (sameTenant) {
                return;
            }
            Arrays.fill(encoded, slot * (roundMask + 1), (slot + 1) * (roundMask + 1), 0);
        }
        final int record = record(slot, round);
        write(slot, record, aheadSeconds);
        records.putInt(record + StateRecord.GENERATION, tenant);
        records.putInt(record + StateRecord.ROUND, round);
        generation[slot] = tenant;
        epoch[slot] = slab.epoch(slot);
        capturedRound[slot] = round;
        if (!sameTenant
                || before == 0
                || round - before > roundMask
                || !StateRecord.sameSight(records, record, record(slot, before), words)) {
            changedRound[slot] = round;
        }
    }

    private void write(final int slot, final int record, final double aheadSeconds) {
        final long lag = Math.max(-1 << 30, Math.min(1 << 30, tick - slab.tick(slot)));
        records.putLong(record + StateRecord.TICK, tick - lag);
        records.putInt(record + StateRecord.LAG, (int) lag);
        records.putInt(record + StateRecord.TYPE, slab.type(slot));
        records.putInt(record + StateRecord.X, scale.quantiseX(slab.x(slot) + aheadSeconds * slab.vx(slot)));
        records.putInt(record + StateRecord.Y, scale.quantiseY(slab.y(slot) + aheadSeconds * slab.vy(slot)));
        records.putInt(record + StateRecord.Z, scale.quantiseZ(slab.z(slot) + aheadSeconds * slab.vz(slot)));
        records.putShort(record + StateRecord.VX, StateScale.quantiseVelocity(slab.vx(slot)));
        records.putShort(record + StateRecord.VY, StateScale.quantiseVelocity(slab.vy(slot)));
        records.putShort(record + StateRecord.VZ, StateScale.quantiseVelocity(slab.vz(slot)));
        records.putShort(record + StateRecord.YAW, StateScale.quantiseYaw(slab.yaw(slot)));
        records.putBytes(record + StateRecord.WORDS, slab.buffer(), slab.gameOffset(slot), words * Long.BYTES);
    }

    /** Was the slot captured in this round, and does it still hold that entity? */
    public boolean isCaptured(final int slot) {
        return capturedRound[slot] == round && generation[slot] == slab.generation(slot);
    }

    /** Generation of the entity that was captured last. */
    public int generation(final int slot) {
        return generation[slot];
    }

    /** Epoch of the entity when it was captured last. */
    public long epoch(final int slot) {
        return epoch[slot];
    }

    /** Has what others see of a captured slot changed after a round? Its tick does not count. */
    public boolean changedSince(final int slot, final int baseRound) {
        return changedRound[slot] > baseRound;
    }

    /** Was the entity that was captured in this round captured in that one, and is that still here? */
    public boolean hasBase(final int slot, final int baseRound) {
        final int distance = round - baseRound;
        if (distance < 1 || distance > roundMask || baseRound < 1) {
            return false;
        }
        final int base = record(slot, baseRound);
        return records.getInt(base + StateRecord.ROUND) == baseRound
                && records.getInt(base + StateRecord.GENERATION) == generation[slot];
    }

    /**
     * Encode the difference of a slot from an earlier round, or find it encoded.
     *
     * @return its length; it lies in {@link #encodedBuffer()} at {@link #encodedOffset()}. Or {@link #NO_BASE} or
     *     {@link #NOT_CAPTURED}.
     */
    public int encodeDelta(final int slot, final int baseRound) {
        if (capturedRound[slot] != round) {
            return NOT_CAPTURED;
        }
        if (!hasBase(slot, baseRound)) {
            return NO_BASE;
        }
        return encode(slot, round - baseRound);
    }

    /**
     * Encode the whole state of a slot, or find it encoded.
     *
     * @return its length, as {@link #encodeDelta}; or {@link #NOT_CAPTURED}.
     */
    public int encodeAbsolute(final int slot) {
        return capturedRound[slot] != round ? NOT_CAPTURED : encode(slot, 0);
    }

    private int encode(final int slot, final int distance) {
        final int key = slot * (roundMask + 1) + distance;
        final long known = encoded[key];
        if ((int) (known >>> 32) == round) {
            shared++;
            encodedOffset = (int) known + LENGTH_BYTES;
            return arena.getInt((int) known);
        }
        final boolean cached = arenaUsed < arenaLimit;
        final int at = cached ? arenaUsed : arenaLimit;
        encodedOffset = at + LENGTH_BYTES;
        final int now = record(slot, round);
        final int length = distance == 0
                ? encoder.encodeAbsolute(arena, encodedOffset, records, now)
                : encoder.encodeDelta(arena, encodedOffset, records, record(slot, round - distance), now);
        encodings++;
        if (cached) {
            arena.putInt(at, length);
            encoded[key] = (long) round << 32 | at;
            arenaUsed = Math.min(arenaLimit, BitUtil.align(encodedOffset + length, LENGTH_BYTES));
        } else {
            uncached++;
        }
        return length;
    }

    /** Holds what was encoded last, until the next call. */
    public DirectBuffer encodedBuffer() {
        return arena;
    }

    /** Where that begins. */
    public int encodedOffset() {
        return encodedOffset;
    }

    /** Encodings made. */
    public long encodings() {
        return encodings;
    }

    /** Encodings that were asked for again and not made again. */
    public long shared() {
        return shared;
    }

    /** Encodings that found no room to be kept; more than a few say that the bound is too low. */
    public long uncached() {
        return uncached;
    }

    /** Quantised records, {@link StateRecord}, for tests and tools. */
    public DirectBuffer records() {
        return records;
    }

    /** Record of a slot in a round that is not older than the history. */
    public int record(final int slot, final int ofRound) {
        return (slot * (roundMask + 1) + (ofRound & roundMask)) * recordLength;
    }
}
