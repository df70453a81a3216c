package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.Arrays;

/** A row of bits that grows to its bound. */
final class BitRow {
    private static final int MAX_WORDS = 65_536 / Long.SIZE;

    private long[] words = new long[1];
    private int set;

    boolean get(final int i) {
        final int word = i / Long.SIZE;
        return word < words.length && (words[word] & 1L << i) != 0;
    }

    /** @return was it clear? */
    boolean set(final int i) {
        if (get(i)) {
            return false;
        }
        final int word = i / Long.SIZE;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.min(MAX_WORDS, Math.max(word + 1, words.length * 2)));
        }
        words[word] |= 1L << i;
        set++;
        return true;
    }

    /** Bits set. */
    int count() {
        return set;
    }

    void clear() {
        Arrays.fill(words, 0);
        set = 0;
    }

    void pass(final StateCodec codec) {
        final int n = codec.count(words.length, MAX_WORDS);
        words = codec.isLoading() ? new long[n] : words;
        for (int i = 0; i < n; i++) {
            words[i] = codec.value(words[i]);
        }
        set = codec.value(set);
    }
}
