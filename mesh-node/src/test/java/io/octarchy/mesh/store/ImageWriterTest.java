package io.octarchy.mesh.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.disk.RecordKind;
import io.octarchy.mesh.authority.StandbyImage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two images take turns: whatever breaks, one of them is whole, and what is damaged is told and never loaded. */
class ImageWriterTest {
    private static final int ENTITIES = 10;

    private final MemoryRecordMap[] maps = {new MemoryRecordMap(), new MemoryRecordMap()};
    private final StoreProgress progress = new StoreProgress();
    private final MemoryParts parts = new MemoryParts();
    private final ImageWriter writer = new ImageWriter(maps[0], 0, maps[1], 0, progress, parts);

    private void frame(final byte[] bytes) {
        writer.onFrame(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private void records(final long tick, final int first, final int count) {
        for (int id = first; id < first + count; id++) {
            frame(Records.entity(tick, id, tick, RecordKind.RULED));
        }
    }

    private void image(final long tick, final int first, final int count) {
        records(tick, first, count);
        frame(Records.image(tick, count));
    }

    private StoredLife read() {
        return StoredLife.read(maps[0], maps[1], 1000, 64);
    }

    private static Map<Long, Long> epochs(final StandbyImage image) {
        final Map<Long, Long> epochs = new TreeMap<>();
        for (int i = 0; i < image.size(); i++) {
            epochs.put(image.entity(i), image.epoch(i));
        }
        return epochs;
    }

    private Map<Long, Long> restored(final StoredLife life, final long cut) {
        return epochs(life.at(cut).last());
    }

    private MemoryRecordMap mapOf(final long tick) {
        return read().tick(0) == tick ? maps[0] : maps[1];
    }

    @Test
    void shouldOfferTheImageThatIsWanted() {
        image(20, 1, ENTITIES);
        image(40, 3, ENTITIES);
        final StoredLife life = read();
        assertEquals(Records.MESH, life.mesh());
        assertEquals(Records.INCARNATION, life.incarnation());
        assertEquals(40, progress.stored());
        assertTrue(restored(life, 0).containsKey(12L));
        assertFalse(restored(life, 20).containsKey(12L));
        assertEquals(20L, restored(life, 20).get(1L));
        assertEquals(40, life.at(7).last().size() * 4, "an unknown cut means the newest");
        assertEquals(40, life.report().image());
        assertEquals(3, life.at(0).last().founded());
    }

    @Test
    void shouldKeepTheImageThatIsToBeKept() {
        image(20, 1, ENTITIES);
        image(40, 1, ENTITIES);
        progress.keep(20);
        image(60, 1, ENTITIES);
        image(80, 1, ENTITIES);
        assertEquals(20L, restored(read(), 20).get(1L));
        assertEquals(80L, restored(read(), 0).get(1L));
        progress.keep(80);
        image(100, 1, ENTITIES);
        assertEquals(80L, restored(read(), 80).get(1L));
        assertEquals(100L, restored(read(), 0).get(1L));
    }

    @Test
    void shouldGoOnFromTheLastWholeImageWhenCutOff() {
        image(20, 1, ENTITIES);
        for (int records = 0; records <= ENTITIES; records++) {
            records(40 + records, 1, records);
            assertEquals(20L, restored(read(), 0).get(1L));
            assertEquals(ENTITIES, restored(read(), 0).size());
        }
    }

    @Test
    void shouldSurviveTheLossOfWhatWasNotSynced() {
        image(20, 1, ENTITIES);
        image(40, 1, ENTITIES);
        records(60, 1, ENTITIES);
        maps[0].loseUnsynced();
        maps[1].loseUnsynced();
        assertEquals(ENTITIES, restored(read(), 0).size());
        assertTrue(restored(read(), 0).get(1L) >= 20);
    }

    @Test
    void shouldNotTakeLeftoversForRecords() {
        image(20, 1, ENTITIES);
        image(40, 1, ENTITIES);
        image(60, 1, 3);
        assertEquals(3, restored(read(), 0).size());
        assertEquals(4, mapOf(60).size());
    }

    /** Every byte of one record of the newest image, then of its image record. */
    @Test
    void shouldUseTheNextBestCopyOfWhatIsDamaged() {
        image(20, 1, ENTITIES);
        image(40, 1, ENTITIES);
        final MemoryRecordMap newest = mapOf(40);
        for (int at = 0; at < newest.length(5); at++) {
            assertTrue(newest.flip(5, at, at % 8));
            final StoredLife life = read();
            final Map<Long, Long> epochs = restored(life, 0);
            assertEquals(20L, epochs.get(5L), "byte " + at);
            assertEquals(40L, epochs.get(6L));
            assertEquals(1, life.report().count(RecordFault.CHECKSUM));
            assertEquals(1, life.report().fromOlder());
            assertEquals(0, life.report().missing());
            newest.flip(5, at, at % 8);
        }
        for (int at = 0; at < newest.length(RecordSeal.IMAGE_KEY); at++) {
            newest.flip(RecordSeal.IMAGE_KEY, at, at % 8);
            final StoredLife life = read();
            assertEquals(20L, restored(life, 0).get(5L), "byte " + at);
            assertEquals(1, life.report().count(RecordFault.CHECKSUM));
            newest.flip(RecordSeal.IMAGE_KEY, at, at % 8);
        }
        assertEquals(40L, restored(read(), 0).get(5L));
    }

    @Test
    void shouldTellWhatIsNowhere() {
        image(20, 1, ENTITIES);
        image(40, 1, ENTITIES);
        mapOf(40).tear(5, 30);
        mapOf(20).tear(5, 70);
        final StoredLife life = read();
        assertEquals(ENTITIES - 1, restored(life, 0).size());
        assertEquals(1, life.report().missing());
        assertEquals(2, life.report().damaged());
        assertTrue(
                life.report().toString().contains("1 records missing"),
                life.report().toString());
    }

    @Test
    void shouldNotBringBackWhatHasGoneBetweenTheImages() {
        image(20, 1, ENTITIES);
        records(40, 3, ENTITIES);
        frame(Records.entity(40, 1, 21, RecordKind.REMOVED));
        frame(Records.entity(40, 2, 21, RecordKind.DEPARTED));
        frame(Records.image(40, ENTITIES + 2));
        mapOf(40).tear(7, 10);
        final StandbyImage last = read().at(0).last();
        assertFalse(epochs(last).containsKey(1L));
        assertEquals(21, last.removedEpoch(1));
        assertEquals(21L, epochs(last).get(2L), "what was handed over is a copy, at the epoch before");
        assertEquals(20L, epochs(last).get(7L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10})
    void shouldGoOnWhenTheDiskIsFull(final int room) {
        image(20, 1, ENTITIES);
        maps[1].maxEntries(room);
        image(40, 1, ENTITIES);
        assertEquals(1, progress.failed());
        assertTrue(progress.isFailing());
        assertEquals(StoreProgress.NONE, progress.stored());
        assertEquals(40, progress.dealt());
        assertEquals(20L, restored(read(), 0).get(1L));
        maps[1].maxEntries(1000);
        image(60, 1, ENTITIES);
        assertFalse(progress.isFailing());
        assertEquals(60, progress.stored());
        assertEquals(60L, restored(read(), 0).get(1L));
    }

    @Test
    void shouldCountOnlyWholeImages() {
        image(20, 1, ENTITIES);
        records(40, 1, ENTITIES - 1);
        frame(Records.image(40, ENTITIES));
        assertEquals(1, progress.failed());
        assertNotEquals(40, progress.stored());
        assertEquals(20L, restored(read(), 0).get(1L));
    }

    @Test
    void shouldFindNothingInAnEmptyStore() {
        assertTrue(read().isEmpty());
        records(20, 1, 5);
        assertTrue(read().isEmpty(), "an image that was never finished is none");
    }

    @Test
    void shouldExportTheImageThatIsOrdered() {
        image(20, 1, ENTITIES);
        frame(Records.order(40));
        assertEquals(0, progress.exported(), "it is to come");
        records(40, 1, ENTITIES);
        assertEquals(0, progress.exported(), "it is not whole");
        frame(Records.image(40, ENTITIES));
        assertEquals(40, progress.exported());
        image(60, 1, ENTITIES);
        frame(Records.order(40));
        frame(Records.order(60));
        assertEquals(60, progress.exported(), "they are there");
        assertEquals(
                List.of(40L, 40L, 60L),
                parts.all().stream().map(StoredPart::image).toList());
        parts.all().forEach(part -> assertEquals(ENTITIES, part.records().size()));
    }

    @Test
    void shouldTellWhenItCannotExport() {
        image(20, 1, ENTITIES);
        image(40, 1, ENTITIES);
        image(60, 1, ENTITIES);
        frame(Records.order(20));
        assertEquals(-20, progress.exported(), "it has given way");
        frame(Records.order(80));
        records(80, 1, ENTITIES - 1);
        frame(Records.image(80, ENTITIES));
        assertEquals(-80, progress.exported(), "it came incomplete");
        image(100, 1, ENTITIES);
        assertTrue(mapOf(100).flip(5, 30, 3));
        frame(Records.order(100));
        assertEquals(-100, progress.exported(), "it is damaged");
        parts.failing(true);
        image(120, 1, ENTITIES);
        frame(Records.order(120));
        assertEquals(-120, progress.exported(), "there is no room");
        assertEquals(List.of(), parts.all());
    }
}
