package io.octarchy.mesh.store;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.ImageRecordDecoder;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import io.octarchy.codec.disk.RecordKind;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** One image as it was found: the records that are whole, in order of entity, and what the image record says of them. */
final class StoredImage {
    private final Map<Long, byte[]> records = new TreeMap<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EntityRecordDecoder entity = new EntityRecordDecoder();
    private final ImageRecordDecoder image = new ImageRecordDecoder();
    private long tick;
    private long mesh;
    private int world;
    private int incarnation;
    private int expected;
    private int rowLength;
    private int founded;
    private byte[] imageRecord;

    /** Read all of a map. What is damaged is told, and never loaded. */
    static StoredImage read(final RecordMap map, final StoreReport report) {
        final StoredImage found = new StoredImage();
        final RecordSeal seal = new RecordSeal();
        map.forEach((key, bytes, length) -> {
            final RecordFault fault = seal.open(key, bytes, length);
            if (fault != null) {
                report.fault(fault);
            } else if (key == RecordSeal.IMAGE_KEY) {
                found.take(bytes, length);
            } else {
                found.records.put(key, Arrays.copyOf(bytes, length));
            }
        });
        found.dropStale(report);
        return found;
    }

    private void take(final byte[] bytes, final int length) {
        imageRecord = Arrays.copyOf(bytes, length);
        buffer.wrap(bytes, 0, length);
        image.wrapAndApplyHeader(buffer, 0, header);
        tick = image.image();
        mesh = image.mesh();
        world = image.world();
        incarnation = image.incarnation();
        expected = image.records();
        rowLength = image.rowLength();
        founded = image.founded();
    }

    private void dropStale(final StoreReport report) {
        records.values().removeIf(bytes -> {
            open(bytes);
            final boolean stale = tick != 0
                    && (entity.image() != tick || entity.incarnation() != incarnation || entity.mesh() != mesh);
            if (stale) {
                report.fault(RecordFault.STALE);
            }
            return stale;
        });
    }

    /** Is there an image record, so that all records were there once? */
    boolean isComplete() {
        return tick != 0;
    }

    /** Records that are not there, or not whole. */
    int missing() {
        return Math.max(0, expected - records.size());
    }

    long tick() {
        return tick;
    }

    long mesh() {
        return mesh;
    }

    int world() {
        return world;
    }

    int incarnation() {
        return incarnation;
    }

    int rowLength() {
        return rowLength;
    }

    int founded() {
        return founded;
    }

    /** As it was found; null when there is none. */
    byte[] imageRecord() {
        return imageRecord;
    }

    Map<Long, byte[]> records() {
        return records;
    }

    /** The record in these bytes; valid until the next call. */
    EntityRecordDecoder open(final byte[] bytes) {
        buffer.wrap(bytes);
        return entity.wrapAndApplyHeader(buffer, 0, header);
    }

    boolean isRuled(final byte[] bytes) {
        return open(bytes).kind() == RecordKind.RULED;
    }
}
