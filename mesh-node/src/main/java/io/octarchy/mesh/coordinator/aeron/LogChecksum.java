package io.octarchy.mesh.coordinator.aeron;

import io.aeron.archive.checksum.Checksum;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * CRC-32C of what the archive records. With one, an archive that was killed finds out by itself whether its last fragment
 * is whole; without one it refuses to start when that fragment happens to lie across two pages. (Aeron's own ones want
 * {@code java.util.zip} opened.) For one thread; allocates nothing after construction.
 */
final class LogChecksum implements Checksum {
    private static final int CHUNK = 4096;

    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer recorded = new UnsafeBuffer();
    private final byte[] chunk = new byte[CHUNK];

    @Override
    public int compute(final long address, final int offset, final int length) {
        recorded.wrap(address + offset, length);
        crc.reset();
        for (int at = 0; at < length; at += CHUNK) {
            final int size = Math.min(CHUNK, length - at);
            recorded.getBytes(at, chunk, 0, size);
            crc.update(chunk, 0, size);
        }
        return (int) crc.getValue();
    }
}
