package io.octarchy.space.region;

/**
 * The hash behind a region map's checksum: a sum over intervals, so that an edit updates it by what it changed.
 *
 * <p>Rounds of the 64-bit finaliser of MurmurHash3 (A. Appleby) and SplitMix64 (G. Steele and others).
 */
final class IntervalHash {
    private IntervalHash() {}

    static long of(final long[] starts, final int[] owners, final int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += mix(starts[i], owners[i]);
        }
        return sum;
    }

    static long mix(final long start, final int owner) {
        long h = start * 0x9E3779B97F4A7C15L + owner;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        h = (h ^ h >>> 33) + owner * 0x2545F4914F6CDD1DL;
        h = (h ^ h >>> 29) * 0xBF58476D1CE4E5B9L;
        return h ^ h >>> 32;
    }
}
