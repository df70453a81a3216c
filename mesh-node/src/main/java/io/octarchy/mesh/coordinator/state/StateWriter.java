package io.octarchy.mesh.coordinator.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Writes state into a buffer that grows. */
public final class StateWriter implements StateCodec {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1 << 16);
    private int length;

    @Override
    public boolean isLoading() {
        return false;
    }

    @Override
    public long value(final long value) {
        buffer.putLong(length, value, ByteOrder.LITTLE_ENDIAN);
        length += Long.BYTES;
        return value;
    }

    @Override
    public int value(final int value) {
        buffer.putInt(length, value, ByteOrder.LITTLE_ENDIAN);
        length += Integer.BYTES;
        return value;
    }

    @Override
    public boolean value(final boolean value) {
        buffer.putByte(length++, (byte) (value ? 1 : 0));
        return value;
    }

    @Override
    public String text(final String value) {
        length += buffer.putStringAscii(length, value, ByteOrder.LITTLE_ENDIAN);
        return value;
    }

    /** Begin anew. */
    public StateWriter reset() {
        length = 0;
        return this;
    }

    /** The bytes written, {@link #length()} of them. */
    public DirectBuffer buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    /** FNV-1a over what was written. */
    public long checksum() {
        return checksum(buffer, length);
    }

    static long checksum(final DirectBuffer bytes, final int length) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ bytes.getByte(i) & 0xFF) * 0x100000001B3L;
        }
        return hash;
    }
}
