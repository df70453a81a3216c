package io.octarchy.mesh.backup.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.disk.RecordKind;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.mesh.coordinator.AdoptedWorld;
import io.octarchy.mesh.store.Records;
import io.octarchy.mesh.store.StoredPart;
import io.octarchy.mesh.store.disk.DiskStore;
import io.octarchy.mesh.store.disk.PartFile;
import io.octarchy.mesh.store.disk.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories out of a backup: all of it, or none, and never over what is there. */
class RestorationTest {
    private static final long TICK = 60;
    private static final long NEW_MESH = 99;
    private static final int NEXT = 9;
    private static final int EACH = 50;

    @TempDir
    Path folder;

    private Path backup;

    @BeforeEach
    void backUp() throws IOException {
        backup = Files.createDirectory(folder.resolve("backup"));
        for (int part = 0; part < 2; part++) {
            final List<byte[]> records = new ArrayList<>();
            for (int i = 1; i <= EACH; i++) {
                records.add(Records.sealed(Records.entity(TICK, part * EACH + i, 1, RecordKind.RULED)));
            }
            PartFile.write(backup.resolve(PartFile.name(part, TICK)), part(records));
        }
        final StoredPart first = PartFile.read(backup.resolve(PartFile.name(0, TICK)));
        final StoredPart second = PartFile.read(backup.resolve(PartFile.name(1, TICK)));
        assertEquals(EACH, first.records().size());
        assertEquals(TICK, second.image());
        new BackupManifest(
                        "now",
                        1,
                        Records.MESH,
                        TICK,
                        4,
                        NEXT,
                        Records.ROW,
                        List.of(described(0, "one"), described(1, "a node")))
                .write(backup);
    }

    private BackupManifest.Part described(final int part, final String name) throws IOException {
        final Path file = backup.resolve(PartFile.name(part, TICK));
        return new BackupManifest.Part(
                file.getFileName().toString(),
                Files.size(file),
                BackupDirectory.sha256(file),
                Records.INCARNATION,
                EACH,
                name);
    }

    private static StoredPart part(final List<byte[]> records) {
        return new StoredPart(
                Records.MESH,
                1,
                Records.INCARNATION,
                TICK,
                Records.ROW,
                Records.sealed(Records.image(TICK, records.size())),
                records);
    }

    private Path coordinator() {
        return folder.resolve("coordinator");
    }

    private List<Path> stores(final int count) {
        final List<Path> stores = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stores.add(folder.resolve("store-" + i));
        }
        return stores;
    }

    private Restoration restoration(final int stores, final int maxEntities) {
        return new Restoration(backup, List.of(coordinator()), stores(stores), maxEntities, 1_000);
    }

    private void requireRefusal(final String why) {
        final StoreException refused =
                assertThrows(StoreException.class, () -> restoration(2, 1_000).run(NEW_MESH));
        assertTrue(refused.problem().contains(why), refused::getMessage);
        assertFalse(Files.exists(coordinator()));
        stores(2).forEach(store -> assertFalse(Files.exists(store)));
    }

    @Test
    void shouldGiveEveryEntityBackOnceToAnyNumberOfNodes() throws IOException {
        final Restoration.Outcome outcome = restoration(3, 1_000).run(NEW_MESH);
        assertEquals(2 * EACH, outcome.entities());
        final AdoptedWorld world = AdoptionFile.read(coordinator());
        assertEquals(outcome.world(), world);
        assertEquals(
                List.of("store-0", "store-1", "store-2"),
                world.lives().stream().map(AdoptedWorld.Life::name).toList());
        assertEquals(NEXT, world.firstIncarnation());
        assertEquals(4, world.fence());
        final Set<Long> ids = new TreeSet<>();
        int incarnation = NEXT;
        for (final Path path : stores(3)) {
            try (DiskStore store = DiskStore.open(
                    path, new DiskStore.Shape(Records.ROW, 64, 1_000, 1_000), Throwable::printStackTrace)) {
                assertEquals(NEW_MESH, store.found().mesh());
                assertEquals(incarnation++, store.found().incarnation());
                final StandbyImage image = store.found().at(TICK).last();
                for (int i = 0; i < image.size(); i++) {
                    assertTrue(ids.add(image.entity(i)));
                }
            }
        }
        assertEquals(2 * EACH, ids.size());
        assertNull(AdoptionFile.read(folder));
    }

    @Test
    void shouldRefuseWhatIsDamagedIncompleteOrNewer() throws IOException {
        final Path part = backup.resolve(PartFile.name(1, TICK));
        final Path manifest = backup.resolve(BackupManifest.FILE);
        final byte[] whole = Files.readAllBytes(part);
        for (int at = 0; at < whole.length; at += 499) {
            final byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(part, damaged);
            requireRefusal("is damaged");
        }
        Files.write(part, java.util.Arrays.copyOf(whole, whole.length - 1));
        requireRefusal("is damaged");
        Files.delete(part);
        requireRefusal("is missing");
        Files.write(part, whole);
        final byte[] text = Files.readAllBytes(manifest);
        for (int at = 0; at < text.length; at += 5) {
            final byte[] damaged = text.clone();
            damaged[at] ^= 2;
            Files.write(manifest, damaged);
            assertThrows(StoreException.class, () -> restoration(2, 1_000).run(NEW_MESH));
        }
        Files.writeString(
                manifest, new String(text, java.nio.charset.StandardCharsets.UTF_8).replace("format 1", "format 2"));
        requireRefusal("of a newer release");
        Files.delete(manifest);
        requireRefusal("There is no backup");
        Files.write(manifest, text);
        restoration(2, 1_000).run(NEW_MESH);
    }

    /** A part that is damaged where its node wrote it: the seals of its records say so, when the manifest is made. */
    @Test
    void shouldKnowDamageWithoutTheManifest() throws IOException {
        final Path part = backup.resolve(PartFile.name(1, TICK));
        final byte[] whole = Files.readAllBytes(part);
        for (int at = 0; at < whole.length; at += 61) {
            final byte[] damaged = whole.clone();
            damaged[at] ^= 64;
            Files.write(part, damaged);
            assertThrows(StoreException.class, () -> PartFile.read(part));
            Files.write(part, java.util.Arrays.copyOf(whole, at));
            assertThrows(StoreException.class, () -> PartFile.read(part));
        }
    }

    @Test
    void shouldTouchNothingThatIsThere() throws IOException {
        final Path store = stores(2).get(1);
        Files.createDirectories(store);
        Files.writeString(store.resolve("mine"), "x");
        final StoreException refused =
                assertThrows(StoreException.class, () -> restoration(2, 1_000).run(NEW_MESH));
        assertTrue(refused.problem().contains("is not empty"), refused::getMessage);
        Files.delete(store.resolve("mine"));
        Files.delete(store);
        try (DiskStore running =
                DiskStore.open(store, new DiskStore.Shape(Records.ROW, 64, 1_000, 1_000), Throwable::printStackTrace)) {
            final StoreException inUse = assertThrows(
                    StoreException.class, () -> restoration(2, 1_000).run(NEW_MESH));
            assertTrue(inUse.problem().contains("A process that runs has"), inUse::getMessage);
            assertNull(running.found());
        }
        assertFalse(Files.exists(coordinator()));
        assertFalse(Files.exists(stores(1).get(0)));
    }

    @Test
    void shouldLeaveNothingHalf() throws IOException {
        assertThrows(StoreException.class, () -> restoration(2, EACH - 1).run(NEW_MESH), "more than nodes can rule");
        final Path file = Files.writeString(folder.resolve("file"), "x");
        final Restoration hindered =
                new Restoration(backup, List.of(coordinator(), file.resolve("below")), stores(2), 1_000, 1_000);
        assertThrows(IOException.class, () -> hindered.run(NEW_MESH));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    Set.of("backup", "file"),
                    new TreeSet<>(
                            left.map(path -> path.getFileName().toString()).toList()));
        }
    }
}
