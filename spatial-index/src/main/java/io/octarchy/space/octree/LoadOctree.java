package io.octarchy.space.octree;

import io.octarchy.space.Hilbert;
import io.octarchy.space.LocationalCode;
import io.octarchy.space.WorldCube;
import io.octarchy.space.region.RegionMap;

/**
 * The load of a world as a linear octree: leaves in curve order that tile space, small where load is dense.
 *
 * <p>Loads come in per cell of one fixed level, as nodes report them. {@link #update(RegionMap)} derives the leaves: a
 * cell is split while its load, or its predicted load, is above the split threshold, and the eight are merged when
 * together they are below the merge threshold; in between they stay as they are, so that leaves do not flap. No leaf
 * straddles a border of the region map, so that each has one owner. Empty space costs a few large leaves.
 *
 * <p>When there are more leaves than the bound, both thresholds are doubled for this update and borders count one level
 * coarser, until they fit; {@link #coarsenings()} counts it.
 *
 * <p>Memory for cells is taken at construction, that for leaves grows to the bound; {@link #update(RegionMap)} is linear
 * in cells and leaves. Not thread-safe.
 */
public final class LoadOctree {
    private final WorldCube cube;
    private final int cellLevel;
    private final int maxLeaves;
    private final SortedCells cells;
    private LeafArrays leaves;
    private LeafArrays before;
    private long cellSplitLoad;
    private long cellMergeLoad;
    private int coarsestLevel;
    private long coarsenings;

    private long splitNow;
    private long mergeNow;
    private int borderLevelNow;
    private RegionMap map;
    private int beforeCursor;
    private int mapCursor;

    /**
     * @param cellLevel     level of the cells in which loads are reported, no finer than the world's finest
     * @param maxCells      most cells with load
     * @param maxLeaves     most leaves, at least 8
     * @param cellSplitLoad a leaf is split above this load
     * @param cellMergeLoad eight leaves are merged when together below this, which is well below the split load
     */
    public LoadOctree(
            final WorldCube cube,
            final int cellLevel,
            final int maxCells,
            final int maxLeaves,
            final long cellSplitLoad,
            final long cellMergeLoad) {
        if (cellLevel < 0 || cellLevel > cube.finestLevel()) {
            throw new IllegalArgumentException(
                    "cellLevel must be 0 to the world's finest, " + cube.finestLevel() + ", but is " + cellLevel);
        }
        if (maxLeaves < 8) {
            throw new IllegalArgumentException("maxLeaves must be at least 8 but is " + maxLeaves);
        }
        this.cube = cube;
        this.cellLevel = cellLevel;
        this.maxLeaves = maxLeaves;
        cells = new SortedCells(maxCells);
        leaves = new LeafArrays(maxLeaves);
        before = new LeafArrays(maxLeaves);
        leaves.add(0, cube.curveSize(), 0, 0);
        thresholds(cellSplitLoad, cellMergeLoad);
    }

    /**
     * Sets the thresholds, in load units, from the next update on.
     *
     * @param split more than twice {@code merge}
     * @param merge more than 0
     */
    public void thresholds(final long split, final long merge) {
        if (merge < 1 || split <= 2 * merge) {
            throw new IllegalArgumentException("cellMergeLoad (" + merge + ") must be at least 1, and cellSplitLoad ("
                    + split + ") more than twice that, or cells would flap");
        }
        cellSplitLoad = split;
        cellMergeLoad = merge;
    }

    /**
     * From the next update on no leaf is coarser than this, so that an empty world too can be shared out.
     *
     * @param level 0 (the default) to {@link #cellLevel()}
     */
    public void coarsestLevel(final int level) {
        if (level < 0 || level > cellLevel) {
            throw new IllegalArgumentException("coarsestLevel must be 0 to " + cellLevel + " but is " + level);
        }
        coarsestLevel = level;
    }

    /**
     * Sets the load of a cell.
     *
     * @param code      a cell of {@link #cellLevel()}
     * @param load      load units, 0 or more
     * @param predicted load expected one planning period ahead, 0 or more
     * @return false, and nothing has changed, when the cell is new and there is no room
     */
    public boolean set(final long code, final long load, final long predicted) {
        return cells.set(indexOf(code), load, predicted);
    }

    /** As {@link #set}, but adds to what the cell has. */
    public boolean add(final long code, final long load, final long predicted) {
        return cells.add(indexOf(code), load, predicted);
    }

    private long indexOf(final long code) {
        if (!LocationalCode.isValid(code) || LocationalCode.level(code) != cellLevel) {
            throw new IllegalArgumentException(
                    "0x" + Long.toHexString(code) + " is not the code of a cell of level " + cellLevel);
        }
        return Hilbert.indexOf(code);
    }

    /**
     * Derives the leaves from the loads. Leaves of before the update are the history of the hysteresis.
     *
     * @param regions the map whose borders no leaf straddles, over this world's curve
     */
    public void update(final RegionMap regions) {
        if (regions.curveSize() != cube.curveSize()) {
            throw new IllegalArgumentException("the map is over a curve of another size: " + regions.curveSize());
        }
        cells.settle();
        final LeafArrays next = before;
        before = leaves;
        leaves = next;
        map = regions;
        splitNow = cellSplitLoad;
        mergeNow = cellMergeLoad;
        borderLevelNow = cellLevel;
        while (true) {
            leaves.clear();
            beforeCursor = 0;
            mapCursor = 0;
            if (descend(0, 0, 0, cells.size())) {
                return;
            }
            coarsenings++;
            splitNow = doubled(splitNow);
            mergeNow = doubled(mergeNow);
            borderLevelNow--;
        }
    }

    private static long doubled(final long load) {
        return load > Long.MAX_VALUE / 4 ? load : 2 * load;
    }

    /** Adds the leaves of a cell, given by level and curve index of that level, with its load cells; false when full. */
    private boolean descend(final int level, final long index, final int from, final int to) {
        final long load = cells.loadBefore[to] - cells.loadBefore[from];
        final long predicted = cells.predictedBefore[to] - cells.predictedBefore[from];
        final long start = index << 3 * (cube.finestLevel() - level);
        final long length = cube.curveLength(level);
        if (level == cellLevel || !mustSplit(level, start, length, Math.max(load, predicted))) {
            return leaves.add(start, length, load, predicted);
        }
        int childFrom = from;
        for (int child = 0; child < 8; child++) {
            final long childIndex = index << 3 | child;
            final long pastChild = childIndex + 1 << 3 * (cellLevel - level - 1);
            final int childTo = cells.firstNotBelow(pastChild, childFrom, to);
            if (!descend(level + 1, childIndex, childFrom, childTo)) {
                return false;
            }
            childFrom = childTo;
        }
        return true;
    }

    private boolean mustSplit(final int level, final long start, final long length, final long load) {
        return load > splitNow
                || level < Math.min(coarsestLevel, borderLevelNow)
                || load >= mergeNow && wasSplit(start, length)
                || level < borderLevelNow && straddlesBorder(start, length);
    }

    private boolean wasSplit(final long start, final long length) {
        while (before.starts[beforeCursor] + before.lengths[beforeCursor] <= start) {
            beforeCursor++;
        }
        return before.lengths[beforeCursor] < length;
    }

    private boolean straddlesBorder(final long start, final long length) {
        while (map.end(mapCursor) <= start) {
            mapCursor++;
        }
        return map.end(mapCursor) < start + length;
    }

    /** The world. */
    public WorldCube cube() {
        return cube;
    }

    /** Level of the cells in which loads are reported: no leaf is finer. */
    public int cellLevel() {
        return cellLevel;
    }

    /** Number of leaves, 1 or more; the first so many elements of the arrays below count. */
    public int leaves() {
        return leaves.count;
    }

    /** Most leaves. */
    public int maxLeaves() {
        return maxLeaves;
    }

    /** First curve index of each leaf, ascending. The octree's own array: read only, until the next update. */
    public long[] leafStarts() {
        return leaves.starts;
    }

    /** Curve length of each leaf, a power of eight. The octree's own array: read only, until the next update. */
    public long[] leafLengths() {
        return leaves.lengths;
    }

    /** Load of each leaf. The octree's own array: read only, until the next update. */
    public long[] leafLoads() {
        return leaves.loads;
    }

    /** Predicted load of each leaf. The octree's own array: read only, until the next update. */
    public long[] leafPredicted() {
        return leaves.predicted;
    }

    /** Which leaf holds a curve index. */
    public int leafAt(final long curveIndex) {
        int low = 0;
        int high = leaves.count - 1;
        while (low < high) {
            final int middle = low + high + 1 >>> 1;
            if (leaves.starts[middle] <= curveIndex) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Load of the world at the last update. */
    public long totalLoad() {
        return cells.loadBefore[cells.size()];
    }

    /** How often, over the life of this object, thresholds were doubled to keep the bound of leaves. */
    public long coarsenings() {
        return coarsenings;
    }
}
