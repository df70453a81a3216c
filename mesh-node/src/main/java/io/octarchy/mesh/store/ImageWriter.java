package io.octarchy.mesh.store;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.ExportOrderDecoder;
import io.octarchy.codec.disk.ImageRecordDecoder;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes images into two maps that take turns, so that a crash in the middle of one leaves the other: records as they come,
 * and the image record when all of them are safe. The image that must be kept is never the one that gives way; else it is
 * the older.
 *
 * <pre>
 *   waiting --record of a new image--> writing --image record, none missing--> safe: told, leftovers swept
 *      ^                                  |  |
 *      |                                  |  '-- a record of yet another image: the sender gave it up
 *      '---- failed: counted, told -------'----- no room, the medium fails, or records are missing
 * </pre>
 *
 * <p>Not thread safe.
 */
public final class ImageWriter {
    private static final int NONE = -1;

    private final RecordMap[] maps;
    private final long[] ticks = new long[2];
    private final StoreProgress progress;
    private final ImageExporter exporter;
    private final RecordSeal seal = new RecordSeal();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EntityRecordDecoder entity = new EntityRecordDecoder();
    private final ImageRecordDecoder image = new ImageRecordDecoder();
    private final ExportOrderDecoder order = new ExportOrderDecoder();
    private final UnsafeBuffer record = new UnsafeBuffer(0, 0);
    private final LongArrayList leftovers = new LongArrayList();
    private byte[] bytes = new byte[1024];
    private int writing = NONE;
    private long tick;
    private int records;
    private int newestRecords;
    private boolean broken;
    private long exported;
    private int exportedOf;
    private String directory;

    /**
     * @param firstTick of the image that lies in the first map, 0: none.
     * @param secondTick of that in the second.
     * @param exporter writes images to files of their own when that is ordered.
     */
    public ImageWriter(
            final RecordMap first,
            final long firstTick,
            final RecordMap second,
            final long secondTick,
            final StoreProgress progress,
            final ImageExporter exporter) {
        maps = new RecordMap[] {first, second};
        ticks[0] = firstTick;
        ticks[1] = secondTick;
        this.progress = progress;
        this.exporter = exporter;
        progress.onFound(Math.max(firstTick, secondTick));
    }

    /** A record from the node; valid during the call. */
    public void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == EntityRecordDecoder.TEMPLATE_ID) {
            entity.wrapAndApplyHeader(buffer, offset, header);
            begin(entity.image());
            records++;
            put(entity.entity(), buffer, offset, length);
        } else if (header.templateId() == ExportOrderDecoder.TEMPLATE_ID) {
            order.wrapAndApplyHeader(buffer, offset, header);
            exported = order.image();
            exportedOf = order.incarnation();
            directory = order.directory();
            export();
        } else {
            image.wrapAndApplyHeader(buffer, offset, header);
            begin(image.image());
            complete(image.records(), buffer, offset, length);
            export();
        }
    }

    /** What is ordered is done when it is there, and has failed when it can come no more. */
    private void export() {
        if (exported == 0) {
            return;
        }
        final int map = ticks[0] == exported ? 0 : ticks[1] == exported ? 1 : NONE;
        if (map != NONE || progress.dealt() >= exported) {
            final boolean good = map != NONE && exporter.export(directory, exportedOf, exported, maps[map]);
            progress.onExported(exported, good);
            exported = 0;
        }
    }

    private void begin(final long ofTick) {
        if (writing != NONE && tick == ofTick) {
            return;
        }
        writing = isKept(0) || !isKept(1) && ticks[1] < ticks[0] ? 1 : 0;
        tick = ofTick;
        ticks[writing] = 0;
        records = 0;
        broken = !maps[writing].prepare(newestRecords) || !maps[writing].remove(RecordSeal.IMAGE_KEY);
    }

    private boolean isKept(final int map) {
        return ticks[map] != 0 && ticks[map] == progress.kept();
    }

    private void put(final long key, final DirectBuffer buffer, final int offset, final int length) {
        if (broken) {
            return;
        }
        if (length > bytes.length) {
            bytes = new byte[length * 2];
        }
        buffer.getBytes(offset, bytes, 0, length);
        seal.close(bytes, length);
        broken = !maps[writing].put(key, bytes, length);
    }

    private void complete(final int expected, final DirectBuffer buffer, final int offset, final int length) {
        broken |= records != expected || !maps[writing].sync();
        put(RecordSeal.IMAGE_KEY, buffer, offset, length);
        broken |= broken || !maps[writing].sync();
        if (broken) {
            progress.onFailed(tick);
        } else {
            ticks[writing] = tick;
            newestRecords = records;
            progress.onStored(tick);
            sweep(maps[writing]);
        }
        writing = NONE;
    }

    /** Records of an older image that this one does not have. Those that cannot be removed are known as stale anyway. */
    private void sweep(final RecordMap map) {
        if (map.size() > records + 1) {
            leftovers.clear();
            map.forEach((key, found, length) -> {
                if (seal.open(key, found, length) != null || key != RecordSeal.IMAGE_KEY && tickOf(found) != tick) {
                    leftovers.addLong(key);
                }
            });
            for (int i = 0; i < leftovers.size(); i++) {
                map.remove(leftovers.getLong(i));
            }
        }
    }

    private long tickOf(final byte[] found) {
        record.wrap(found);
        return entity.wrapAndApplyHeader(record, 0, header).image();
    }
}
