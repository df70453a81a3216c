package io.octarchy.mesh.backup.disk;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.disk.RecordKind;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.mesh.coordinator.AdoptedWorld;
import io.octarchy.mesh.store.Records;
import io.octarchy.mesh.store.StoredPart;
import io.octarchy.mesh.store.disk.PartFile;
import io.octarchy.mesh.store.disk.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of a backup, and what a restoration leaves for the coordinator, of any content: taken whole, or refused with a reason. */
class BackupFuzzer {
    private static final long MAX_BYTES = 8 << 20;
    private static final long TICK = 60;
    private static final int ENTITIES = 5;
    private static final Path FOLDER = folder();
    private static final Path PART = FOLDER.resolve("part");
    private static final List<byte[]> PARTS = List.of(part());
    private static final List<byte[]> MANIFESTS = List.of(manifest());
    private static final List<byte[]> WORLDS = List.of(world());

    private static Path folder() {
        try {
            final Path folder = Files.createTempDirectory("octarchy-fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] taken(final Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        file.toFile().deleteOnExit();
        Files.delete(file);
        return bytes;
    }

    private static byte[] part() {
        final List<byte[]> records = new ArrayList<>();
        for (int id = 1; id <= ENTITIES; id++) {
            records.add(Records.sealed(Records.entity(TICK, id, 1, RecordKind.RULED)));
        }
        try {
            PartFile.write(
                    PART,
                    new StoredPart(
                            Records.MESH,
                            1,
                            Records.INCARNATION,
                            TICK,
                            Records.ROW,
                            Records.sealed(Records.image(TICK, ENTITIES)),
                            records));
            return taken(PART);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] manifest() {
        try {
            new BackupManifest(
                            "now", 1, 2, 3, 4, 5, 6, List.of(new BackupManifest.Part("part", 7, "abc", 8, 9, "a node")))
                    .write(FOLDER);
            return taken(FOLDER.resolve(BackupManifest.FILE));
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] world() {
        try {
            AdoptionFile.write(FOLDER, new AdoptedWorld(1, 2, 3, 4, 5, List.of(new AdoptedWorld.Life("a node", 6))));
            return taken(FOLDER.resolve(AdoptionFile.FILE));
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static void read(final Path file, final byte[] bytes, final boolean isGood, final Reading reading)
            throws IOException {
        Files.write(file, bytes);
        Fuzz.bounded(MAX_BYTES, () -> {
            try {
                Fuzz.require(reading.read() != null && isGood, "damage was taken");
            } catch (final StoreException e) {
                Fuzz.require(!e.problem().isEmpty() && !e.remedy().isEmpty() && !isGood, "refused without a reason");
            } catch (final IOException e) {
                throw new IllegalStateException(e);
            }
        });
        Files.delete(file);
    }

    @FuzzTest
    void read(final FuzzedDataProvider data) throws IOException {
        final int which = data.consumeInt(0, 2);
        final List<byte[]> good = which == 0 ? PARTS : which == 1 ? MANIFESTS : WORLDS;
        final byte[] bytes = Fuzz.damaged(data, good);
        final boolean isGood = java.util.Arrays.equals(bytes, good.get(0));
        switch (which) {
            case 0 -> read(PART, bytes, isGood, () -> PartFile.read(PART));
            case 1 -> read(FOLDER.resolve(BackupManifest.FILE), bytes, isGood, () -> BackupManifest.read(FOLDER));
            default -> read(FOLDER.resolve(AdoptionFile.FILE), bytes, isGood, () -> AdoptionFile.read(FOLDER));
        }
    }
}
