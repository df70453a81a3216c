package io.octarchy.replicator.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes quantised states ({@link StateRecord}), whole or as the difference from another one.
 *
 * <p>A difference begins with one byte: in its low four bits what the position on x and y is beyond the prediction, each
 * -1 to 1, or {@link #FAR}; then whether velocity on x and y, heading, the vertical and anything else follow. The position
 * is predicted from the former one and both velocities, so that an entity that moves as its velocity says costs that byte
 * and the change of its velocity. Nothing changed: one byte, 0.
 */
final class StateEncoder {
    /** In place of the code of a small error of prediction: the errors follow as a pair. */
    static final int FAR = 0x0F;

    static final int VELOCITY = 0x10;
    static final int YAW = 0x20;
    static final int VERTICAL = 0x40;
    static final int MORE = 0x80;

    /** In the byte that follows on {@link #MORE}. */
    static final int MORE_TYPE = 1;

    static final int MORE_LAG = 2;
    static final int MORE_WORDS = 4;
    static final int MORE_ALL = MORE_TYPE | MORE_LAG | MORE_WORDS;

    /** Code of no error on either axis before it is turned to 0. */
    static final int CENTRE = 4;

    /** Most ticks that a prediction reaches. */
    static final int MAX_TICKS = 63;

    private static final int ORDER_FIXED = 3 * Integer.BYTES + 4 * Short.BYTES;

    private final StateScale scale;
    private final int words;

    StateEncoder(final StateScale scale, final int words) {
        this.scale = scale;
        this.words = words;
    }

    /** No encoding is longer. */
    static int maxLength(final int words) {
        return 2 + 3 * Wire.MAX_PAIR + 3 * 5 + ORDER_FIXED + 10 + words * (1 + Long.BYTES);
    }

    /** Write a whole state; returns its length. */
    int encodeAbsolute(final MutableDirectBuffer out, final int at, final DirectBuffer states, final int now) {
        int position = Wire.varint(out, at, states.getInt(now + StateRecord.TYPE));
        position = Wire.varint(out, position, Wire.zigzag(states.getInt(now + StateRecord.LAG)));
        out.putInt(position, states.getInt(now + StateRecord.X), ByteOrder.LITTLE_ENDIAN);
        out.putInt(position + 4, states.getInt(now + StateRecord.Y), ByteOrder.LITTLE_ENDIAN);
        out.putInt(position + 8, states.getInt(now + StateRecord.Z), ByteOrder.LITTLE_ENDIAN);
        out.putShort(position + 12, states.getShort(now + StateRecord.VX), ByteOrder.LITTLE_ENDIAN);
        out.putShort(position + 14, states.getShort(now + StateRecord.VY), ByteOrder.LITTLE_ENDIAN);
        out.putShort(position + 16, states.getShort(now + StateRecord.VZ), ByteOrder.LITTLE_ENDIAN);
        out.putShort(position + 18, states.getShort(now + StateRecord.YAW), ByteOrder.LITTLE_ENDIAN);
        position += ORDER_FIXED;
        long mask = 0;
        for (int i = 0; i < words; i++) {
            mask |= states.getLong(wordAt(now, i)) == 0 ? 0 : 1L << i;
        }
        position = Wire.varlong(out, position, mask);
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            position = Wire.word(out, position, states.getLong(wordAt(now, Long.numberOfTrailingZeros(rest))));
        }
        return position - at;
    }

    /** Write the difference of a state from a former one of the same entity; returns its length. */
    int encodeDelta(
            final MutableDirectBuffer out, final int at, final DirectBuffer states, final int base, final int now) {
        final int ticks = ticksBetween(states.getLong(base + StateRecord.TICK), states.getLong(now + StateRecord.TICK));
        final int vx0 = states.getShort(base + StateRecord.VX);
        final int vy0 = states.getShort(base + StateRecord.VY);
        final int vz0 = states.getShort(base + StateRecord.VZ);
        final int vx = states.getShort(now + StateRecord.VX);
        final int vy = states.getShort(now + StateRecord.VY);
        final int vz = states.getShort(now + StateRecord.VZ);
        final int errorX = states.getInt(now + StateRecord.X)
                - states.getInt(base + StateRecord.X)
                - scale.displacement(vx0, vx, ticks);
        final int errorY = states.getInt(now + StateRecord.Y)
                - states.getInt(base + StateRecord.Y)
                - scale.displacement(vy0, vy, ticks);
        final int errorZ = states.getInt(now + StateRecord.Z)
                - states.getInt(base + StateRecord.Z)
                - scale.displacement(vz0, vz, ticks);
        final int turn = turn(states.getShort(base + StateRecord.YAW), states.getShort(now + StateRecord.YAW));

        int head = isSmall(errorX) && isSmall(errorY) ? (errorX + 1) * 3 + errorY + 1 ^ CENTRE : FAR;
        int position = at + 1;
        if (head == FAR) {
            position = Wire.pair(out, position, errorX, errorY);
        }
        if (vx != vx0 || vy != vy0) {
            head |= VELOCITY;
            position = Wire.pair(out, position, vx - vx0, vy - vy0);
        }
        if (turn != 0) {
            head |= YAW;
            position = Wire.varint(out, position, Wire.zigzag(turn));
        }
        if (vz != vz0 || errorZ != 0) {
            head |= VERTICAL;
            position = Wire.pair(out, position, vz - vz0, errorZ);
        }
        final int more = encodeMore(out, position, states, base, now);
        if (more != position) {
            head |= MORE;
        }
        out.putByte(at, (byte) head);
        return more - at;
    }

    private int encodeMore(
            final MutableDirectBuffer out, final int at, final DirectBuffer states, final int base, final int now) {
        final int type = states.getInt(now + StateRecord.TYPE);
        final int lag = states.getInt(now + StateRecord.LAG);
        int more = type == states.getInt(base + StateRecord.TYPE) ? 0 : MORE_TYPE;
        more |= lag == states.getInt(base + StateRecord.LAG) ? 0 : MORE_LAG;
        long mask = 0;
        for (int i = 0; i < words; i++) {
            mask |= states.getLong(wordAt(now, i)) == states.getLong(wordAt(base, i)) ? 0 : 1L << i;
        }
        more |= mask == 0 ? 0 : MORE_WORDS;
        if (more == 0) {
            return at;
        }
        out.putByte(at, (byte) more);
        int position = at + 1;
        if ((more & MORE_TYPE) != 0) {
            position = Wire.varint(out, position, type);
        }
        if ((more & MORE_LAG) != 0) {
            position = Wire.varint(out, position, Wire.zigzag(lag));
        }
        if (mask != 0) {
            position = Wire.varlong(out, position, mask);
            for (long rest = mask; rest != 0; rest &= rest - 1) {
                final int i = Long.numberOfTrailingZeros(rest);
                position = Wire.word(out, position, states.getLong(wordAt(now, i)) ^ states.getLong(wordAt(base, i)));
            }
        }
        return position;
    }

    static int ticksBetween(final long from, final long to) {
        return (int) Math.max(0, Math.min(MAX_TICKS, to - from));
    }

    static int wordAt(final int record, final int i) {
        return record + StateRecord.WORDS + (i << 3);
    }

    /** Shortest way from a heading to another, in steps. */
    private static int turn(final int from, final int to) {
        final int half = StateScale.YAW_STEPS / 2;
        return (to - from + half & StateScale.YAW_STEPS - 1) - half;
    }

    private static boolean isSmall(final int error) {
        return error >= -1 && error <= 1;
    }
}
