package io.octarchy.space.index;

import java.util.Arrays;

/**
 * Rows of entities, packed in chunks; the chunks of one cell form a list of which only the first may have room.
 *
 * <p>A row is x, y, z and the slot, four doubles in sequence: half a cache line, so that a scan of a cell streams
 * memory, and a test of one entity costs one line. (A slot is at most 2^24, which a double holds exactly.) Because
 * only the first chunk of a list is partly filled, lists never take more chunks than there are entities.
 *
 * <p>Plain fields for the scans of this package; not thread-safe.
 */
final class RowStore {
    /** Rows in a chunk. */
    static final int CHUNK_ROWS = 8;

    /** Doubles in a row. */
    static final int ROW = 4;

    static final int CHUNK_DOUBLES = CHUNK_ROWS * ROW;

    /** Ends lists. */
    static final int NONE = -1;

    final double[] rows;
    final int[] chunkSize;
    final int[] chunkNext;
    /** The cell that a chunk belongs to. */
    final int[] chunkCell;

    /** Row index (not doubles) by slot, or {@link #NONE}. */
    final int[] rowOfSlot;

    private int freeChunk;

    RowStore(final int slots, final int chunks) {
        rows = new double[chunks * CHUNK_DOUBLES];
        chunkSize = new int[chunks];
        chunkNext = new int[chunks];
        chunkCell = new int[chunks];
        rowOfSlot = new int[slots];
        clear();
    }

    void clear() {
        for (int chunk = 0; chunk < chunkNext.length; chunk++) {
            chunkNext[chunk] = chunk + 1 < chunkNext.length ? chunk + 1 : NONE;
        }
        freeChunk = 0;
        Arrays.fill(rowOfSlot, NONE);
    }

    /** Adds a row to the list of a cell; returns the list's first chunk. */
    int add(final int first, final int cell, final int slot, final double x, final double y, final double z) {
        int chunk = first;
        if (chunk == NONE || chunkSize[chunk] == CHUNK_ROWS) {
            chunk = freeChunk;
            freeChunk = chunkNext[chunk];
            chunkNext[chunk] = first;
            chunkSize[chunk] = 0;
            chunkCell[chunk] = cell;
        }
        final int row = chunk * CHUNK_ROWS + chunkSize[chunk]++;
        set(row, x, y, z);
        rows[row * ROW + 3] = slot;
        rowOfSlot[slot] = row;
        return chunk;
    }

    void set(final int row, final double x, final double y, final double z) {
        final int at = row * ROW;
        rows[at] = x;
        rows[at + 1] = y;
        rows[at + 2] = z;
    }

    /** Takes a row out of a list, whose last row takes its place; returns the list's first chunk. */
    int remove(final int first, final int slot) {
        final int row = rowOfSlot[slot];
        final int last = first * CHUNK_ROWS + chunkSize[first] - 1;
        if (row != last) {
            System.arraycopy(rows, last * ROW, rows, row * ROW, ROW);
            rowOfSlot[(int) rows[row * ROW + 3]] = row;
        }
        rowOfSlot[slot] = NONE;
        if (--chunkSize[first] > 0) {
            return first;
        }
        final int next = chunkNext[first];
        chunkNext[first] = freeChunk;
        freeChunk = first;
        return next;
    }

    int cellOfRow(final int row) {
        return chunkCell[row / CHUNK_ROWS];
    }

    /** Number of rows in a list. */
    int count(final int first) {
        int count = 0;
        for (int chunk = first; chunk != NONE; chunk = chunkNext[chunk]) {
            count += chunkSize[chunk];
        }
        return count;
    }
}
