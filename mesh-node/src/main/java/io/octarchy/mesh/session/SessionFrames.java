package io.octarchy.mesh.session;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.octarchy.codec.client.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Checks of frames of the client schema before a flyweight is wrapped: whoever asks them first never reads outside the
 * frame, whatever bytes it holds. Stateless; safe to share between threads.
 */
public final class SessionFrames {
    /** Bytes of the header that starts every message. */
    public static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

    /** Bytes of the length that precedes variable data. */
    public static final int DATA_HEADER_LENGTH = 2;

    /** No input is longer: newer clients may add little to it. */
    public static final int MAX_INPUT_LENGTH = 64;

    /** No message of this schema. */
    public static final int NO_TEMPLATE = -1;

    private static final int BLOCK_LENGTH_OFFSET = 0;
    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final int SCHEMA_ID_OFFSET = 4;
    private static final int UINT16 = 0xFFFF;

    private SessionFrames() {}

    /** Template of the message in the frame, {@link #NO_TEMPLATE} when it is too short or of another schema. */
    public static int templateId(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER_LENGTH || uint16(buffer, offset + SCHEMA_ID_OFFSET) != MessageHeaderDecoder.SCHEMA_ID) {
            return NO_TEMPLATE;
        }
        return uint16(buffer, offset + TEMPLATE_ID_OFFSET);
    }

    /** Does the frame hold all fixed fields, at least those that are known here? A newer sender may add more. */
    public static boolean holdsBlock(
            final DirectBuffer buffer, final int offset, final int length, final int knownBlockLength) {
        final int blockLength = blockLength(buffer, offset);
        return blockLength >= knownBlockLength && HEADER_LENGTH + blockLength <= length;
    }

    /** Does the frame, whose fixed fields are complete, hold its first variable data field? */
    public static boolean holdsData(final DirectBuffer buffer, final int offset, final int length) {
        final int dataAt = HEADER_LENGTH + blockLength(buffer, offset);
        return dataAt + DATA_HEADER_LENGTH <= length
                && dataAt + DATA_HEADER_LENGTH + uint16(buffer, offset + dataAt) <= length;
    }

    /** Bytes of fixed fields that the header announces. */
    public static int blockLength(final DirectBuffer buffer, final int offset) {
        return uint16(buffer, offset + BLOCK_LENGTH_OFFSET);
    }

    private static int uint16(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset, LITTLE_ENDIAN) & UINT16;
    }
}
