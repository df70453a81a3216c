package io.octarchy.replicator.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Reads packed integers within a limit. What is malformed or beyond the limit reads as 0 and makes {@link #failed()} true
 * until the next {@link #wrap}: callers read on and ask once at the end.
 */
final class WireReader {
    private DirectBuffer buffer;
    private int at;
    private int limit;
    private boolean failed;
    private int second;

    void wrap(final DirectBuffer source, final int from, final int to) {
        buffer = source;
        at = from;
        limit = Math.min(to, source.capacity());
        failed = from < 0;
    }

    int position() {
        return at;
    }

    void position(final int position) {
        at = position;
    }

    int limit() {
        return limit;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    boolean failed() {
        return failed;
    }

    /** What was read makes no sense. */
    void fail() {
        failed = true;
    }

    boolean isAtEnd() {
        return at >= limit;
    }

    int u8() {
        if (failed || at >= limit) {
            failed = true;
            return 0;
        }
        return buffer.getByte(at++) & 0xFF;
    }

    int i32() {
        if (!has(Integer.BYTES)) {
            return 0;
        }
        at += Integer.BYTES;
        return buffer.getInt(at - Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    int i16() {
        if (!has(Short.BYTES)) {
            return 0;
        }
        at += Short.BYTES;
        return buffer.getShort(at - Short.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    long i64() {
        if (!has(Long.BYTES)) {
            return 0;
        }
        at += Long.BYTES;
        return buffer.getLong(at - Long.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    int varint() {
        int value = u8();
        if (value < 0x80) {
            return value;
        }
        value &= 0x7F;
        for (int shift = 7; shift < 35; shift += 7) {
            final int next = u8();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                failed |= shift == 28 && next > 0x0F;
                return value;
            }
        }
        failed = true;
        return 0;
    }

    long varlong() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            final int next = u8();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                failed |= shift == 63 && next > 1;
                return value;
            }
        }
        failed = true;
        return 0;
    }

    /** Reads a pair; returns its first number, the other is {@link #second()}. */
    int pair() {
        final int tag = u8();
        final int a;
        final int b;
        if (tag < Wire.PAIR_SHORT_TAG) {
            a = tag / Wire.PAIR_BYTE;
            b = tag % Wire.PAIR_BYTE;
        } else if (tag < Wire.PAIR_TRIPLE_TAG) {
            final int packed = (tag & 0x3F) << 8 | u8();
            a = packed >>> 7;
            b = packed & 0x7F;
        } else if (tag < Wire.PAIR_LONG_TAG) {
            final int packed = (tag & 0x1F) << 16 | u8() << 8 | u8();
            a = packed / Wire.PAIR_TRIPLE;
            b = packed % Wire.PAIR_TRIPLE;
        } else {
            failed |= tag != Wire.PAIR_LONG_TAG;
            a = varint();
            b = varint();
        }
        second = Wire.unzigzag(b);
        return Wire.unzigzag(a);
    }

    int second() {
        return second;
    }

    long word() {
        long word = 0;
        for (int mask = u8(); mask != 0; mask &= mask - 1) {
            word |= (long) u8() << (Integer.numberOfTrailingZeros(mask) << 3);
        }
        return word;
    }

    private boolean has(final int bytes) {
        if (failed || limit - at < bytes) {
            failed = true;
            return false;
        }
        return true;
    }
}
