package io.octarchy.replicator.state;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** Writes the packed integers that {@link WireReader} reads. Methods return the position behind what they wrote. */
final class Wire {
    /** Below this both numbers of a pair fit into one byte. */
    static final int PAIR_BYTE = 11;

    /** Below this both numbers of a pair fit into two bytes. */
    static final int PAIR_SHORT = 128;

    /** Below this both numbers of a pair fit into three bytes. */
    static final int PAIR_TRIPLE = 1448;

    static final int PAIR_SHORT_TAG = 0x80;
    static final int PAIR_TRIPLE_TAG = 0xC0;
    static final int PAIR_LONG_TAG = 0xE0;

    /** Most bytes of a pair. */
    static final int MAX_PAIR = 11;

    private Wire() {}

    static int zigzag(final int value) {
        return value << 1 ^ value >> 31;
    }

    static int unzigzag(final int value) {
        return value >>> 1 ^ -(value & 1);
    }

    static int varint(final MutableDirectBuffer out, final int at, final int value) {
        int position = at;
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.putByte(position++, (byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.putByte(position++, (byte) rest);
        return position;
    }

    static int varlong(final MutableDirectBuffer out, final int at, final long value) {
        int position = at;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.putByte(position++, (byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.putByte(position++, (byte) rest);
        return position;
    }

    static int varintLength(final int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Two signed numbers of like size: one byte when both are within ± 5, two within ± 63, three within ± 723. */
    static int pair(final MutableDirectBuffer out, final int at, final int first, final int second) {
        final int a = zigzag(first);
        final int b = zigzag(second);
        final int largest = Integer.compareUnsigned(a, b) > 0 ? a : b;
        if (Integer.compareUnsigned(largest, PAIR_BYTE) < 0) {
            out.putByte(at, (byte) (a * PAIR_BYTE + b));
            return at + 1;
        }
        if (Integer.compareUnsigned(largest, PAIR_SHORT) < 0) {
            out.putShort(at, (short) (PAIR_SHORT_TAG << 8 | a << 7 | b), ByteOrder.BIG_ENDIAN);
            return at + 2;
        }
        if (Integer.compareUnsigned(largest, PAIR_TRIPLE) < 0) {
            final int packed = a * PAIR_TRIPLE + b;
            out.putByte(at, (byte) (PAIR_TRIPLE_TAG | packed >>> 16));
            out.putShort(at + 1, (short) packed, ByteOrder.BIG_ENDIAN);
            return at + 3;
        }
        out.putByte(at, (byte) PAIR_LONG_TAG);
        return varint(out, varint(out, at + 1, a), b);
    }

    /** A word as a mask of its bytes that are not 0, and those bytes. */
    static int word(final MutableDirectBuffer out, final int at, final long word) {
        int mask = 0;
        int position = at + 1;
        for (int i = 0; i < Long.BYTES; i++) {
            final byte value = (byte) (word >>> (i << 3));
            if (value != 0) {
                mask |= 1 << i;
                out.putByte(position++, value);
            }
        }
        out.putByte(at, (byte) mask);
        return position;
    }
}
