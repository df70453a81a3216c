package io.octarchy.mesh.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import io.octarchy.codec.disk.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Of all images of one tick each entity counts once: where it is at its highest epoch. */
class WorldSharesTest {
    private static final long TICK = 60;
    private static final long NEW_MESH = 99;
    private static final int FIRST = 20;

    private static byte[] record(final long id, final long epoch, final RecordKind kind) {
        return Records.sealed(Records.entity(TICK, id, epoch, kind));
    }

    private static StoredPart part(final byte[]... records) {
        return new StoredPart(
                Records.MESH,
                1,
                Records.INCARNATION,
                TICK,
                Records.ROW,
                Records.sealed(Records.image(TICK, records.length)),
                List.of(records));
    }

    private static EntityRecordDecoder open(final byte[] record) {
        return new EntityRecordDecoder().wrapAndApplyHeader(new UnsafeBuffer(record), 0, new MessageHeaderDecoder());
    }

    private static Map<Long, String> dealt(final WorldShares shares, final int count) {
        final Map<Long, String> found = new TreeMap<>();
        int incarnation = FIRST;
        for (final StoredPart share : shares.dealTo(count, NEW_MESH, FIRST)) {
            final MemoryStore store = new MemoryStore();
            store.restore(share);
            final StoredLife life = store.read(1_000, 64);
            assertEquals(NEW_MESH, life.mesh());
            assertEquals(incarnation, life.incarnation());
            assertEquals(
                    TICK,
                    life.at(TICK).last().size() == 0 ? TICK : life.report().image());
            assertEquals(0, life.report().damaged() + life.report().missing());
            for (final byte[] record : share.records()) {
                assertEquals(incarnation, open(record).incarnation());
                assertEquals(0, open(record).target());
                assertNull(found.put(
                        open(record).entity(),
                        open(record).kind() + " " + open(record).epoch()));
            }
            incarnation++;
        }
        return found;
    }

    @Test
    void shouldTakeEachEntityAtItsHighestEpoch() {
        final WorldShares shares = new WorldShares(List.of(
                part(
                        record(1, 5, RecordKind.DEPARTED),
                        record(2, 5, RecordKind.RULED),
                        record(3, 7, RecordKind.REMOVED),
                        record(4, 5, RecordKind.DEPARTED)),
                part(
                        record(1, 6, RecordKind.RULED),
                        record(3, 6, RecordKind.DEPARTED),
                        record(5, 3L << Integer.SIZE, RecordKind.RULED))));
        assertEquals(4, shares.entities());
        assertEquals(3, shares.newestFence());
        final Map<Long, String> all =
                Map.of(1L, "RULED 6", 2L, "RULED 5", 3L, "REMOVED 7", 4L, "RULED 5", 5L, "RULED " + (3L << 32));
        for (int count = 1; count < 8; count++) {
            assertEquals(new TreeMap<>(all), dealt(shares, count));
        }
    }

    @Test
    void shouldDealTheSameNumberToEach() {
        final List<byte[]> records = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            records.add(record(id, 1, RecordKind.RULED));
        }
        final WorldShares shares = new WorldShares(List.of(part(records.toArray(byte[][]::new))));
        shares.dealTo(3, NEW_MESH, FIRST)
                .forEach(share -> assertEquals(33.5, share.records().size(), 0.5));
        assertEquals(100, dealt(shares, 3).size());
    }
}
