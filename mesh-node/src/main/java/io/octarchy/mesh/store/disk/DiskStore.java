package io.octarchy.mesh.store.disk;

import io.octarchy.mesh.store.ImageExporter;
import io.octarchy.mesh.store.ImageWriter;
import io.octarchy.mesh.store.MemoryRecordMap;
import io.octarchy.mesh.store.RecordSeal;
import io.octarchy.mesh.store.StoreLink;
import io.octarchy.mesh.store.StoreProgress;
import io.octarchy.mesh.store.StoredLife;
import io.octarchy.mesh.store.StoredPart;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.BitUtil;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * A node's store in a directory: reads what a former life left, and writes images in a thread of its own, so that no tick
 * ever waits for a page or a disk.
 */
public final class DiskStore implements AutoCloseable {
    private static final int RECORD_OVERHEAD = 128;
    private static final int MIN_RING = 1 << 20;
    private static final int MAX_RING = 1 << 26;
    private static final int FRAMES_A_CYCLE = 1024;

    /**
     * What is to be kept.
     *
     * @param rowLength bytes of an entity's row.
     * @param maxLuggage bytes that an entity may have beside it.
     * @param maxEntities that a node rules at most.
     * @param records that a new store has room for.
     */
    public record Shape(int rowLength, int maxLuggage, int maxEntities, int records) {}

    private final StoreDirectory directory;
    private final ChronicleRecordMap[] maps = new ChronicleRecordMap[2];
    private final StoredLife found;
    private final StoreLink link;
    private final RingChannel ring;
    private final AgentRunner runner;
    private String problem;

    private DiskStore(final StoreDirectory directory, final Shape shape, final ErrorHandler errors) {
        this.directory = directory;
        openMaps(shape);
        final StoredLife life = StoredLife.read(maps[0], maps[1], shape.maxEntities(), shape.maxLuggage());
        found = life.isEmpty() ? null : life;
        if (found != null && found.rowLength() != shape.rowLength()) {
            CloseHelper.quietCloseAll(maps);
            throw new StoreException(
                    "The store in " + directory.path() + " has entities of " + found.rowLength()
                            + " bytes, and those of this game have " + shape.rowLength() + ".",
                    "Run the game that wrote it, or name another directory with --store; nothing was changed.");
        }
        ring = new RingChannel(ringCapacity(shape));
        final StoreProgress progress = new StoreProgress();
        link = new StoreLink(ring, progress);
        final ImageWriter writer =
                new ImageWriter(maps[0], life.tick(0), maps[1], life.tick(1), progress, exporter(errors));
        runner = new AgentRunner(new SleepingMillisIdleStrategy(1), errors, null, new Writer(ring, writer));
        AgentRunner.startOnThread(runner, task -> {
            final Thread thread = new Thread(task, "store");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Open a store, or make it. Takes seconds the first time in a process: Chronicle Map compiles what it needs.
     *
     * @throws StoreException when the directory is another's, of a newer release, of another game, damaged as a whole, or
     *     has no room. Nothing in it is changed then.
     */
    public static DiskStore open(final Path path, final Shape shape, final ErrorHandler errors) {
        final StoreDirectory directory = StoreDirectory.take(path);
        try {
            return new DiskStore(directory, shape, errors);
        } catch (final RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static ImageExporter exporter(final ErrorHandler errors) {
        return (where, incarnation, image, map) -> {
            final Path file = Path.of(where).resolve(PartFile.name(incarnation, image));
            try {
                final StoredPart part = StoredPart.of(map, image);
                if (part == null) {
                    throw new IOException("the image in the store is not whole");
                }
                PartFile.write(file, part);
                return true;
            } catch (final IOException | RuntimeException e) {
                errors.onError(new StoreException(
                        "This node's part of a backup, " + file + ", cannot be written: " + e + ".",
                        "Back up to a directory that this node sees and may write to, with room for it."));
                return false;
            }
        };
    }

    /**
     * Make a store of an image, in a directory that is empty or missing.
     *
     * @param records that it has room for.
     * @throws StoreException when a process has the directory, or it cannot be written.
     * @throws IOException when there is no room for it.
     */
    public static void write(final Path path, final StoredPart part, final int records) throws IOException {
        try (StoreDirectory directory = StoreDirectory.take(path);
                ChronicleRecordMap map = ChronicleRecordMap.open(
                        directory.image(0),
                        Math.max(records, part.records().size() * 2),
                        part.rowLength() + RECORD_OVERHEAD)) {
            boolean good = true;
            for (final byte[] record : part.records()) {
                good &= map.put(StoredPart.entity(record), record, record.length);
            }
            good = good
                    && map.sync()
                    && map.put(RecordSeal.IMAGE_KEY, part.imageRecord(), part.imageRecord().length)
                    && map.sync();
            if (!good) {
                throw new IOException(path + " cannot be written: " + map.problem());
            }
            Sync.directory(directory.path());
        }
    }

    /** A file that cannot be read at all is set aside, if the other has an image to go on from. */
    private void openMaps(final Shape shape) {
        final int recordLength = shape.rowLength() + RECORD_OVERHEAD;
        IOException fault = null;
        for (int i = 0; i < 2; i++) {
            try {
                maps[i] = ChronicleRecordMap.open(directory.image(i), shape.records(), recordLength);
            } catch (final IOException e) {
                fault = e;
            }
        }
        try {
            if (fault != null && hasImage(shape)) {
                final int lost = maps[0] == null ? 0 : 1;
                problem = "set aside as " + directory.setAside(lost) + ": " + fault.getMessage();
                maps[lost] = ChronicleRecordMap.open(directory.image(lost), shape.records(), recordLength);
                fault = null;
            }
        } catch (final IOException e) {
            fault = e;
        }
        if (fault != null) {
            CloseHelper.quietCloseAll(maps);
            throw new StoreException(
                    "The store in " + directory.path() + " cannot be opened: " + fault.getMessage() + ".",
                    "Make room on that disk, or restore the directory from a backup; or, if what is in it may be lost,"
                            + " name another with --store.");
        }
    }

    private boolean hasImage(final Shape shape) {
        final ChronicleRecordMap other = maps[0] != null ? maps[0] : maps[1];
        return other != null
                && !StoredLife.read(other, new MemoryRecordMap(), shape.maxEntities(), shape.maxLuggage())
                        .isEmpty();
    }

    private static int ringCapacity(final Shape shape) {
        final long wanted = (long) shape.maxEntities() * (shape.rowLength() + RECORD_OVERHEAD);
        return BitUtil.findNextPositivePowerOfTwo((int) Math.max(MIN_RING, Math.min(MAX_RING, wanted)));
    }

    /** The life that the store remembers, or null. */
    public StoredLife found() {
        return found;
    }

    /** Entries that a crash had torn, and that Chronicle Map cleared away when the files were opened. */
    public int torn() {
        return maps[0].corruptions() + maps[1].corruptions();
    }

    public StoreLink link() {
        return link;
    }

    /** What went wrong last, when it was opened or since; or null. */
    public String problem() {
        final String since = maps[0].problem() != null ? maps[0].problem() : maps[1].problem();
        return since != null ? since : problem;
    }

    /** Ends when what the node has sent is written. */
    @Override
    public void close() {
        CloseHelper.closeAll(runner, maps[0], maps[1], directory);
    }

    private static final class Writer implements Agent {
        private final RingChannel ring;
        private final MessageHandler handler;

        Writer(final RingChannel ring, final ImageWriter writer) {
            this.ring = ring;
            handler = (type, buffer, index, length) -> writer.onFrame(buffer, index, length);
        }

        @Override
        public int doWork() {
            return ring.read(handler, FRAMES_A_CYCLE);
        }

        @Override
        public void onClose() {
            while (ring.read(handler, FRAMES_A_CYCLE) > 0) {
                Thread.onSpinWait();
            }
        }

        @Override
        public String roleName() {
            return "store";
        }
    }
}
