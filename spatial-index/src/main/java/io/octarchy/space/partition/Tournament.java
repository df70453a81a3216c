package io.octarchy.space.partition;

import java.util.Arrays;

/** The index with the greatest key, kept through changes of single keys in O(log n); of equal keys the lowest index. */
final class Tournament {
    private double[] keys = new double[0];
    private int[] winners = new int[0];
    private int leaves;

    /** So many indices, all out of the race. */
    void reset(final int size) {
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size) * 2 - 1));
        if (keys.length < leaves) {
            keys = new double[leaves];
            winners = new int[2 * leaves];
        }
        Arrays.fill(keys, 0, leaves, Double.NEGATIVE_INFINITY);
        for (int i = 2 * leaves - 1; i > 0; i--) {
            winners[i] = i >= leaves ? i - leaves : winners[2 * i];
        }
    }

    void key(final int index, final double key) {
        keys[index] = key;
        for (int i = (index + leaves) / 2; i > 0; i /= 2) {
            final int left = winners[2 * i];
            final int right = winners[2 * i + 1];
            winners[i] = keys[right] > keys[left] ? right : left;
        }
    }

    /** The index with the greatest key, or -1 when all are out. */
    int best() {
        final int best = leaves == 1 ? 0 : winners[1];
        return keys[best] == Double.NEGATIVE_INFINITY ? -1 : best;
    }

    double bestKey() {
        final int best = best();
        return best < 0 ? Double.NEGATIVE_INFINITY : keys[best];
    }
}
