package io.octarchy.mesh.store.disk;

import io.octarchy.mesh.store.RecordMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.agrona.CloseHelper;

/**
 * An image in a Chronicle Map: a memory-mapped file, so that what was put survives the process. The file's blocks are all
 * there from the beginning: to write into a mapped file whose disk is full would end the JVM. When the map is 80 % full it
 * is made anew, larger, before the next image goes into it: the image in it is the one that gives way then anyhow.
 */
final class ChronicleRecordMap implements RecordMap, AutoCloseable {
    private static final double FULL = 0.8;
    private static final int BLOCK = 4096;
    /** Where Chronicle Map has the size of its header, whose topmost bit says that it is not ready, and the header. */
    private static final int SIZE_AT = 8;

    private static final int HEADER_AT = 12;

    private final Path file;
    private final int recordLength;
    private ChronicleMap<Long, ByteBuffer> map;
    private FileChannel channel;
    private byte[] bytes = new byte[1024];
    private ByteBuffer out = ByteBuffer.wrap(bytes);
    private ByteBuffer in = ByteBuffer.allocate(1024);
    private long capacity;
    private boolean full;
    private int corruptions;
    private String problem;

    /** @param recordLength bytes of a usual record. */
    private ChronicleRecordMap(final Path file, final int recordLength) {
        this.file = file;
        this.recordLength = recordLength;
    }

    /**
     * Open what is in the file, or make it.
     *
     * @param records that it has room for, if it is new.
     * @throws IOException when there is no room for the file, or what is in it is no map any more.
     */
    static ChronicleRecordMap open(final Path file, final int records, final int recordLength) throws IOException {
        final ChronicleRecordMap map = new ChronicleRecordMap(file, recordLength);
        if (Files.exists(file)) {
            map.recover(records);
        } else {
            map.create(records);
        }
        return map;
    }

    private ChronicleMapBuilder<Long, ByteBuffer> builder(final long records) {
        return ChronicleMapBuilder.of(Long.class, ByteBuffer.class)
                .name("octarchy-store")
                .entries(records)
                .averageValueSize(recordLength)
                .putReturnsNull(true)
                .removeReturnsNull(true);
    }

    private void create(final long records) throws IOException {
        // Beside the final name first: a crash in between leaves no half file.
        final Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        builder(records).createPersistedTo(fresh.toFile()).close();
        try {
            allocate(fresh);
        } catch (final IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        map = builder(records).createPersistedTo(file.toFile());
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        capacity = records;
    }

    private static void allocate(final Path fresh) throws IOException {
        try (FileChannel blocks = FileChannel.open(fresh, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final long length = blocks.size();
            final ByteBuffer block = ByteBuffer.allocate(64 * BLOCK);
            for (long at = 0; at < length; at += block.capacity()) {
                block.clear();
                final int read = blocks.read(block, at);
                block.flip();
                for (int written = 0; written < read; ) {
                    written += blocks.write(block, at + written);
                }
            }
            blocks.force(true);
        }
    }

    /** A process that died may have left locks and half entries: both are cleared away, entry by entry. */
    private void recover(final long records) throws IOException {
        requireHeader();
        try {
            map = builder(records).recoverPersistedTo(file.toFile(), false, corruption -> corruptions++);
        } catch (final RuntimeException | Error e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        capacity = Math.max(records, map.longSize());
    }

    /** A map that has no header is waited for, for a minute, by Chronicle Map: somebody might be about to make it. */
    private void requireHeader() throws IOException {
        try (FileChannel head = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer start = ByteBuffer.allocate(HEADER_AT + 1).order(ByteOrder.LITTLE_ENDIAN);
            final boolean isShort = head.read(start, 0) < start.capacity();
            if (isShort || start.getInt(SIZE_AT) <= 0 || start.get(HEADER_AT) != '!') {
                throw new IOException(file + " cannot be read: it does not begin as a Chronicle Map does");
            }
        }
    }

    /** Entries that were cleared away when the file was opened, because a crash had torn them. */
    int corruptions() {
        return corruptions;
    }

    /** What failed last, or null. */
    String problem() {
        return problem;
    }

    @Override
    public boolean prepare(final int records) {
        try {
            if (map == null || full || records > capacity * FULL) {
                final long next = Math.max(records, full ? capacity : 1) * 2;
                close();
                create(Math.max(next, capacity));
                full = false;
            }
            return true;
        } catch (final IOException | RuntimeException e) {
            return fails(e);
        }
    }

    @Override
    public boolean put(final long key, final byte[] record, final int length) {
        if (record != bytes) {
            bytes = record;
            out = ByteBuffer.wrap(bytes);
        }
        out.clear().limit(length);
        try {
            map.put(key, out);
            return true;
        } catch (final RuntimeException e) {
            full = true;
            return fails(e);
        }
    }

    @Override
    public boolean remove(final long key) {
        try {
            map.remove(key);
            return true;
        } catch (final RuntimeException e) {
            return fails(e);
        }
    }

    @Override
    public void forEach(final Visitor visitor) {
        map.forEachEntry(entry -> {
            final int length = (int) entry.value().size();
            if (length > in.capacity()) {
                in = ByteBuffer.allocate(length * 2);
            }
            in.clear();
            final ByteBuffer found = entry.value().getUsing(in);
            final byte[] copy = new byte[found.remaining()];
            found.get(copy);
            visitor.onRecord(entry.key().get(), copy, copy.length);
        });
    }

    @Override
    public boolean sync() {
        try {
            // The file's pages are the map's: this writes back what was put through the mapping, too.
            channel.force(true);
            return true;
        } catch (final IOException e) {
            return fails(e);
        }
    }

    @Override
    public long size() {
        return map == null ? 0 : map.longSize();
    }

    private boolean fails(final Exception e) {
        problem = e.toString();
        return false;
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
        CloseHelper.quietClose(map);
        map = null;
    }
}
