package io.octarchy.mesh.command;

import io.octarchy.mesh.config.CommandSettings;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Flyweight over the commands of one entity, as they lie in memory and on the wire: the senders whose commands it applied,
 * then its own commands that are not answered, oldest first.
 *
 * <pre>
 *   senders int16 | commands int16 | senders x (sender int64 | last applied int64 | frame int64)
 *                                  | commands x (target int64 | sequence int64 | frame int64 | length int32 | bytes)
 * </pre>
 *
 * The frames say what holds an answer or a command back, and mean nothing on another node: {@link #DUE}, {@link #SENT},
 * {@link #RETURNED}, or above 0 the standby frame that must be acked first.
 */
final class CommandBox {
    /** May leave now. */
    static final long DUE = 0;

    /** Has left and is repeated at times. */
    static final long SENT = -1;

    /** Its target exists no more: it goes back to the game in the next tick. */
    static final long RETURNED = -2;

    /** No such sender; no more commands. */
    static final int NONE = -1;

    private static final int COMMANDS = BitUtil.SIZE_OF_SHORT;
    private static final int HEADER = 2 * BitUtil.SIZE_OF_SHORT;
    private static final int SENDER = 24;
    private static final int COMMAND = 28;
    private static final int NUMBER = 8;
    private static final int FRAME = 16;
    private static final int LENGTH = 24;

    private MutableDirectBuffer buffer;
    private int offset;

    /** Bytes of the largest box that the settings allow. */
    static int maxLength(final CommandSettings settings) {
        return HEADER + settings.senders() * SENDER + settings.outbox() * (COMMAND + settings.maxLength());
    }

    /** Do these bytes make up a box within the settings, or none at all? */
    static boolean isWhole(
            final DirectBuffer buffer, final int offset, final int length, final CommandSettings settings) {
        if (length == 0) {
            return true;
        }
        if (length < HEADER) {
            return false;
        }
        final int senders = buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN);
        final int commands = buffer.getShort(offset + COMMANDS, ByteOrder.LITTLE_ENDIAN);
        if (senders < 0 || senders > settings.senders() || commands < 0 || commands > settings.outbox()) {
            return false;
        }
        int end = HEADER + senders * SENDER;
        for (int i = 0; i < commands; i++) {
            if (end + COMMAND > length) {
                return false;
            }
            final int bytes = buffer.getInt(offset + end + LENGTH, ByteOrder.LITTLE_ENDIAN);
            if (bytes < 0 || bytes > settings.maxLength()) {
                return false;
            }
            end += COMMAND + bytes;
        }
        return end == length;
    }

    CommandBox wrap(final MutableDirectBuffer newBuffer, final int newOffset) {
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    /** Make it empty. */
    void clear() {
        buffer.putInt(offset, 0);
    }

    int length() {
        int end = offset + HEADER + senders() * SENDER;
        for (int i = commands(); i > 0; i--) {
            end += COMMAND + length(end);
        }
        return end - offset;
    }

    boolean isEmpty() {
        return senders() == 0 && commands() == 0;
    }

    /** Set all frames. */
    void hold(final long frame) {
        for (int i = 0; i < senders(); i++) {
            answerFrame(i, frame);
        }
        for (int at = first(); at != NONE; at = next(at)) {
            frame(at, frame);
        }
    }

    int senders() {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN);
    }

    /** Index of a sender or {@link #NONE}. */
    int find(final long sender) {
        for (int i = senders() - 1; i >= 0; i--) {
            if (sender(i) == sender) {
                return i;
            }
        }
        return NONE;
    }

    long sender(final int index) {
        return getLong(senderAt(index));
    }

    /** Sequence of the last command of a sender that was applied. */
    long applied(final int index) {
        return getLong(senderAt(index) + NUMBER);
    }

    void applied(final int index, final long sequence) {
        putLong(senderAt(index) + NUMBER, sequence);
    }

    /** What holds the answer to a sender back. */
    long answerFrame(final int index) {
        return getLong(senderAt(index) + FRAME);
    }

    void answerFrame(final int index, final long frame) {
        putLong(senderAt(index) + FRAME, frame);
    }

    /** The caller has seen to room. */
    void addSender(final long sender, final long sequence, final long frame) {
        final int at = senderAt(senders());
        shift(at, SENDER);
        putLong(at, sender);
        putLong(at + NUMBER, sequence);
        putLong(at + FRAME, frame);
        buffer.putShort(offset, (short) (senders() + 1), ByteOrder.LITTLE_ENDIAN);
    }

    void removeSender(final int index) {
        shift(senderAt(index) + SENDER, -SENDER);
        buffer.putShort(offset, (short) (senders() - 1), ByteOrder.LITTLE_ENDIAN);
    }

    private int senderAt(final int index) {
        return offset + HEADER + index * SENDER;
    }

    int commands() {
        return buffer.getShort(offset + COMMANDS, ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the oldest command is, or {@link #NONE}. */
    int first() {
        return commands() == 0 ? NONE : senderAt(senders());
    }

    /** Where the command after the one at a place is, or {@link #NONE}. */
    int next(final int at) {
        final int next = at + COMMAND + length(at);
        return next == offset + length() ? NONE : next;
    }

    long target(final int at) {
        return getLong(at);
    }

    long sequence(final int at) {
        return getLong(at + NUMBER);
    }

    /** What holds a command back. */
    long frame(final int at) {
        return getLong(at + FRAME);
    }

    void frame(final int at, final long frame) {
        putLong(at + FRAME, frame);
    }

    /** Bytes of a command. */
    int length(final int at) {
        return buffer.getInt(at + LENGTH, ByteOrder.LITTLE_ENDIAN);
    }

    DirectBuffer buffer() {
        return buffer;
    }

    /** Where in {@link #buffer()} the bytes of a command begin. */
    int bytesAt(final int at) {
        return at + COMMAND;
    }

    /** Is there a command to this target? */
    boolean hasCommandTo(final long target) {
        return before(target, NONE) != 0;
    }

    /** Sequence of the newest command to a target before the one at a place, or of all; 0 when there is none. */
    long before(final long target, final int place) {
        long newest = 0;
        for (int at = first(); at != NONE && at != place; at = next(at)) {
            newest = target(at) == target ? sequence(at) : newest;
        }
        return newest;
    }

    /** The caller has seen to room. */
    void add(
            final long target,
            final long sequence,
            final long frame,
            final DirectBuffer bytes,
            final int bytesOffset,
            final int length) {
        final int at = offset + length();
        putLong(at, target);
        putLong(at + NUMBER, sequence);
        putLong(at + FRAME, frame);
        buffer.putInt(at + LENGTH, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(at + COMMAND, bytes, bytesOffset, length);
        buffer.putShort(offset + COMMANDS, (short) (commands() + 1), ByteOrder.LITTLE_ENDIAN);
    }

    /** Take the command at a place out; the next one, if there is one, is there afterwards. */
    void remove(final int at) {
        final int gap = COMMAND + length(at);
        shift(at + gap, -gap);
        buffer.putShort(offset + COMMANDS, (short) (commands() - 1), ByteOrder.LITTLE_ENDIAN);
    }

    /** Move all from a place on. To be called while the counts still say how long the box is. */
    private void shift(final int from, final int by) {
        buffer.putBytes(from + by, buffer, from, offset + length() - from);
    }

    private long getLong(final int at) {
        return buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
    }

    private void putLong(final int at, final long value) {
        buffer.putLong(at, value, ByteOrder.LITTLE_ENDIAN);
    }
}
