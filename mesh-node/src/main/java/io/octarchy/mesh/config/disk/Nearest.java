package io.octarchy.mesh.config.disk;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The known name that a mistyped one was most likely meant to be. */
final class Nearest {
    private Nearest() {}

    static String of(final String name, final Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String other) -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Of the whole names or of their last parts, whichever is nearer. */
    private static int distance(final String name, final String other) {
        final String a = name.toLowerCase(Locale.ROOT);
        final String b = other.toLowerCase(Locale.ROOT);
        return Math.min(edits(a, b), 2 + edits(last(a), last(b)));
    }

    private static String last(final String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static int edits(final String a, final String b) {
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(row[j - 1], before[j]) + 1);
            }
            final int[] swap = before;
            before = row;
            row = swap;
        }
        return before[b.length()];
    }
}
