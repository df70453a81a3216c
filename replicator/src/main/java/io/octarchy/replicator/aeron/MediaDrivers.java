package io.octarchy.replicator.aeron;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;

/**
 * Media drivers as games need them: one thread that backs off, terms small enough that many streams fit into shared memory,
 * and dead senders noticed within two seconds.
 */
public final class MediaDrivers {
    /** Bytes of a term; a log has three, in sparse files. */
    public static final int TERM_LENGTH = 4 * 1024 * 1024;

    /** Room that a driver's directory must have at the start: its own files, and some logs that are written all over. */
    public static final long MIN_USABLE_BYTES = 128L * 1024 * 1024;

    /** Largest datagram payload. */
    public static final int MTU_LENGTH = 8192;

    private MediaDrivers() {}

    /**
     * Start a driver within this process. Its directory is deleted now and at the end.
     *
     * @throws NoRoomException when the directory's file system has too little room.
     */
    public static MediaDriver launchEmbedded(final String directory) {
        requireRoom(Path.of(directory), MIN_USABLE_BYTES);
        return MediaDriver.launch(context(directory));
    }

    /** What {@link #launchEmbedded} starts with, to be changed before a launch. */
    public static MediaDriver.Context context(final String directory) {
        return new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy(
                        10, 20, TimeUnit.MICROSECONDS.toNanos(1), TimeUnit.MICROSECONDS.toNanos(100)))
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .warnIfDirectoryExists(false)
                .termBufferSparseFile(true)
                .ipcTermBufferLength(TERM_LENGTH)
                .publicationTermBufferLength(TERM_LENGTH)
                .mtuLength(MTU_LENGTH)
                .ipcMtuLength(MTU_LENGTH)
                .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(250))
                .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(2))
                .publicationConnectionTimeoutNs(TimeUnit.SECONDS.toNanos(2))
                .publicationLingerTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                .clientLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(10));
    }

    /** A client of a driver, whose errors go to the handler. */
    public static Aeron connect(final String directory, final ErrorHandler errorHandler) {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(directory).errorHandler(errorHandler));
    }

    /**
     * Ask before a launch: where memory-mapped files find no room later, the process dies.
     *
     * @param directory need not exist yet.
     * @throws NoRoomException when its file system has fewer usable bytes.
     */
    public static void requireRoom(final Path directory, final long bytes) {
        Path there = directory.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null) {
            return;
        }
        try {
            final FileStore store = Files.getFileStore(there);
            final long usable = store.getUsableSpace();
            if (usable < bytes) {
                throw new NoRoomException(directory, store.toString(), usable, bytes);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot tell the room at " + there, e);
        }
    }
}
