package io.octarchy.space.partition;

import java.util.Arrays;

/** Sorts indices by keys held elsewhere, without boxes: bottom-up merge sort, stable. Keeps its scratch array. */
final class IndexSort {
    private int[] scratch = new int[0];

    /** Sorts {@code indices[from..to)} by ascending {@code keys[index]}. */
    void sort(final int[] indices, final int from, final int to, final double[] keys) {
        if (scratch.length < to) {
            scratch = Arrays.copyOf(scratch, Math.max(to, 2 * scratch.length));
        }
        for (long width = 1; width < to - from; width *= 2) {
            for (long low = from; low < to; low += 2 * width) {
                final int middle = (int) Math.min(to, low + width);
                final int high = (int) Math.min(to, low + 2 * width);
                merge(indices, (int) low, middle, high, keys);
            }
        }
    }

    private void merge(final int[] indices, final int low, final int middle, final int high, final double[] keys) {
        if (middle >= high || keys[indices[middle - 1]] <= keys[indices[middle]]) {
            return;
        }
        System.arraycopy(indices, low, scratch, low, middle - low);
        int left = low;
        int right = middle;
        int to = low;
        while (left < middle) {
            if (right < high && keys[indices[right]] < keys[scratch[left]]) {
                indices[to++] = indices[right++];
            } else {
                indices[to++] = scratch[left++];
            }
        }
    }
}
