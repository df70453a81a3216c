package io.octarchy.mesh.store.disk;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import io.octarchy.mesh.store.MemoryRecordMap;
import io.octarchy.mesh.store.RecordFault;
import io.octarchy.mesh.store.RecordSeal;
import io.octarchy.mesh.store.StoreReport;
import io.octarchy.mesh.store.StoredPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/** A part of a backup in a file: the image record, then the entities', each after its length, sealed as in the store. */
public final class PartFile {
    private static final int BUFFER = 1 << 16;

    private PartFile() {}

    /** The name of a node's part. */
    public static String name(final int incarnation, final long image) {
        return "part-" + image + "-" + incarnation;
    }

    /** Which files are parts of one image, or were to become some: a pattern for the names of files. */
    public static String names(final long image) {
        return name(0, image).replaceFirst("0$", "*");
    }

    /**
     * Write a part; it appears under its name when it is safe.
     *
     * @throws IOException when there is such a file already, or it cannot be written. Then there is none that is half.
     */
    public static void write(final Path file, final StoredPart part) throws IOException {
        final Path fresh = file.resolveSibling(file.getFileName() + ".new");
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            buffer = put(out, buffer, part.imageRecord());
            for (final byte[] record : part.records()) {
                buffer = put(out, buffer, record);
            }
            flush(out, buffer);
            out.force(true);
        } catch (final FileAlreadyExistsException e) {
            throw e;
        } catch (final IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        Sync.directory(file.getParent());
    }

    private static ByteBuffer put(final FileChannel out, final ByteBuffer buffer, final byte[] record)
            throws IOException {
        if (buffer.remaining() < record.length + Integer.BYTES) {
            flush(out, buffer);
        }
        final ByteBuffer fitting = buffer.remaining() >= record.length + Integer.BYTES
                ? buffer
                : ByteBuffer.allocate(2 * record.length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return fitting.putInt(record.length).put(record);
    }

    private static void flush(final FileChannel out, final ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        buffer.clear();
    }

    /**
     * Read a part.
     *
     * @throws StoreException when it is damaged, incomplete, or of a newer release.
     * @throws IOException when it cannot be read at all.
     */
    public static StoredPart read(final Path file) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        final MemoryRecordMap map = new MemoryRecordMap();
        int bad = 0;
        while (bytes.hasRemaining()) {
            final int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
            if (length < MessageHeaderDecoder.ENCODED_LENGTH || length > bytes.remaining()) {
                bad++;
                break;
            }
            final byte[] record = new byte[length];
            bytes.get(record);
            map.put(key(record), record, length);
        }
        final StoreReport report = new StoreReport();
        final StoredPart part = StoredPart.read(map, report);
        if (report.count(RecordFault.NEWER) > 0) {
            throw new StoreException(
                    file + " has records of a newer release of Octarchy.",
                    "Run the newer release; nothing was changed.");
        }
        if (part == null || bad > 0 || report.damaged() > 0 || report.count(RecordFault.STALE) > 0) {
            throw new StoreException(
                    file + " is damaged or incomplete: " + report
                            + (bad > 0 ? ", it ends in the middle of a record" : "") + ".",
                    "Take another copy of that file, or another backup; nothing was changed.");
        }
        return part;
    }

    private static long key(final byte[] record) {
        final UnsafeBuffer buffer = new UnsafeBuffer(record);
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        final int needed = MessageHeaderDecoder.ENCODED_LENGTH + EntityRecordDecoder.BLOCK_LENGTH;
        return header.templateId() == EntityRecordDecoder.TEMPLATE_ID && record.length >= needed
                ? new EntityRecordDecoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .entity()
                : RecordSeal.IMAGE_KEY;
    }
}
