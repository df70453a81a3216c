package io.octarchy.mesh.store;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.EntityRecordEncoder;
import io.octarchy.codec.disk.ImageRecordEncoder;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import io.octarchy.codec.disk.MessageHeaderEncoder;
import io.octarchy.codec.disk.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole world out of the images that all its nodes had after one tick: every entity once, at its highest epoch, as a
 * takeover of all these nodes at once would find it; what was on its way between two of them is with who had it last. It is
 * dealt out again to lives of another mesh, so that no store of the former one can be taken for a part of it.
 *
 * <p>Not thread safe.
 */
public final class WorldShares {
    private final RecordSeal seal = new RecordSeal();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EntityRecordDecoder entity = new EntityRecordDecoder();
    private final EntityRecordEncoder changed = new EntityRecordEncoder();
    private final Map<Long, byte[]> best = new TreeMap<>();
    private final List<byte[]> order = new ArrayList<>();
    private final StoredPart model;

    /** @param parts of one mesh and one tick, at least one. */
    public WorldShares(final List<StoredPart> parts) {
        model = parts.get(0);
        parts.forEach(part -> part.records().forEach(this::take));
        // Neighbours of one node stay neighbours: in the order of the parts.
        for (final StoredPart part : parts) {
            for (final byte[] record : part.records()) {
                if (best.get(open(record).entity()) == record) {
                    order.add(record);
                }
            }
        }
    }

    private void take(final byte[] record) {
        final long id = open(record).entity();
        final byte[] other = best.get(id);
        if (other == null || isBetter(record, other)) {
            best.put(id, record);
        }
    }

    private boolean isBetter(final byte[] record, final byte[] other) {
        final long epoch = open(record).epoch();
        final boolean removed = entity.kind() == RecordKind.REMOVED;
        final long tick = entity.tick();
        final boolean settled = entity.kind() == RecordKind.RULED && entity.target() == 0;
        open(other);
        if (epoch != entity.epoch()) {
            return epoch > entity.epoch();
        }
        if (removed != (entity.kind() == RecordKind.REMOVED)) {
            return removed;
        }
        return tick != entity.tick() ? tick > entity.tick() : settled;
    }

    private EntityRecordDecoder open(final byte[] record) {
        buffer.wrap(record);
        return entity.wrapAndApplyHeader(buffer, 0, header);
    }

    /** Entities that live. */
    public int entities() {
        return (int) order.stream()
                .filter(record -> open(record).kind() != RecordKind.REMOVED)
                .count();
    }

    /** Highest generation of any epoch: the fence of the takeover that granted it. */
    public int newestFence() {
        return order.stream()
                .mapToInt(record -> (int) (open(record).epoch() >>> Integer.SIZE))
                .max()
                .orElse(0);
    }

    /**
     * Deal the world out.
     *
     * @param shares lives to deal it to, with incarnations in a row.
     * @param mesh that they are of.
     * @param firstIncarnation of the first life.
     * @return their images, of the tick of the parts.
     */
    public List<StoredPart> dealTo(final int shares, final long mesh, final int firstIncarnation) {
        final List<StoredPart> dealt = new ArrayList<>();
        for (int i = 0; i < shares; i++) {
            final int from = (int) ((long) order.size() * i / shares);
            final int end = (int) ((long) order.size() * (i + 1) / shares);
            final int incarnation = firstIncarnation + i;
            final List<byte[]> records = new ArrayList<>();
            for (final byte[] record : order.subList(from, end)) {
                records.add(adopted(record.clone(), mesh, incarnation));
            }
            dealt.add(new StoredPart(
                    mesh,
                    model.world(),
                    incarnation,
                    model.image(),
                    model.rowLength(),
                    imageRecord(mesh, incarnation, records.size()),
                    records));
        }
        return dealt;
    }

    private byte[] adopted(final byte[] record, final long mesh, final int incarnation) {
        final RecordKind kind = open(record).kind();
        changed.wrap(buffer, MessageHeaderDecoder.ENCODED_LENGTH)
                .mesh(mesh)
                .incarnation(incarnation)
                .target(0)
                .kind(kind == RecordKind.REMOVED ? kind : RecordKind.RULED);
        seal.close(record, record.length);
        return record;
    }

    private byte[] imageRecord(final long mesh, final int incarnation, final int records) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + ImageRecordEncoder.BLOCK_LENGTH];
        new ImageRecordEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .mesh(mesh)
                .world(model.world())
                .incarnation(incarnation)
                .image(model.image())
                .records(records)
                .rowLength(model.rowLength())
                .founded(0);
        seal.close(bytes, bytes.length);
        return bytes;
    }
}
