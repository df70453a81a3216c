package io.octarchy.mesh.coordinator.aeron;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.CloseHelper;

/**
 * A directory for one process alone. The lock is the operating system's, so it ends with the process however that ends:
 * Aeron's own mark files would keep a directory closed for 10 s after a kill.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "lock";

    private final FileChannel channel;

    private DirectoryLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Lock a directory; it is made when it is missing.
     *
     * @throws DirectoryInUseException when somebody holds it.
     */
    static DirectoryLock take(final Path directory) {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DirectoryLock(channel);
            }
        } catch (final OverlappingFileLockException e) {
            // held by this very process
        } catch (final IOException e) {
            CloseHelper.quietClose(channel);
            throw new UncheckedIOException("cannot lock " + directory.toAbsolutePath(), e);
        }
        CloseHelper.quietClose(channel);
        throw new DirectoryInUseException(directory);
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
    }
}
