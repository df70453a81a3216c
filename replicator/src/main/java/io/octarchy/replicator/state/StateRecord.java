package io.octarchy.replicator.state;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Layout of one quantised state in memory, the same in a sender's history and in a receiver's table. What follows
 * {@link #TYPE} is what others see; the rest says which state it is.
 */
public final class StateRecord {
    /** Tick that the entity had run, long. */
    public static final int TICK = 0;

    /** Ticks that the frame which told of it was ahead, int. */
    public static final int LAG = 8;

    /** Round in which it was captured, int; 0: never. */
    public static final int ROUND = 12;

    /** Generation of the slot that it was captured from, int. */
    public static final int GENERATION = 16;

    /** The game's own number, int. */
    public static final int TYPE = 20;

    /** Position in units of {@link StateScale}, three ints. */
    public static final int X = 24;

    public static final int Y = 28;
    public static final int Z = 32;

    /** Velocity in units of {@link StateScale}, three shorts. */
    public static final int VX = 36;

    public static final int VY = 38;
    public static final int VZ = 40;

    /** Heading in steps of {@link StateScale}, short. */
    public static final int YAW = 42;

    /** Public bytes of the game, in words of eight. */
    public static final int WORDS = 48;

    /** Most words that a state may have. */
    public static final int MAX_WORDS = 64;

    private StateRecord() {}

    /** Bytes of a record. */
    public static int length(final int words) {
        return WORDS + words * Long.BYTES;
    }

    /** Words of so many public bytes. */
    public static int wordsOf(final int publicLength) {
        final int words = publicLength / Long.BYTES;
        if (publicLength % Long.BYTES != 0 || words < 0 || words > MAX_WORDS) {
            throw new IllegalArgumentException(
                    "publicLength=" + publicLength + " is not a multiple of 8 in 0.." + MAX_WORDS * Long.BYTES);
        }
        return words;
    }

    /** Tick of the frame that told of it. */
    public static long frameTick(final DirectBuffer buffer, final int record) {
        return buffer.getLong(record + TICK) + buffer.getInt(record + LAG);
    }

    /** Do others see the same in both? */
    static boolean sameSight(final DirectBuffer buffer, final int a, final int b, final int words) {
        if (buffer.getInt(a + TYPE) != buffer.getInt(b + TYPE)) {
            return false;
        }
        final int length = length(words);
        for (int i = X; i < length; i += Long.BYTES) {
            if (buffer.getLong(a + i) != buffer.getLong(b + i)) {
                return false;
            }
        }
        return true;
    }

    static void clear(final MutableDirectBuffer buffer, final int record, final int words) {
        buffer.setMemory(record, length(words), (byte) 0);
    }
}
