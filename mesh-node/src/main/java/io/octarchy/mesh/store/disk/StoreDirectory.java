package io.octarchy.mesh.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.CloseHelper;

/**
 * A directory that one process has for itself: the lock is the operating system's, and ends with the process however that
 * ends. A file says which format the rest has, and is read before anything else is touched.
 */
final class StoreDirectory implements AutoCloseable {
    /** Raised whenever older releases could not read, or would spoil, what is in the directory. */
    static final int FORMAT = 1;

    private static final String LOCK = "lock";
    private static final String FORMAT_FILE = "format";
    private static final String PREFIX = "octarchy store, format ";

    private final Path directory;
    private final FileChannel channel;

    private StoreDirectory(final Path directory, final FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Take a directory; it is made when it is missing.
     *
     * @throws StoreException when a process has it, when it is of a newer release or no store, or cannot be written.
     */
    static StoreDirectory take(final Path directory) {
        final Path path = directory.toAbsolutePath().normalize();
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock lock = channel.tryLock();
            if (lock != null) {
                final StoreDirectory taken = new StoreDirectory(path, channel);
                taken.checkFormat();
                return taken;
            }
        } catch (final OverlappingFileLockException e) {
            // held by this very process
        } catch (final StoreException e) {
            CloseHelper.quietClose(channel);
            throw e;
        } catch (final IOException e) {
            CloseHelper.quietClose(channel);
            throw new StoreException(
                    "The store directory " + path + " cannot be written: " + e + ".",
                    "Give this process the right to write there, or name another directory with --store.");
        }
        CloseHelper.quietClose(channel);
        throw new StoreException(
                "A node that runs keeps its state in " + path + ".",
                "Each node needs a directory of its own: name another with --store, or stop that node first"
                        + " (fuser " + path.resolve(LOCK) + " names its process).");
    }

    private void checkFormat() throws IOException {
        final Path file = directory.resolve(FORMAT_FILE);
        if (!Files.exists(file)) {
            if (Files.exists(image(0)) || Files.exists(image(1))) {
                throw foreign(file + " is missing");
            }
            Files.writeString(file, PREFIX + FORMAT + "\n");
            return;
        }
        final String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        final String number = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        if (!number.matches("[0-9]{1,6}")) {
            throw foreign(file + " does not say \"" + PREFIX + FORMAT + "\"");
        }
        if (Integer.parseInt(number) > FORMAT) {
            throw new StoreException(
                    "The store in " + directory + " has format " + number + ", of a newer release of Octarchy; this one"
                            + " reads up to " + FORMAT + ".",
                    "Run the newer release, or name another directory with --store; nothing was changed.");
        }
    }

    private StoreException foreign(final String why) {
        return new StoreException(
                "The directory " + directory + " is no store of Octarchy, or is damaged: " + why + ".",
                "Name another directory with --store, or restore this one from a backup; nothing was changed.");
    }

    Path path() {
        return directory;
    }

    /** File of the first or the second image. */
    Path image(final int index) {
        return directory.resolve("image-" + index + ".map");
    }

    /** Put the file of an image out of the way. @return where it is now. */
    Path setAside(final int index) throws IOException {
        Path aside = directory.resolve("image-" + index + ".damaged");
        for (int i = 2; Files.exists(aside); i++) {
            aside = directory.resolve("image-" + index + ".damaged-" + i);
        }
        return Files.move(image(index), aside);
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
    }
}
