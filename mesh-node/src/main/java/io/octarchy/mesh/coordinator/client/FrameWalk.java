package io.octarchy.mesh.coordinator.client;

import io.octarchy.codec.control.GroupSizeEncodingDecoder;
import io.octarchy.codec.control.MessageHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Walks over a frame's structure before anybody reads a field: header, block, groups, texts must lie within the length
 * received, so that no decoder reads beyond it whatever the bytes say. Allocates nothing. Not thread safe.
 */
public final class FrameWalk {
    private static final int TEXT_HEADER = 2;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private DirectBuffer buffer;
    private int at;
    private int end;
    private boolean good;

    /**
     * Start at a frame's header.
     *
     * @return is this a frame of the schema, with a header and the block that it promises?
     */
    public boolean start(final DirectBuffer source, final int offset, final int length, final int schemaId) {
        buffer = source;
        at = offset;
        end = offset + length;
        good = length >= MessageHeaderDecoder.ENCODED_LENGTH;
        if (good) {
            header.wrap(source, offset);
            good = header.schemaId() == schemaId;
            skip(MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength());
        }
        return good;
    }

    /** Header of the frame; valid after a good start. */
    public MessageHeaderDecoder header() {
        return header;
    }

    /** The fixed block must have at least this length; newer senders may have more. */
    public FrameWalk block(final int minLength) {
        good &= header.blockLength() >= minLength;
        return this;
    }

    /** A group of fixed entries. */
    public FrameWalk group(final int minBlockLength) {
        return group(minBlockLength, 0);
    }

    /** A group whose entries end with so many texts. */
    public FrameWalk group(final int minBlockLength, final int texts) {
        if (!good || end - at < GroupSizeEncodingDecoder.ENCODED_LENGTH) {
            good = false;
            return this;
        }
        final int blockLength = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int count = buffer.getShort(at + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        at += GroupSizeEncodingDecoder.ENCODED_LENGTH;
        good = count == 0 || blockLength >= minBlockLength;
        if (texts == 0) {
            skip((long) count * blockLength);
        } else {
            for (int i = 0; good && i < count; i++) {
                skip(blockLength);
                for (int t = 0; t < texts; t++) {
                    text();
                }
            }
        }
        return this;
    }

    /** A text with its length before it. */
    public FrameWalk text() {
        if (!good || end - at < TEXT_HEADER) {
            good = false;
            return this;
        }
        skip(TEXT_HEADER + (buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF));
        return this;
    }

    /** Has everything so far been within the frame? */
    public boolean isGood() {
        return good;
    }

    private void skip(final long length) {
        if (good && end - at >= length) {
            at += (int) length;
        } else {
            good = false;
        }
    }
}
