package io.octarchy.mesh.store;

import io.octarchy.codec.disk.EntityRecordEncoder;
import io.octarchy.codec.disk.ExportOrderEncoder;
import io.octarchy.codec.disk.ImageRecordEncoder;
import io.octarchy.codec.disk.MessageHeaderEncoder;
import io.octarchy.codec.disk.RecordKind;
import io.octarchy.replicator.slab.Row;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Records as a node would send them. */
public final class Records {
    public static final int ROW = 128;
    public static final long MESH = 77;
    public static final int INCARNATION = 5;

    private Records() {}

    public static byte[] entity(final long image, final long id, final long epoch, final RecordKind kind) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
        final UnsafeBuffer row = new UnsafeBuffer(new byte[ROW]);
        row.putLong(Row.ENTITY, id);
        row.putLong(Row.TICK, image);
        final EntityRecordEncoder record = new EntityRecordEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .checksum(0)
                .mesh(MESH)
                .world(1)
                .incarnation(INCARNATION)
                .image(image)
                .entity(id)
                .epoch(epoch)
                .tick(image)
                .quantity(0)
                .target(0)
                .kind(kind);
        record.putState(row, 0, kind == RecordKind.REMOVED ? 0 : ROW);
        record.putLuggage(row, 0, kind == RecordKind.REMOVED ? 0 : 24);
        return Arrays.copyOf(buffer.byteArray(), record.limit());
    }

    /** An order to export an image of the usual life. */
    static byte[] order(final long image) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final ExportOrderEncoder order = new ExportOrderEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .image(image)
                .incarnation(INCARNATION)
                .directory("/backup");
        return Arrays.copyOf(buffer.byteArray(), order.limit());
    }

    public static byte[] image(final long image, final int records) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final ImageRecordEncoder record = new ImageRecordEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .checksum(0)
                .mesh(MESH)
                .world(1)
                .incarnation(INCARNATION)
                .image(image)
                .records(records)
                .rowLength(ROW)
                .founded(3);
        return Arrays.copyOf(buffer.byteArray(), record.limit());
    }

    public static byte[] sealed(final byte[] bytes) {
        new RecordSeal().close(bytes, bytes.length);
        return bytes;
    }
}
