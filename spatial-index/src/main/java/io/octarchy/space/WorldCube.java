package io.octarchy.space;

/**
 * A world: a half-open cube of space, cut into 8^{@link #finestLevel()} cells that the Hilbert curve lines up.
 *
 * <p>The edge is a power of two in metres, so that the edge of every cell is one too and scaling never rounds: a
 * point lies in exactly one cell of each level, and that cell is inside the one of the level above. Positions are
 * taken relative to the lower corner; give it few significant bits (whole metres) and even that subtraction is exact.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class WorldCube {
    private static final double MAX_CORNER_METRES = 0x1p40;
    private static final int MIN_EDGE_EXPONENT = -10;
    private static final int MAX_EDGE_EXPONENT = 40;

    private final double minX;
    private final double minY;
    private final double minZ;
    private final double edgeMetres;
    private final int finestLevel;
    private final double finestPerMetre;

    /**
     * @param minX        lower corner in metres, inclusive, as {@code minY} and {@code minZ}; within ± 2^40
     * @param edgeMetres  a power of two, 2^-10 to 2^40
     * @param finestLevel 0 to 20; the finest cells have an edge of {@code edgeMetres / 2^finestLevel}
     * @throws IllegalArgumentException when a value is out of range
     */
    public WorldCube(
            final double minX, final double minY, final double minZ, final double edgeMetres, final int finestLevel) {
        this.minX = requireCorner("minX", minX);
        this.minY = requireCorner("minY", minY);
        this.minZ = requireCorner("minZ", minZ);
        this.edgeMetres = requireEdge(edgeMetres);
        this.finestLevel = LocationalCode.requireLevel(finestLevel);
        this.finestPerMetre = (1 << finestLevel) / edgeMetres;
    }

    private static double requireCorner(final String name, final double metres) {
        if (!(metres >= -MAX_CORNER_METRES && metres <= MAX_CORNER_METRES)) {
            throw new IllegalArgumentException(name + " must be within ± 2^40 m but is " + metres);
        }
        return metres;
    }

    private static double requireEdge(final double metres) {
        final int exponent = Math.getExponent(metres);
        if (!(metres > 0)
                || exponent < MIN_EDGE_EXPONENT
                || exponent > MAX_EDGE_EXPONENT
                || Math.scalb(1.0, exponent) != metres) {
            throw new IllegalArgumentException("edgeMetres must be a power of two from 2^-10 to 2^40 but is " + metres);
        }
        return metres;
    }

    /** Lower corner in metres. */
    public double minX() {
        return minX;
    }

    /** Lower corner in metres. */
    public double minY() {
        return minY;
    }

    /** Lower corner in metres. */
    public double minZ() {
        return minZ;
    }

    /** Edge of the world in metres. */
    public double edgeMetres() {
        return edgeMetres;
    }

    /** Level of the finest cells, which the curve counts. */
    public int finestLevel() {
        return finestLevel;
    }

    /** Whether the world holds the point; upper faces are outside, NaN is nowhere. */
    public boolean contains(final double x, final double y, final double z) {
        return x >= minX
                && x < minX + edgeMetres
                && y >= minY
                && y < minY + edgeMetres
                && z >= minZ
                && z < minZ + edgeMetres;
    }

    /**
     * @throws IllegalArgumentException when the world does not hold the point (NaN and infinity among that)
     */
    public void requireInside(final double x, final double y, final double z) {
        if (!contains(x, y, z)) {
            throw new IllegalArgumentException("position (" + x + ", " + y + ", " + z + ") is not in the world: each"
                    + " coordinate must be finite, and in [" + minX + ", " + (minX + edgeMetres) + "), [" + minY + ", "
                    + (minY + edgeMetres) + "), [" + minZ + ", " + (minZ + edgeMetres) + ")");
        }
    }

    /**
     * @param level 0 to 20; it may be finer than the world's own finest level
     * @return the code of the cell of that level around the point
     * @throws IllegalArgumentException when the point is not in the world or the level is out of range
     */
    public long codeAt(final double x, final double y, final double z, final int level) {
        requireInside(x, y, z);
        LocationalCode.requireLevel(level);
        final double perMetre = (1 << level) / edgeMetres;
        return LocationalCode.compose(
                level,
                cell(x - minX, perMetre, level),
                cell(y - minY, perMetre, level),
                cell(z - minZ, perMetre, level));
    }

    /** The last cell takes what rounding lifts to the upper face: a point a hair below it, seen from the corner. */
    private static int cell(final double relative, final double perMetre, final int level) {
        return Math.min((int) (relative * perMetre), (1 << level) - 1);
    }

    /**
     * @return the curve index of the finest cell around the point, 0 to {@link #curveSize()} - 1
     * @throws IllegalArgumentException when the point is not in the world
     */
    public long curveAt(final double x, final double y, final double z) {
        requireInside(x, y, z);
        final int ix = cell(x - minX, finestPerMetre, finestLevel);
        final int iy = cell(y - minY, finestPerMetre, finestLevel);
        final int iz = cell(z - minZ, finestPerMetre, finestLevel);
        return Hilbert.encode(Morton.encode(ix, iy, iz), finestLevel);
    }

    /** Number of finest cells: 8^finestLevel. */
    public long curveSize() {
        return 1L << 3 * finestLevel;
    }

    /** Number of finest cells in a cell of a level from 0 to {@link #finestLevel()}. */
    public long curveLength(final int level) {
        return 1L << 3 * (finestLevel - level);
    }

    /** Curve index of the first finest cell of a cell that is no finer than {@link #finestLevel()}. */
    public long curveStart(final long code) {
        return Hilbert.indexOf(code) << 3 * (finestLevel - LocationalCode.level(code));
    }

    /**
     * @param curveIndex 0 to {@link #curveSize()} - 1
     * @param level      0 to {@link #finestLevel()}
     * @return the cell of that level that holds the finest cell of that index
     */
    public long cellAt(final long curveIndex, final int level) {
        return Hilbert.codeAt(curveIndex >>> 3 * (finestLevel - level), level);
    }

    /** The level of the cell that is a curve interval of this length, a power of eight. */
    public int levelOfLength(final long length) {
        return finestLevel - Long.numberOfTrailingZeros(length) / 3;
    }

    /**
     * The cell that is exactly this curve interval.
     *
     * @param start  a multiple of {@code length}
     * @param length a power of eight, at most {@link #curveSize()}
     * @throws IllegalArgumentException when the interval is not a cell
     */
    public long cellOfInterval(final long start, final long length) {
        if (!CellCover.isCell(start, length) || start < 0 || start > curveSize() - length) {
            throw new IllegalArgumentException("no cell is the curve interval " + start + " + " + length);
        }
        return cellAt(start, levelOfLength(length));
    }

    /** Edge of the cells of a level, in metres. */
    public double cellEdgeMetres(final int level) {
        return edgeMetres / (1 << level);
    }

    /** Lower corner of a cell in metres. */
    public double cellMinX(final long code) {
        return minX + LocationalCode.x(code) * cellEdgeMetres(LocationalCode.level(code));
    }

    /** Lower corner of a cell in metres. */
    public double cellMinY(final long code) {
        return minY + LocationalCode.y(code) * cellEdgeMetres(LocationalCode.level(code));
    }

    /** Lower corner of a cell in metres. */
    public double cellMinZ(final long code) {
        return minZ + LocationalCode.z(code) * cellEdgeMetres(LocationalCode.level(code));
    }

    /**
     * Euclidean distance in metres of a point, inside the world or not, to the closed box of a cell; 0 inside, NaN
     * when a coordinate is NaN.
     */
    public double distanceToCell(final long code, final double x, final double y, final double z) {
        final double edge = cellEdgeMetres(LocationalCode.level(code));
        final double dx = outside(x - minX, LocationalCode.x(code) * edge, edge);
        final double dy = outside(y - minY, LocationalCode.y(code) * edge, edge);
        final double dz = outside(z - minZ, LocationalCode.z(code) * edge, edge);
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    private static double outside(final double at, final double low, final double edge) {
        return Math.max(0.0, Math.max(low - at, at - (low + edge)));
    }

    @Override
    public String toString() {
        return "WorldCube{min (" + minX + ", " + minY + ", " + minZ + "), edge " + edgeMetres + " m, finest level "
                + finestLevel + '}';
    }
}
