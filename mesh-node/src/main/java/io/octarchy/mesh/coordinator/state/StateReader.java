package io.octarchy.mesh.coordinator.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Reads state as {@link StateWriter} wrote it. Throws IllegalStateException where the bytes end too early. */
public final class StateReader implements StateCodec {
    private final DirectBuffer buffer;
    private final int length;
    private int at;

    public StateReader(final DirectBuffer buffer, final int length) {
        this.buffer = buffer;
        this.length = length;
    }

    @Override
    public boolean isLoading() {
        return true;
    }

    @Override
    public long value(final long ignored) {
        final long value = buffer.getLong(take(Long.BYTES), ByteOrder.LITTLE_ENDIAN);
        return value;
    }

    @Override
    public int value(final int ignored) {
        return buffer.getInt(take(Integer.BYTES), ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean value(final boolean ignored) {
        return buffer.getByte(take(1)) != 0;
    }

    @Override
    public String text(final String ignored) {
        final int from = take(Integer.BYTES);
        take(buffer.getInt(from, ByteOrder.LITTLE_ENDIAN));
        return buffer.getStringAscii(from, ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes not read yet. */
    public int remaining() {
        return length - at;
    }

    /** FNV-1a over all bytes, read or not. */
    public long checksum() {
        return StateWriter.checksum(buffer, length);
    }

    private int take(final int bytes) {
        if (bytes < 0 || bytes > length - at) {
            throw new IllegalStateException("snapshot ends at byte " + length + ", but " + bytes + " more are due");
        }
        final int from = at;
        at += bytes;
        return from;
    }
}
