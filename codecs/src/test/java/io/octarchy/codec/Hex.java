package io.octarchy.codec;

import java.util.HexFormat;

/** Bytes for people: dumps of 16 bytes a line, and back. */
final class Hex {
    private static final int BYTES_PER_LINE = 16;

    private Hex() {}

    static String of(final byte[] bytes, final int length) {
        return HexFormat.of().formatHex(bytes, 0, length);
    }

    static byte[] parse(final String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static String dump(final byte[] bytes) {
        final StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += BYTES_PER_LINE) {
            final int end = Math.min(at + BYTES_PER_LINE, bytes.length);
            text.append(HexFormat.ofDelimiter(" ").formatHex(bytes, at, end)).append('\n');
        }
        return text.toString();
    }
}
