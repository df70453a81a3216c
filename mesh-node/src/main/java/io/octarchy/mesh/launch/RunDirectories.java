package io.octarchy.mesh.launch;

import io.octarchy.replicator.aeron.MediaDrivers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;

/** Fresh directories for the files of one run: in shared memory where there is some, else in the temporary folder. */
public final class RunDirectories {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private RunDirectories() {}

    /**
     * Make a directory that nobody else uses, where there is room. Whoever made it deletes it.
     *
     * @throws io.octarchy.replicator.aeron.NoRoomException when fewer bytes are usable there: nothing is made then.
     */
    public static Path create(final String purpose, final long neededBytes) {
        MediaDrivers.requireRoom(
                Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir")),
                neededBytes);
        return create(purpose);
    }

    /** Make a directory that nobody else uses. Whoever made it deletes it. */
    public static Path create(final String purpose) {
        try {
            final String prefix = "octarchy-" + ProcessHandle.current().pid() + "-" + purpose + "-";
            return Files.isWritable(SHARED_MEMORY)
                    ? Files.createTempDirectory(SHARED_MEMORY, prefix)
                    : Files.createTempDirectory(prefix);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make a directory for the run: is the temporary folder full?", e);
        }
    }

    /** Delete a run's directory with all in it. */
    public static void delete(final Path directory) {
        IoUtil.delete(directory.toFile(), true);
    }
}
