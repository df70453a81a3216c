package io.octarchy.mesh.store;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.RecordKind;
import io.octarchy.mesh.authority.FormerLife;
import io.octarchy.mesh.authority.Inheritance;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbyImage;
import java.util.Map;
import java.util.TreeMap;

/**
 * The life that a store remembers. It has two images; the one of the tick that the coordinator wants is offered, else the
 * newest that is complete. Where a record of that is damaged, the other image's stands in for it: next best, and told.
 */
public final class StoredLife implements Inheritance {
    private final StoredImage[] images;
    private final StoreReport report;
    private final int maxEntities;
    private final int maxLuggage;

    private StoredLife(
            final StoredImage[] images, final StoreReport report, final int maxEntities, final int maxLuggage) {
        this.images = images;
        this.report = report;
        this.maxEntities = maxEntities;
        this.maxLuggage = maxLuggage;
    }

    /**
     * Read both maps of a store. Allocates a copy of all that is in them.
     *
     * @param maxEntities that a node rules at most.
     * @param maxLuggage bytes that an entity may have beside its row.
     */
    public static StoredLife read(
            final RecordMap first, final RecordMap second, final int maxEntities, final int maxLuggage) {
        final StoreReport report = new StoreReport();
        return new StoredLife(
                new StoredImage[] {StoredImage.read(first, report), StoredImage.read(second, report)},
                report,
                maxEntities,
                maxLuggage);
    }

    /** Is there an image to go on from? */
    public boolean isEmpty() {
        return !images[0].isComplete() && !images[1].isComplete();
    }

    /** Tick of the image in the first or the second map, 0: there is none that is complete. */
    public long tick(final int map) {
        return images[map].tick();
    }

    @Override
    public long mesh() {
        return newest().mesh();
    }

    /** World that the images are of. */
    public int world() {
        return newest().world();
    }

    @Override
    public int incarnation() {
        return newest().incarnation();
    }

    /** Bytes of a row in the images. */
    public int rowLength() {
        return newest().rowLength();
    }

    /** What was found and, once {@link #at} was called, what was made of it. */
    public StoreReport report() {
        return report;
    }

    private StoredImage newest() {
        return images[0].tick() > images[1].tick() ? images[0] : images[1];
    }

    private boolean isOfOneLife() {
        return images[0].incarnation() == images[1].incarnation() && images[0].mesh() == images[1].mesh();
    }

    @Override
    public FormerLife at(final long cut) {
        final StoredImage newest = newest();
        StoredImage chosen = newest;
        for (final StoredImage image : images) {
            chosen = image.tick() == cut && cut != 0 && isOfOneLife() ? image : chosen;
        }
        final StoredImage other = chosen == images[0] ? images[1] : images[0];
        final Map<Long, byte[]> records = new TreeMap<>(chosen.records());
        int nextBest = 0;
        // An unfinished image bears no image record, but its records are whole; they may be of this life, or not.
        if (chosen.missing() > 0) {
            for (final Map.Entry<Long, byte[]> record : other.records().entrySet()) {
                final boolean ours = other.open(record.getValue()).incarnation() == chosen.incarnation()
                        && other.open(record.getValue()).mesh() == chosen.mesh();
                if (ours && other.isRuled(record.getValue()) && !records.containsKey(record.getKey())) {
                    records.put(record.getKey(), record.getValue());
                    nextBest++;
                }
            }
        }
        return restore(chosen, records, nextBest);
    }

    private FormerLife restore(final StoredImage chosen, final Map<Long, byte[]> records, final int nextBest) {
        final StandbyImage last = StandbyImage.restoring(
                chosen.incarnation(), maxEntities, chosen.rowLength(), maxLuggage, chosen.founded());
        int entities = 0;
        int unfit = 0;
        for (final byte[] bytes : records.values()) {
            final EntityRecordDecoder record = chosen.open(bytes);
            if (record.kind() == RecordKind.REMOVED) {
                last.restoreRemoved(record.entity(), record.epoch(), record.tick(), record.quantity());
            } else if (restore(last, record, chosen.rowLength())) {
                entities++;
            } else {
                unfit++;
            }
        }
        last.restored();
        report.chose(chosen.tick(), entities, nextBest, Math.max(0, chosen.missing() - nextBest) + unfit);
        return new FormerLife(
                chosen.mesh(),
                chosen.incarnation(),
                last,
                new StandbyCopies(1, 1, chosen.rowLength(), maxLuggage),
                null);
    }

    private static boolean restore(final StandbyImage last, final EntityRecordDecoder record, final int rowLength) {
        final long entity = record.entity();
        final long epoch = record.epoch();
        final int target = record.target();
        final int rowAt = record.limit() + EntityRecordDecoder.stateHeaderLength();
        if (record.skipState() != rowLength) {
            return false;
        }
        final int luggageAt = record.limit() + EntityRecordDecoder.luggageHeaderLength();
        return last.restore(entity, epoch, target, record.buffer(), rowAt, luggageAt, record.skipLuggage());
    }
}
