package io.octarchy.space.region;

import io.octarchy.space.CellCover;
import io.octarchy.space.LocationalCode;
import io.octarchy.space.WorldCube;

/**
 * The shape of one owner's region: the maximal octree cells of its intervals, as boxes, with distances to them.
 *
 * <p>Cells come in curve order, so any few successive ones lie close together. Groups of {@value #FANOUT} have a common
 * bounding box, groups of groups as well: a packed Hilbert R-tree (I. Kamel and C. Faloutsos, VLDB 1993) in one flat
 * array, rebuilt in place in linear time. A query visits only groups nearer than what it has found, so that an entity
 * far from the region, the common case, costs one box.
 *
 * <p>When the region has more cells than the bound, it is widened outward to coarser cells, level by level, until it
 * fits: the cover is then a superset of the region ({@link #isExact()} is false, {@link #coarsenings()} counts), so
 * that ghosts are at worst too many, never too few.
 *
 * <p>All memory is taken at construction. Not thread-safe.
 */
public final class RegionCover {
    /** Default bound of cells. */
    public static final int DEFAULT_MAX_CELLS = 4096;

    private static final int FANOUT = 8;
    private static final int BOX = 6;

    private final WorldCube cube;
    private final int maxCells;
    /** Boxes of min x, y, z, max x, y, z relative to the world's corner; the cells first, then level by level. */
    private final double[] boxes;
    /** First box of each level of the tree, cells being level 0. */
    private final int[] levelStart = new int[12];

    private final int[] levelSize = new int[12];
    private final long[] cellStarts;
    private final long[] cellLengths;
    private int levels;
    private int cells;
    private int widenedLevels;
    private long coarsenings;
    private int owner;
    private long mapVersion = -1;

    /** A cover of at most {@link #DEFAULT_MAX_CELLS} cells; empty until {@link #rebuild(RegionMap, int)}. */
    public RegionCover(final WorldCube cube) {
        this(cube, DEFAULT_MAX_CELLS);
    }

    /**
     * @param maxCells bound of cells, 1 to 2^24
     */
    public RegionCover(final WorldCube cube, final int maxCells) {
        if (maxCells < 1 || maxCells > 1 << 24) {
            throw new IllegalArgumentException("maxCells must be 1 to 2^24 but is " + maxCells);
        }
        this.cube = cube;
        this.maxCells = maxCells;
        cellStarts = new long[maxCells];
        cellLengths = new long[maxCells];
        int total = 0;
        for (int size = maxCells; ; size = (size + FANOUT - 1) / FANOUT) {
            total += size;
            if (size == 1) {
                break;
            }
        }
        boxes = new double[total * BOX];
    }

    /**
     * Becomes the cover of an owner's region. Allocates nothing. O(intervals of the map + cells).
     *
     * @param map over the curve of this cover's world
     */
    public void rebuild(final RegionMap map, final int newOwner) {
        if (map.curveSize() != cube.curveSize()) {
            throw new IllegalArgumentException(
                    "map over a curve of " + map.curveSize() + ", but the world's is " + cube.curveSize());
        }
        owner = newOwner;
        mapVersion = map.version();
        widenedLevels = 0;
        while (!collect(map, newOwner)) {
            widenedLevels++;
            coarsenings++;
        }
        for (int i = 0; i < cells; i++) {
            setCellBox(i);
        }
        buildTree();
    }

    /** Decomposes the owner's intervals, widened to whole cells of the present coarseness; false when over the bound. */
    private boolean collect(final RegionMap map, final int ofOwner) {
        final long grain = 1L << 3 * widenedLevels;
        cells = 0;
        long done = 0;
        for (int i = 0; i < map.intervals(); i++) {
            if (map.owner(i) == ofOwner) {
                final long end = map.end(i) + grain - 1 & -grain;
                long at = Math.max(done, map.start(i) & -grain);
                while (at < end) {
                    if (cells == maxCells) {
                        return false;
                    }
                    final long length = CellCover.cellLengthAt(at, end);
                    cellStarts[cells] = at;
                    cellLengths[cells++] = length;
                    at += length;
                }
                done = Math.max(done, end);
            }
        }
        return true;
    }

    private void setCellBox(final int i) {
        final int level = cube.levelOfLength(cellLengths[i]);
        final long code = cube.cellAt(cellStarts[i], level);
        final double edge = cube.cellEdgeMetres(level);
        final int b = i * BOX;
        boxes[b] = LocationalCode.x(code) * edge;
        boxes[b + 1] = LocationalCode.y(code) * edge;
        boxes[b + 2] = LocationalCode.z(code) * edge;
        boxes[b + 3] = boxes[b] + edge;
        boxes[b + 4] = boxes[b + 1] + edge;
        boxes[b + 5] = boxes[b + 2] + edge;
    }

    private void buildTree() {
        levels = 0;
        int from = 0;
        int size = cells;
        while (size > 0) {
            levelStart[levels] = from;
            levelSize[levels++] = size;
            if (size == 1) {
                break;
            }
            final int parents = (size + FANOUT - 1) / FANOUT;
            for (int i = 0; i < parents; i++) {
                uniteBoxes(from + i * FANOUT, from + Math.min(size, (i + 1) * FANOUT), from + size + i);
            }
            from += size;
            size = parents;
        }
    }

    private void uniteBoxes(final int from, final int to, final int parent) {
        final int p = parent * BOX;
        System.arraycopy(boxes, from * BOX, boxes, p, BOX);
        for (int b = (from + 1) * BOX; b < to * BOX; b += BOX) {
            for (int axis = 0; axis < 3; axis++) {
                boxes[p + axis] = Math.min(boxes[p + axis], boxes[b + axis]);
                boxes[p + 3 + axis] = Math.max(boxes[p + 3 + axis], boxes[b + 3 + axis]);
            }
        }
    }

    /**
     * Euclidean distance in metres from a point, in the world or not, to the nearest cell of the cover; 0 in it,
     * {@link Double#POSITIVE_INFINITY} when the cover is empty or a coordinate is NaN.
     */
    public double distance(final double x, final double y, final double z) {
        if (cells == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.sqrt(nearestSquared(
                levels - 1, 0, x - cube.minX(), y - cube.minY(), z - cube.minZ(), Double.POSITIVE_INFINITY));
    }

    /**
     * A cell with a point in it or at its edge, -1 when there is none: then {@link #distance} is above 0.
     *
     * @param likely a cell to look at first, such as the one of the last time; any number will do.
     */
    public int cellAround(final double x, final double y, final double z, final int likely) {
        final double rx = x - cube.minX();
        final double ry = y - cube.minY();
        final double rz = z - cube.minZ();
        if (likely >= 0 && likely < cells && boxDistanceSquared(likely, rx, ry, rz) <= 0) {
            return likely;
        }
        return cells == 0 ? -1 : firstWithin(levels - 1, 0, rx, ry, rz, 0);
    }

    /** How deep outside of the region a point lies, in metres; the same as {@link #distance}. */
    public double depthOutside(final double x, final double y, final double z) {
        return distance(x, y, z);
    }

    /**
     * Whether a point is no farther than so many metres from the cover. Cheaper than {@link #distance}, as it ends with
     * the first cell that is near enough.
     *
     * @param metres 0 or more
     */
    public boolean within(final double x, final double y, final double z, final double metres) {
        return cells > 0
                && firstWithin(levels - 1, 0, x - cube.minX(), y - cube.minY(), z - cube.minZ(), metres * metres) >= 0;
    }

    private double nearestSquared(
            final int level, final int i, final double rx, final double ry, final double rz, final double bound) {
        double best = bound;
        final double own = boxDistanceSquared(levelStart[level] + i, rx, ry, rz);
        if (!(own < best)) {
            return best;
        }
        if (level == 0) {
            return own;
        }
        final int last = Math.min(levelSize[level - 1], (i + 1) * FANOUT);
        for (int child = i * FANOUT; child < last && best > 0; child++) {
            best = nearestSquared(level - 1, child, rx, ry, rz, best);
        }
        return best;
    }

    private int firstWithin(
            final int level, final int i, final double rx, final double ry, final double rz, final double limit) {
        if (!(boxDistanceSquared(levelStart[level] + i, rx, ry, rz) <= limit)) {
            return -1;
        }
        if (level == 0) {
            return i;
        }
        final int last = Math.min(levelSize[level - 1], (i + 1) * FANOUT);
        int found = -1;
        for (int child = i * FANOUT; child < last && found < 0; child++) {
            found = firstWithin(level - 1, child, rx, ry, rz, limit);
        }
        return found;
    }

    private double boxDistanceSquared(final int box, final double rx, final double ry, final double rz) {
        final int b = box * BOX;
        final double dx = Math.max(0.0, Math.max(boxes[b] - rx, rx - boxes[b + 3]));
        final double dy = Math.max(0.0, Math.max(boxes[b + 1] - ry, ry - boxes[b + 4]));
        final double dz = Math.max(0.0, Math.max(boxes[b + 2] - rz, rz - boxes[b + 5]));
        return dx * dx + dy * dy + dz * dz;
    }

    /** Whose region this is. */
    public int owner() {
        return owner;
    }

    /** Version of the map that this was built from; -1 before the first. */
    public long mapVersion() {
        return mapVersion;
    }

    /** Number of cells. */
    public int cells() {
        return cells;
    }

    /** Whether the owner has no space. */
    public boolean isEmpty() {
        return cells == 0;
    }

    /** Locational code of cell {@code i}; cells are in curve order, apart, and the largest possible. */
    public long cellCode(final int i) {
        return cube.cellAt(curveStart(i), cube.levelOfLength(cellLengths[i]));
    }

    /** Curve index of the first finest cell of cell {@code i}. */
    public long curveStart(final int i) {
        if (i < 0 || i >= cells) {
            throw new IndexOutOfBoundsException("cell " + i + " of " + cells);
        }
        return cellStarts[i];
    }

    /** Number of finest cells of cell {@code i}, a power of eight. */
    public long curveLength(final int i) {
        curveStart(i);
        return cellLengths[i];
    }

    /** Whether the cover is the region itself, not a superset. */
    public boolean isExact() {
        return widenedLevels == 0;
    }

    /** How often, over the life of this object, a region had to be widened by a level to fit the bound. */
    public long coarsenings() {
        return coarsenings;
    }

    /** Calls the visitor with each cell as a curve interval. */
    public void forEachCell(final io.octarchy.space.CellVisitor visitor) {
        for (int i = 0; i < cells; i++) {
            visitor.onCell(cellStarts[i], cellLengths[i]);
        }
    }
}
