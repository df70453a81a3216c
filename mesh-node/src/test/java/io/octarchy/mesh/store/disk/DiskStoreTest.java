package io.octarchy.mesh.store.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.disk.RecordKind;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.mesh.store.Records;
import io.octarchy.mesh.store.StoredLife;
import io.octarchy.replicator.frame.FrameChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's files: a life goes on from them, others are kept out, and damage is never loaded. */
class DiskStoreTest {
    private static final long LIVENESS_NS = TimeUnit.SECONDS.toNanos(30);
    private static final int ENTITIES = 200;

    @TempDir
    Path folder;

    private Path directory() {
        return folder.resolve("store");
    }

    private DiskStore open(final int records) {
        return DiskStore.open(directory(), new DiskStore.Shape(Records.ROW, 64, 10_000, records), error -> {
            throw new AssertionError(error);
        });
    }

    private DiskStore open() {
        return open(1_000);
    }

    private static void send(final DiskStore store, final byte[] frame) {
        final FrameChannel images = store.link().images();
        int at = images.claim(frame.length);
        for (final long startNs = System.nanoTime();
                at < 0 && System.nanoTime() - startNs < LIVENESS_NS;
                at = images.claim(frame.length)) {
            Thread.yield();
        }
        images.buffer().putBytes(at, frame);
        images.commit();
    }

    /** Entities 1 to count, at an epoch that is the image's tick. */
    private static void image(final DiskStore store, final long tick, final int count) {
        for (int id = 1; id <= count; id++) {
            send(store, Records.entity(tick, id, tick, RecordKind.RULED));
        }
        send(store, Records.image(tick, count));
        final long startNs = System.nanoTime();
        while (store.link().progress().dealt() < tick) {
            assertTrue(System.nanoTime() - startNs < LIVENESS_NS, "image " + tick + " was not written");
            Thread.yield();
        }
    }

    private static Set<Long> ids(final StandbyImage image) {
        final Set<Long> ids = new TreeSet<>();
        for (int i = 0; i < image.size(); i++) {
            ids.add(image.entity(i));
        }
        return ids;
    }

    @Test
    void shouldGoOnFromTheLastImage() {
        try (DiskStore store = open()) {
            assertNull(store.found());
            image(store, 20, ENTITIES);
            image(store, 40, ENTITIES);
            image(store, 60, ENTITIES + 1);
            assertEquals(60, store.link().progress().stored());
        }
        try (DiskStore store = open()) {
            final StoredLife found = store.found();
            assertEquals(Records.MESH, found.mesh());
            assertEquals(ENTITIES + 1, found.at(0).last().size());
            assertEquals(60, found.at(0).last().epoch(0));
            assertEquals(ENTITIES, found.at(40).last().size());
            assertEquals(40, found.at(40).last().epoch(0));
            assertEquals(0, found.report().damaged());
            image(store, 80, 3);
        }
        try (DiskStore store = open()) {
            assertEquals(Set.of(1L, 2L, 3L), ids(store.found().at(0).last()));
            assertEquals(60, store.found().at(60).last().epoch(0), "the older image is still there");
        }
    }

    @Test
    void shouldGrowWhenTheEntitiesBecomeMore() {
        final int many = 5_000;
        try (DiskStore store = open(100)) {
            for (long tick = 20; tick <= 160; tick += 20) {
                image(store, tick, many);
            }
            assertEquals(160, store.link().progress().stored(), store::problem);
        }
        try (DiskStore store = open(100)) {
            assertEquals(many, store.found().at(0).last().size());
            image(store, 180, many);
            assertEquals(180, store.link().progress().stored(), store::problem);
        }
    }

    @Test
    void shouldRefuseADirectoryThatANodeHas() {
        try (DiskStore store = open()) {
            image(store, 20, 3);
            final StoreException refused = assertThrows(StoreException.class, this::open);
            assertTrue(
                    refused.problem().contains("A node that runs keeps its state in " + directory()),
                    refused.problem());
            assertTrue(refused.remedy().contains("--store"), refused.remedy());
            image(store, 40, 3);
        }
        open().close();
    }

    @Test
    void shouldRefuseWhatItCannotReadAndChangeNothing() throws IOException {
        try (DiskStore store = open()) {
            image(store, 20, 3);
        }
        final byte[] before = Files.readAllBytes(directory().resolve("image-0.map"));
        final Path format = directory().resolve("format");
        for (final String text :
                new String[] {"octarchy store, format 2", "octarchy store, format x", "", "\u0000\u00ff"}) {
            Files.writeString(format, text);
            final StoreException refused = assertThrows(StoreException.class, this::open);
            assertTrue(refused.remedy().contains("nothing was changed"), refused::getMessage);
            assertEquals(text.endsWith("2"), refused.problem().contains("newer release"), refused::getMessage);
            assertEquals(text, Files.readString(format));
        }
        Files.delete(format);
        assertThrows(StoreException.class, this::open);
        Files.writeString(format, "octarchy store, format 1\n");
        final StoreException other = assertThrows(
                StoreException.class,
                () -> DiskStore.open(directory(), new DiskStore.Shape(Records.ROW + 8, 64, 100, 100), error -> {}));
        assertTrue(other.problem().contains("of this game"), other.problem());
        assertArrayEquals(before, Files.readAllBytes(directory().resolve("image-0.map")));
        open().close();
    }

    @Test
    void shouldRefuseADirectoryThatCannotBeMade() throws IOException {
        Files.writeString(directory(), "a file is in the way");
        final StoreException refused = assertThrows(StoreException.class, this::open);
        assertTrue(refused.problem().contains("cannot be written"), refused.problem());
    }

    /** One file is of no use any more: the other image is gone on from, and nothing is thrown away. */
    @Test
    void shouldSetAsideAFileThatCannotBeRead() throws IOException {
        try (DiskStore store = open()) {
            image(store, 20, ENTITIES);
            image(store, 40, ENTITIES);
        }
        final Path newest = directory().resolve("image-1.map");
        Files.write(newest, new byte[10_000]);
        try (DiskStore store = open()) {
            assertEquals(ENTITIES, store.found().at(0).last().size());
            assertEquals(20, store.found().at(0).last().epoch(0));
            assertTrue(store.problem().contains("image-1.damaged"), store.problem());
            assertTrue(Files.exists(directory().resolve("image-1.damaged")));
            image(store, 60, ENTITIES);
            assertEquals(60, store.link().progress().stored());
        }
        Files.write(newest, new byte[10_000]);
        Files.write(directory().resolve("image-0.map"), new byte[10_000]);
        final StoreException refused = assertThrows(StoreException.class, this::open);
        assertTrue(refused.problem().contains("cannot be read"), refused.problem());
    }

    /** Bytes of the files change, wherever: what is loaded is what was written once, or nothing. */
    @Test
    @Tag("slow")
    void shouldNeverLoadDamage() throws IOException {
        try (DiskStore store = open(300)) {
            image(store, 20, ENTITIES);
            image(store, 40, ENTITIES);
        }
        final byte[][] whole = {
            Files.readAllBytes(directory().resolve("image-0.map")),
            Files.readAllBytes(directory().resolve("image-1.map"))
        };
        final long seed = 3;
        final Random random = new Random(seed);
        int loaded = 0;
        int damaged = 0;
        int refused = 0;
        for (int round = 0; round < 25; round++) {
            for (int i = 0; i < 2; i++) {
                final byte[] bytes = whole[i].clone();
                // The newest image only, every fourth time both; a few hundred bytes, or a torn end.
                if (i == 1 || round % 4 == 0) {
                    for (int flips = 0; flips < 400; flips++) {
                        bytes[4096 + random.nextInt(bytes.length - 4096)] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                Files.write(directory().resolve("image-" + i + ".map"), bytes);
            }
            try (DiskStore store = open(300)) {
                if (store.found() != null) {
                    final StandbyImage image = store.found().at(0).last();
                    for (int i = 0; i < image.size(); i++) {
                        assertTrue(image.entity(i) >= 1 && image.entity(i) <= ENTITIES, "seed " + seed);
                        assertTrue(image.epoch(i) == 20 || image.epoch(i) == 40, "seed " + seed);
                    }
                    loaded += image.size();
                    damaged += store.found().report().damaged() + store.torn();
                }
            } catch (final StoreException e) {
                assertTrue(e.remedy().contains("backup"), e.remedy());
                refused++;
            }
        }
        System.out.println("damaged files: seed " + seed + ", " + loaded + " entities loaded, " + damaged
                + " records found damaged, " + refused + " of 25 stores refused");
        assertTrue(loaded > ENTITIES, "nothing was loaded: this shows nothing");
    }
}
