package io.octarchy.space.octree;

import io.octarchy.space.CodeTable;
import java.util.Arrays;

/**
 * Loads of cells of one level in curve order: changes are taken in any order, {@link #settle()} puts new cells in their
 * places and drops empty ones, in one pass. Indices are curve indices of the cells' own level. Not thread-safe.
 */
final class SortedCells {
    /** Curve indices, ascending, after {@link #settle()}. */
    final long[] indices;

    /** Sums of load and of predicted load of all cells before the i-th, after {@link #settle()}. */
    final long[] loadBefore;

    final long[] predictedBefore;

    private final CodeTable entryOf;
    private final int[] sortedEntries;
    private final long[] loads;
    private final long[] predicted;
    private final int[] free;
    private final long[] arrivals;
    private int freeCount;
    private int arrived;
    private int sorted;

    SortedCells(final int maxCells) {
        entryOf = new CodeTable(maxCells);
        indices = new long[maxCells];
        sortedEntries = new int[maxCells];
        loads = new long[maxCells];
        predicted = new long[maxCells];
        loadBefore = new long[maxCells + 1];
        predictedBefore = new long[maxCells + 1];
        arrivals = new long[maxCells];
        free = new int[maxCells];
        freeCount = maxCells;
        for (int i = 0; i < maxCells; i++) {
            free[i] = maxCells - 1 - i;
        }
    }

    int size() {
        return sorted;
    }

    /** The entry of a cell, made when there is none; -1 when there is no room. */
    private int entry(final long index) {
        int entry = entryOf.get(index + 1);
        if (entry == CodeTable.MISSING && freeCount > 0) {
            entry = free[--freeCount];
            entryOf.put(index + 1, entry);
            loads[entry] = 0;
            predicted[entry] = 0;
            arrivals[arrived++] = index;
        }
        return entry;
    }

    boolean set(final long index, final long load, final long predictedLoad) {
        if (load == 0 && predictedLoad == 0 && entryOf.get(index + 1) == CodeTable.MISSING) {
            return true;
        }
        final int entry = entry(index);
        if (entry < 0) {
            return false;
        }
        loads[entry] = load;
        predicted[entry] = predictedLoad;
        return true;
    }

    boolean add(final long index, final long load, final long predictedLoad) {
        final int entry = entry(index);
        if (entry < 0) {
            return false;
        }
        loads[entry] += load;
        predicted[entry] += predictedLoad;
        return true;
    }

    void settle() {
        dropEmpty();
        Arrays.sort(arrivals, 0, arrived);
        mergeArrivals();
        for (int i = 0; i < sorted; i++) {
            loadBefore[i + 1] = loadBefore[i] + loads[sortedEntries[i]];
            predictedBefore[i + 1] = predictedBefore[i] + predicted[sortedEntries[i]];
        }
    }

    private void dropEmpty() {
        int kept = 0;
        for (int i = 0; i < sorted; i++) {
            if (!dropIfEmpty(indices[i], sortedEntries[i])) {
                indices[kept] = indices[i];
                sortedEntries[kept++] = sortedEntries[i];
            }
        }
        sorted = kept;
        kept = 0;
        for (int i = 0; i < arrived; i++) {
            if (!dropIfEmpty(arrivals[i], entryOf.get(arrivals[i] + 1))) {
                arrivals[kept++] = arrivals[i];
            }
        }
        arrived = kept;
    }

    private boolean dropIfEmpty(final long index, final int entry) {
        if (loads[entry] != 0 || predicted[entry] != 0) {
            return false;
        }
        entryOf.remove(index + 1);
        free[freeCount++] = entry;
        return true;
    }

    private void mergeArrivals() {
        int from = sorted - 1;
        int to = sorted + arrived - 1;
        for (int next = arrived - 1; next >= 0; to--) {
            if (from >= 0 && indices[from] > arrivals[next]) {
                indices[to] = indices[from];
                sortedEntries[to] = sortedEntries[from--];
            } else {
                indices[to] = arrivals[next];
                sortedEntries[to] = entryOf.get(arrivals[next--] + 1);
            }
        }
        sorted += arrived;
        arrived = 0;
    }

    /** The first place in {@code [from, to)} whose index is not below {@code index}, or {@code to}. */
    int firstNotBelow(final long index, final int from, final int to) {
        int low = from;
        int high = to;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (indices[middle] < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
