package io.octarchy.replicator.state;

import io.octarchy.replicator.slab.Row;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Decodes what {@link StateHistory} encoded, bit for bit, in two steps: parse, which looks at nothing but the bytes, then
 * apply to a record, which changes it wholly or not at all. Bytes from anywhere are safe: nothing outside of the limit is
 * read, and what makes no sense has a negative outcome.
 */
public final class StateDecoder {
    /** The bytes are no encoding of a state. */
    public static final int MALFORMED = -1;

    private final StateScale scale;
    private final int words;
    private final long[] word;
    private long wordMask;
    private int type;
    private int lag;
    private int errorX;
    private int errorY;
    private int errorZ;
    private int velocityX;
    private int velocityY;
    private int velocityZ;
    private int yaw;
    private boolean hasType;
    private boolean hasLag;

    /**
     * @param scale that of the sender.
     * @param words public words of a state, {@link StateRecord#wordsOf}; that of the sender.
     */
    public StateDecoder(final StateScale scale, final int words) {
        this.scale = scale;
        this.words = words;
        word = new long[words];
    }

    public StateScale scale() {
        return scale;
    }

    public int words() {
        return words;
    }

    /** Read a whole state; the reader has failed when it is none. */
    void parseAbsolute(final WireReader in) {
        hasType = true;
        hasLag = true;
        type = in.varint();
        lag = Wire.unzigzag(in.varint());
        errorX = in.i32();
        errorY = in.i32();
        errorZ = in.i32();
        velocityX = in.i16();
        velocityY = in.i16();
        velocityZ = in.i16();
        yaw = in.i16();
        parseWords(in);
        if ((yaw & ~(StateScale.YAW_STEPS - 1)) != 0) {
            in.fail();
        }
    }

    /** Read a difference; the reader has failed when it is none. */
    void parseDelta(final WireReader in) {
        final int head = in.u8();
        parsePlane(in, head);
        yaw = (head & StateEncoder.YAW) != 0 ? Wire.unzigzag(in.varint()) : 0;
        velocityZ = 0;
        errorZ = 0;
        if ((head & StateEncoder.VERTICAL) != 0) {
            velocityZ = in.pair();
            errorZ = in.second();
        }
        final int more = (head & StateEncoder.MORE) != 0 ? in.u8() : 0;
        hasType = (more & StateEncoder.MORE_TYPE) != 0;
        hasLag = (more & StateEncoder.MORE_LAG) != 0;
        type = hasType ? in.varint() : 0;
        lag = hasLag ? Wire.unzigzag(in.varint()) : 0;
        wordMask = 0;
        if ((more & StateEncoder.MORE_WORDS) != 0) {
            parseWords(in);
        }
        if ((more & ~StateEncoder.MORE_ALL) != 0) {
            in.fail();
        }
    }

    private void parsePlane(final WireReader in, final int head) {
        final int small = head & StateEncoder.FAR;
        if (small == StateEncoder.FAR) {
            errorX = in.pair();
            errorY = in.second();
        } else {
            final int code = small ^ StateEncoder.CENTRE;
            errorX = code / 3 - 1;
            errorY = code % 3 - 1;
            if (code > 8) {
                in.fail();
            }
        }
        velocityX = 0;
        velocityY = 0;
        if ((head & StateEncoder.VELOCITY) != 0) {
            velocityX = in.pair();
            velocityY = in.second();
        }
    }

    private void parseWords(final WireReader in) {
        wordMask = in.varlong();
        if (words < Long.SIZE && wordMask >>> words != 0) {
            in.fail();
            wordMask = 0;
        }
        for (long rest = wordMask; rest != 0; rest &= rest - 1) {
            word[Long.numberOfTrailingZeros(rest)] = in.word();
        }
    }

    /**
     * Write the whole state that was parsed last.
     *
     * @param frameTick tick of the frame that it came in.
     * @return false, and nothing has changed, when the position is outside of the world.
     */
    boolean applyAbsolute(final MutableDirectBuffer states, final int record, final long frameTick) {
        if (!scale.isPosition(errorX) || !scale.isPosition(errorY) || !scale.isPosition(errorZ)) {
            return false;
        }
        StateRecord.clear(states, record, words);
        write(states, record, frameTick - lag, errorX, errorY, errorZ, velocityX, velocityY, velocityZ);
        states.putShort(record + StateRecord.YAW, (short) yaw);
        states.putInt(record + StateRecord.TYPE, type);
        states.putInt(record + StateRecord.LAG, lag);
        for (long rest = wordMask; rest != 0; rest &= rest - 1) {
            final int i = Long.numberOfTrailingZeros(rest);
            states.putLong(StateEncoder.wordAt(record, i), word[i]);
        }
        return true;
    }

    /**
     * Apply the difference that was parsed last to the state that it was made against.
     *
     * @param frameTick tick of the frame that it came in.
     * @return false, and nothing has changed, when the outcome is no state.
     */
    boolean applyDelta(final MutableDirectBuffer states, final int record, final long frameTick) {
        final int vx0 = states.getShort(record + StateRecord.VX);
        final int vy0 = states.getShort(record + StateRecord.VY);
        final int vz0 = states.getShort(record + StateRecord.VZ);
        final int vx = vx0 + velocityX;
        final int vy = vy0 + velocityY;
        final int vz = vz0 + velocityZ;
        final int newLag = hasLag ? lag : states.getInt(record + StateRecord.LAG);
        final int ticks = StateEncoder.ticksBetween(states.getLong(record + StateRecord.TICK), frameTick - newLag);
        if (vx != (short) vx || vy != (short) vy || vz != (short) vz) {
            return false;
        }
        final int x = states.getInt(record + StateRecord.X) + scale.displacement(vx0, vx, ticks) + errorX;
        final int y = states.getInt(record + StateRecord.Y) + scale.displacement(vy0, vy, ticks) + errorY;
        final int z = states.getInt(record + StateRecord.Z) + scale.displacement(vz0, vz, ticks) + errorZ;
        if (!scale.isPosition(x) || !scale.isPosition(y) || !scale.isPosition(z)) {
            return false;
        }
        states.putInt(record + StateRecord.LAG, newLag);
        write(states, record, frameTick - newLag, x, y, z, vx, vy, vz);
        final int heading = states.getShort(record + StateRecord.YAW) + yaw & StateScale.YAW_STEPS - 1;
        states.putShort(record + StateRecord.YAW, (short) heading);
        if (hasType) {
            states.putInt(record + StateRecord.TYPE, type);
        }
        for (long rest = wordMask; rest != 0; rest &= rest - 1) {
            final int i = Long.numberOfTrailingZeros(rest);
            final int at = StateEncoder.wordAt(record, i);
            states.putLong(at, states.getLong(at) ^ word[i]);
        }
        return true;
    }

    private void write(
            final MutableDirectBuffer states,
            final int record,
            final long tick,
            final int x,
            final int y,
            final int z,
            final int vx,
            final int vy,
            final int vz) {
        states.putInt(record + StateRecord.X, x);
        states.putInt(record + StateRecord.Y, y);
        states.putInt(record + StateRecord.Z, z);
        states.putShort(record + StateRecord.VX, (short) vx);
        states.putShort(record + StateRecord.VY, (short) vy);
        states.putShort(record + StateRecord.VZ, (short) vz);
        states.putLong(record + StateRecord.TICK, tick);
    }

    /** Copy a received state into a slab's row: tick, epoch, place, movement, type, public bytes. */
    public void writeRow(
            final MutableDirectBuffer rows,
            final int row,
            final long epoch,
            final DirectBuffer states,
            final int record) {
        rows.putLong(row + Row.TICK, states.getLong(record + StateRecord.TICK));
        rows.putLong(row + Row.EPOCH, epoch);
        rows.putDouble(row + Row.X, scale.x(states.getInt(record + StateRecord.X)));
        rows.putDouble(row + Row.Y, scale.y(states.getInt(record + StateRecord.Y)));
        rows.putDouble(row + Row.Z, scale.z(states.getInt(record + StateRecord.Z)));
        rows.putFloat(row + Row.VX, StateScale.velocity(states.getShort(record + StateRecord.VX)));
        rows.putFloat(row + Row.VY, StateScale.velocity(states.getShort(record + StateRecord.VY)));
        rows.putFloat(row + Row.VZ, StateScale.velocity(states.getShort(record + StateRecord.VZ)));
        rows.putFloat(row + Row.YAW, StateScale.yaw(states.getShort(record + StateRecord.YAW)));
        rows.putInt(row + Row.TYPE, states.getInt(record + StateRecord.TYPE));
        rows.putBytes(row + Row.GAME, states, record + StateRecord.WORDS, words * Long.BYTES);
    }
}
