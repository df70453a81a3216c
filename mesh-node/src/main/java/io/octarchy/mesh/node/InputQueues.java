package io.octarchy.mesh.node;

import io.octarchy.mesh.api.PlayerInput;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Inputs that wait for the next tick of each avatar, a short queue each; when one is full the oldest input gives way. By
 * slab slot, through a dense table of avatars.
 */
final class InputQueues {
    static final int INPUT_LENGTH = 24;
    private static final int SEQUENCE = 0;
    private static final int MOVE_X = 4;
    private static final int MOVE_Y = 8;
    private static final int MOVE_Z = 12;
    private static final int YAW = 16;
    private static final int BUTTONS = 20;
    private static final int NONE = -1;

    private final int depth;
    private final UnsafeBuffer inputs;
    private final int[] avatarOfSlot;
    private final int[] count;
    private final int[] free;
    private final View view = new View();
    private int freeCount;
    private int waiting;
    private long overflows;

    InputQueues(final int maxAvatars, final int slots, final int depth) {
        this.depth = depth;
        inputs = new UnsafeBuffer(new byte[maxAvatars * depth * INPUT_LENGTH]);
        avatarOfSlot = new int[slots];
        Arrays.fill(avatarOfSlot, NONE);
        count = new int[maxAvatars];
        free = new int[maxAvatars];
        for (int i = 0; i < maxAvatars; i++) {
            free[i] = maxAvatars - 1 - i;
        }
        freeCount = maxAvatars;
    }

    /** Room for a queue more? */
    boolean hasRoom() {
        return freeCount > 0;
    }

    boolean isOpen(final int slot) {
        return avatarOfSlot[slot] != NONE;
    }

    void open(final int slot) {
        if (avatarOfSlot[slot] == NONE && freeCount > 0) {
            avatarOfSlot[slot] = free[--freeCount];
            count[avatarOfSlot[slot]] = 0;
        }
    }

    void close(final int slot) {
        final int avatar = avatarOfSlot[slot];
        if (avatar != NONE) {
            waiting -= count[avatar];
            avatarOfSlot[slot] = NONE;
            free[freeCount++] = avatar;
        }
    }

    /** Inputs that wait for the entity in this slot. */
    int size(final int slot) {
        return avatarOfSlot[slot] == NONE ? 0 : count[avatarOfSlot[slot]];
    }

    /** All inputs that wait. */
    int waiting() {
        return waiting;
    }

    int bound() {
        return count.length * depth;
    }

    /** Inputs that gave way to newer ones. */
    long overflows() {
        return overflows;
    }

    /** Add an input; one that is not newer than the last that waits is dropped. */
    boolean add(
            final int slot,
            final int sequence,
            final float moveX,
            final float moveY,
            final float moveZ,
            final float yaw,
            final int buttons) {
        final int avatar = avatarOfSlot[slot];
        if (avatar == NONE) {
            return false;
        }
        if (count[avatar] > 0 && sequence - inputs.getInt(at(avatar, count[avatar] - 1) + SEQUENCE) <= 0) {
            return false;
        }
        if (count[avatar] == depth) {
            inputs.putBytes(at(avatar, 0), inputs, at(avatar, 1), (depth - 1) * INPUT_LENGTH);
            count[avatar]--;
            waiting--;
            overflows++;
        }
        final int at = at(avatar, count[avatar]++);
        waiting++;
        inputs.putInt(at + SEQUENCE, sequence);
        inputs.putFloat(at + MOVE_X, moveX);
        inputs.putFloat(at + MOVE_Y, moveY);
        inputs.putFloat(at + MOVE_Z, moveZ);
        inputs.putFloat(at + YAW, yaw);
        inputs.putInt(at + BUTTONS, buttons);
        return true;
    }

    /** One of the inputs that wait; the object is reused. */
    PlayerInput input(final int slot, final int index) {
        view.at = at(avatarOfSlot[slot], index);
        return view;
    }

    void clear(final int slot) {
        final int avatar = avatarOfSlot[slot];
        if (avatar != NONE) {
            waiting -= count[avatar];
            count[avatar] = 0;
        }
    }

    int encodedLength(final int slot) {
        return size(slot) * INPUT_LENGTH;
    }

    void encode(final int slot, final MutableDirectBuffer buffer, final int offset) {
        buffer.putBytes(offset, inputs, at(avatarOfSlot[slot], 0), encodedLength(slot));
    }

    void decode(final int slot, final DirectBuffer buffer, final int offset, final int length) {
        for (int at = offset; at + INPUT_LENGTH <= offset + length; at += INPUT_LENGTH) {
            add(
                    slot,
                    buffer.getInt(at + SEQUENCE, ByteOrder.LITTLE_ENDIAN),
                    buffer.getFloat(at + MOVE_X, ByteOrder.LITTLE_ENDIAN),
                    buffer.getFloat(at + MOVE_Y, ByteOrder.LITTLE_ENDIAN),
                    buffer.getFloat(at + MOVE_Z, ByteOrder.LITTLE_ENDIAN),
                    buffer.getFloat(at + YAW, ByteOrder.LITTLE_ENDIAN),
                    buffer.getInt(at + BUTTONS, ByteOrder.LITTLE_ENDIAN));
        }
    }

    private int at(final int avatar, final int index) {
        return (avatar * depth + index) * INPUT_LENGTH;
    }

    private final class View implements PlayerInput {
        private int at;

        @Override
        public int sequence() {
            return inputs.getInt(at + SEQUENCE);
        }

        @Override
        public float moveX() {
            return inputs.getFloat(at + MOVE_X);
        }

        @Override
        public float moveY() {
            return inputs.getFloat(at + MOVE_Y);
        }

        @Override
        public float moveZ() {
            return inputs.getFloat(at + MOVE_Z);
        }

        @Override
        public float yaw() {
            return inputs.getFloat(at + YAW);
        }

        @Override
        public int buttons() {
            return inputs.getInt(at + BUTTONS);
        }
    }
}
