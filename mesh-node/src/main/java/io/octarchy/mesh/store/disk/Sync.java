package io.octarchy.mesh.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Has names of files reach the disk, not only their bytes. */
public final class Sync {
    private Sync() {}

    /** What was made, renamed or deleted in a directory is safe from a crash of the machine afterwards. */
    public static void directory(final Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
