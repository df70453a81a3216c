package io.octarchy.mesh.backup.disk;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.mesh.store.disk.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup is: written when all parts are there and were read again, so that a directory without it is no backup.
 *
 * @param taken when, for people.
 * @param mesh that it is of.
 * @param image the tick after which all parts were taken.
 * @param fence newest of the mesh then.
 * @param nextIncarnation above those of all members until then.
 * @param rowLength bytes of an entity's row.
 */
public record BackupManifest(
        String taken,
        int world,
        long mesh,
        long image,
        int fence,
        int nextIncarnation,
        int rowLength,
        List<Part> parts) {
    static final String FILE = "manifest";
    /** Raised whenever older releases could not read it. */
    static final int FORMAT = 1;

    private static final String WHAT = "octarchy backup";
    private static final int WORDS = 6;

    /**
     * One node's.
     *
     * @param bytes length of the file.
     * @param sha256 of the file, in hexadecimal digits.
     * @param entities in it, those that were handed on or removed not counted.
     * @param name of the node.
     */
    public record Part(String file, long bytes, String sha256, int incarnation, int entities, String name) {}

    public BackupManifest {
        parts = List.copyOf(parts);
    }

    /** Entities of all parts. */
    public int entities() {
        return parts.stream().mapToInt(Part::entities).sum();
    }

    void write(final Path directory) throws IOException {
        final SealedText text = SealedText.of(directory.resolve(FILE), WHAT, FORMAT)
                .add("taken", taken)
                .add("records", EntityRecordDecoder.SCHEMA_VERSION)
                .add("world", world)
                .add("mesh", mesh)
                .add("tick", image)
                .add("fence", fence)
                .add("next incarnation", nextIncarnation)
                .add("row length", rowLength);
        for (final Part part : parts) {
            text.add(
                    "part",
                    part.file + " " + part.bytes + " " + part.sha256 + " " + part.incarnation + " " + part.entities
                            + " " + part.name);
        }
        text.write();
    }

    /** @throws StoreException when it is missing, damaged, or of a newer release. */
    static BackupManifest read(final Path directory) throws IOException {
        final Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    "There is no backup in " + directory + ": it has no file '" + FILE
                            + "', which is written when a backup is complete.",
                    "Name the directory of a complete backup; nothing was changed.");
        }
        final SealedText text = SealedText.read(file, WHAT, FORMAT);
        final List<Part> parts = new ArrayList<>();
        for (final String line : text.all("part")) {
            final String[] words = line.split(" ", WORDS);
            if (words.length < WORDS || words[0].indexOf('/') >= 0) {
                throw text.damaged("a part is not described");
            }
            parts.add(new Part(
                    words[0],
                    text.number("part", words[1]),
                    words[2],
                    (int) text.number("part", words[3]),
                    (int) text.number("part", words[4]),
                    words[5]));
        }
        if (text.number("records") > EntityRecordDecoder.SCHEMA_VERSION) {
            throw new StoreException(
                    file + " tells of records of a newer release of Octarchy.",
                    "Run the newer release; nothing was changed.");
        }
        if (parts.isEmpty()) {
            throw text.damaged("it names no part");
        }
        return new BackupManifest(
                String.join("", text.all("taken")),
                (int) text.number("world"),
                text.number("mesh"),
                text.number("tick"),
                (int) text.number("fence"),
                (int) text.number("next incarnation"),
                (int) text.number("row length"),
                parts);
    }
}
