package io.octarchy.space.octree;

import io.octarchy.space.CodeTable;

/**
 * The weighted load of each cell, kept up to date by what enters, leaves and changes type, so that nobody ever counts
 * all entities; and the set of cells that changed since they were last reported, so that a heartbeat carries changes
 * only.
 *
 * <p>A cell is kept while it has load, or while the last report of it was not 0. Thus twice as many cells as entities
 * always suffice, and a cell whose load has come back to what was reported is not reported again.
 *
 * <p>All memory is taken at construction. Not thread-safe.
 */
public final class CellLoads {
    private static final int NOT_CHANGED = -1;

    private final CodeTable entryOf;
    private final long[] codes;
    private final long[] loads;
    private final long[] reported;
    /** Where an entry stands in the list of changed ones, or {@link #NOT_CHANGED}. */
    private final int[] placeInChanged;

    private final int[] changed;
    private final int[] free;
    private int freeCount;
    private int changedCount;
    private long total;

    /**
     * @param maxCells most cells at a time; twice the number of entities always suffices
     */
    public CellLoads(final int maxCells) {
        entryOf = new CodeTable(maxCells);
        codes = new long[maxCells];
        loads = new long[maxCells];
        reported = new long[maxCells];
        placeInChanged = new int[maxCells];
        changed = new int[maxCells];
        free = new int[maxCells];
        clear();
    }

    /** Forgets all, what was reported as well: use it with a peer that starts from nothing. */
    public void clear() {
        entryOf.clear();
        freeCount = free.length;
        for (int i = 0; i < free.length; i++) {
            free[i] = free.length - 1 - i;
            codes[i] = 0;
        }
        changedCount = 0;
        total = 0;
    }

    /**
     * Adds load to a cell, or takes it away.
     *
     * @param code   a cell; all cells should be of one level
     * @param change in load units; negative for an entity that leaves
     * @throws IllegalArgumentException when less load would remain than none: someone left who had not entered
     * @throws IllegalStateException    when the cell is new and the table full
     */
    public void add(final long code, final long change) {
        if (change == 0) {
            return;
        }
        int entry = entryOf.get(code);
        final long load = (entry == CodeTable.MISSING ? 0 : loads[entry]) + change;
        if (load < 0) {
            throw new IllegalArgumentException("load of cell 0x" + Long.toHexString(code) + " would be " + load);
        }
        if (entry == CodeTable.MISSING) {
            entry = newEntry(code);
        }
        loads[entry] = load;
        total += change;
        if (load == reported[entry]) {
            forgetChange(entry);
        } else if (placeInChanged[entry] == NOT_CHANGED) {
            placeInChanged[entry] = changedCount;
            changed[changedCount++] = entry;
        }
    }

    /** Moves load from one cell to another. */
    public void move(final long fromCode, final long toCode, final long load) {
        if (fromCode != toCode) {
            add(fromCode, -load);
            add(toCode, load);
        }
    }

    /** Load of a cell in load units. */
    public long load(final long code) {
        final int entry = entryOf.get(code);
        return entry == CodeTable.MISSING ? 0 : loads[entry];
    }

    /** Load of all cells. */
    public long total() {
        return total;
    }

    /** Number of cells kept: those with load, and those whose emptiness is yet to be reported. */
    public int cells() {
        return entryOf.size();
    }

    /** Number of cells whose load differs from the last report. */
    public int changedCells() {
        return changedCount;
    }

    /** Visits each cell whose load differs from the last report, then counts as having reported it. */
    public void forEachChanged(final CellLoadVisitor visitor) {
        for (int i = 0; i < changedCount; i++) {
            final int entry = changed[i];
            visitor.onCell(codes[entry], loads[entry]);
            reported[entry] = loads[entry];
            placeInChanged[entry] = NOT_CHANGED;
            if (loads[entry] == 0) {
                release(entry);
            }
        }
        changedCount = 0;
    }

    /** Visits each cell that has load, for a full report; changes nothing. */
    public void forEach(final CellLoadVisitor visitor) {
        for (int entry = 0; entry < codes.length; entry++) {
            if (codes[entry] != 0 && loads[entry] != 0) {
                visitor.onCell(codes[entry], loads[entry]);
            }
        }
    }

    private int newEntry(final long code) {
        if (freeCount == 0) {
            throw new IllegalStateException("no room for another cell: " + free.length + " cells have load, or are"
                    + " empty and not yet reported");
        }
        final int entry = free[freeCount - 1];
        entryOf.put(code, entry);
        freeCount--;
        codes[entry] = code;
        reported[entry] = 0;
        placeInChanged[entry] = NOT_CHANGED;
        return entry;
    }

    private void forgetChange(final int entry) {
        final int place = placeInChanged[entry];
        if (place != NOT_CHANGED) {
            final int last = changed[--changedCount];
            changed[place] = last;
            placeInChanged[last] = place;
            placeInChanged[entry] = NOT_CHANGED;
        }
        if (loads[entry] == 0) {
            release(entry);
        }
    }

    private void release(final int entry) {
        entryOf.remove(codes[entry]);
        codes[entry] = 0;
        free[freeCount++] = entry;
    }
}
