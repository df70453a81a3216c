package io.octarchy.mesh.store;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.ImageRecordDecoder;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Seals records and opens them again: a record counts only when every byte of it is the one that was sealed. The seal is
 * two different checksums of 32 bits over all other bytes, the header with its version among them.
 *
 * <p>Not thread safe. Allocates nothing.
 */
public final class RecordSeal {
    /** Key of the record that says that an image is whole. No entity has it. */
    public static final long IMAGE_KEY = 0;

    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int BODY = HEADER + Long.BYTES;
    private static final int LENGTH_FIELD = Short.BYTES;

    private final CRC32C first = new CRC32C();
    private final CRC32 second = new CRC32();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EntityRecordDecoder entity = new EntityRecordDecoder();
    private final ImageRecordDecoder image = new ImageRecordDecoder();

    /** Write the seal into a record that is complete otherwise. */
    public void close(final byte[] bytes, final int length) {
        buffer.wrap(bytes, 0, length);
        buffer.putLong(HEADER, sum(bytes, length), ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What is wrong with these bytes.
     *
     * @param key that they were found under.
     * @return null when nothing is.
     */
    public RecordFault open(final long key, final byte[] bytes, final int length) {
        if (length < BODY || length > bytes.length) {
            return RecordFault.TRUNCATED;
        }
        buffer.wrap(bytes, 0, length);
        if (buffer.getLong(HEADER, ByteOrder.LITTLE_ENDIAN) != sum(bytes, length)) {
            return RecordFault.CHECKSUM;
        }
        header.wrap(buffer, 0);
        if (header.schemaId() != EntityRecordDecoder.SCHEMA_ID) {
            return RecordFault.FOREIGN;
        }
        if (header.version() > EntityRecordDecoder.SCHEMA_VERSION) {
            return RecordFault.NEWER;
        }
        return switch (header.templateId()) {
            case EntityRecordDecoder.TEMPLATE_ID -> isEntity(key, length) ? null : RecordFault.MISPLACED;
            case ImageRecordDecoder.TEMPLATE_ID -> isImage(key, length) ? null : RecordFault.MISPLACED;
            default -> RecordFault.FOREIGN;
        };
    }

    private boolean isEntity(final long key, final int length) {
        int end = HEADER + header.blockLength();
        for (int part = 0; part < 2; part++) {
            if (end + LENGTH_FIELD > length) {
                return false;
            }
            end += LENGTH_FIELD + (buffer.getShort(end, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        }
        return end == length
                && header.blockLength() >= EntityRecordDecoder.BLOCK_LENGTH
                && key != IMAGE_KEY
                && entity.wrapAndApplyHeader(buffer, 0, header).entity() == key;
    }

    private boolean isImage(final long key, final int length) {
        return key == IMAGE_KEY
                && header.blockLength() >= ImageRecordDecoder.BLOCK_LENGTH
                && length == HEADER + header.blockLength()
                && image.wrapAndApplyHeader(buffer, 0, header).records() >= 0;
    }

    private long sum(final byte[] bytes, final int length) {
        return sum(first, bytes, length) << Integer.SIZE | sum(second, bytes, length);
    }

    private static long sum(final Checksum checksum, final byte[] bytes, final int length) {
        checksum.reset();
        checksum.update(bytes, 0, HEADER);
        checksum.update(bytes, BODY, length - BODY);
        return checksum.getValue();
    }
}
