package io.octarchy.mesh.store;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import io.octarchy.codec.disk.RecordKind;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One node's part of a backup: an image that is whole, without anything older.
 *
 * @param mesh that the node was a member of.
 * @param incarnation its life.
 * @param image its tick.
 * @param rowLength bytes of an entity's row.
 * @param imageRecord sealed, as it was found.
 * @param records sealed, in order of entity.
 */
public record StoredPart(
        long mesh, int world, int incarnation, long image, int rowLength, byte[] imageRecord, List<byte[]> records) {
    /** Entity that a record is of. */
    public static long entity(final byte[] record) {
        return open(record).entity();
    }

    public static RecordKind kind(final byte[] record) {
        return open(record).kind();
    }

    private static EntityRecordDecoder open(final byte[] record) {
        return new EntityRecordDecoder().wrapAndApplyHeader(new UnsafeBuffer(record), 0, new MessageHeaderDecoder());
    }

    /**
     * The image in a map.
     *
     * @return null when it is not whole, or not the one that is wanted.
     */
    public static StoredPart of(final RecordMap map, final long image) {
        final StoredPart found = read(map, new StoreReport());
        return found != null && found.image == image ? found : null;
    }

    /**
     * Whatever image is in a map.
     *
     * @param report is told what is wrong.
     * @return null when it is not whole.
     */
    public static StoredPart read(final RecordMap map, final StoreReport report) {
        final StoredImage found = StoredImage.read(map, report);
        report.chose(found.tick(), found.records().size(), 0, found.missing());
        return found.isComplete() && found.missing() == 0
                ? new StoredPart(
                        found.mesh(),
                        found.world(),
                        found.incarnation(),
                        found.tick(),
                        found.rowLength(),
                        found.imageRecord(),
                        List.copyOf(found.records().values()))
                : null;
    }
}
