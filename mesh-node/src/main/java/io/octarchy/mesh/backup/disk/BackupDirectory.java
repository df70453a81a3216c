package io.octarchy.mesh.backup.disk;

import io.octarchy.codec.disk.RecordKind;
import io.octarchy.mesh.store.StoredPart;
import io.octarchy.mesh.store.disk.PartFile;
import io.octarchy.mesh.store.disk.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files of one backup. */
public final class BackupDirectory {
    private static final String INCOMPLETE = "The backup in ";
    private static final int BLOCK = 1 << 16;

    private BackupDirectory() {}

    /**
     * A node that has a part.
     *
     * @param incarnation that its part is named after.
     */
    public record Node(int incarnation, String name) {}

    /** Is nothing in a directory, or is there no such directory? */
    public static boolean isEmpty(final Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            return !files.iterator().hasNext();
        }
    }

    /**
     * All nodes say that they have written their parts: read them again, and write the manifest.
     *
     * @param model all that the coordinator knows of it; without parts.
     * @throws StoreException when a part is not here, or not what it should be.
     */
    public static BackupManifest seal(final Path directory, final BackupManifest model, final List<Node> nodes)
            throws IOException {
        final List<BackupManifest.Part> parts = new ArrayList<>();
        int rowLength = 0;
        for (final Node node : nodes) {
            final Path file = directory.resolve(PartFile.name(node.incarnation(), model.image()));
            if (!Files.isRegularFile(file)) {
                throw new StoreException(
                        INCOMPLETE + directory + " is incomplete: " + node.name() + " has written its part, "
                                + file.getFileName() + ", but it is not here.",
                        "Name a directory that is the same for all nodes and for this command, such as a shared one.");
            }
            final StoredPart part = PartFile.read(file);
            require(part, model, node.incarnation(), file);
            rowLength = part.rowLength();
            parts.add(new BackupManifest.Part(
                    file.getFileName().toString(),
                    Files.size(file),
                    sha256(file),
                    node.incarnation(),
                    ruled(part),
                    node.name()));
        }
        final BackupManifest manifest = new BackupManifest(
                model.taken(),
                model.world(),
                model.mesh(),
                model.image(),
                model.fence(),
                model.nextIncarnation(),
                rowLength,
                parts);
        manifest.write(directory);
        return manifest;
    }

    /** What a backup has of each node. Reads all of it. @throws StoreException when it is not all there, or damaged. */
    static List<StoredPart> parts(final Path directory, final BackupManifest manifest) throws IOException {
        final List<StoredPart> parts = new ArrayList<>();
        for (final BackupManifest.Part part : manifest.parts()) {
            final Path file = directory.resolve(part.file());
            if (!Files.isRegularFile(file)) {
                throw new StoreException(
                        INCOMPLETE + directory + " is incomplete: " + part.file() + ", the part of " + part.name()
                                + ", is missing.",
                        "Find that file, or take another backup; nothing was changed.");
            }
            if (Files.size(file) != part.bytes() || !sha256(file).equals(part.sha256())) {
                throw new StoreException(
                        file + " is damaged: it has not the length and the checksum that the manifest tells.",
                        "Take another copy of that file, or another backup; nothing was changed.");
            }
            final StoredPart read = PartFile.read(file);
            require(read, manifest, part.incarnation(), file);
            parts.add(read);
        }
        return parts;
    }

    private static void require(
            final StoredPart part, final BackupManifest manifest, final int incarnation, final Path file) {
        final boolean isIts = part.image() == manifest.image()
                && part.mesh() == manifest.mesh()
                && part.world() == manifest.world()
                && part.incarnation() == incarnation;
        if (!isIts) {
            throw new StoreException(
                    file + " is no part of this backup: it is of tick " + part.image() + " and member "
                            + part.incarnation() + " of mesh " + part.mesh() + ".",
                    "Take another copy of that file, or another backup; nothing was changed.");
        }
    }

    /** Entities that a part brings back. */
    static int ruled(final StoredPart part) {
        return (int) part.records().stream()
                .filter(record -> StoredPart.kind(record) == RecordKind.RULED)
                .count();
    }

    /** Delete what nodes wrote for a backup that came to nothing. */
    public static void discard(final Path directory, final long image) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PartFile.names(image))) {
            for (final Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    static String sha256(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            final byte[] block = new byte[BLOCK];
            while (digest.read(block) >= 0) {
                continue;
            }
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
