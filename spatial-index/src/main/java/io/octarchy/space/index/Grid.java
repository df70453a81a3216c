package io.octarchy.space.index;

import io.octarchy.space.WorldCube;

/** The cells of one level of a world as integer coordinates. Immutable. */
final class Grid {
    final WorldCube cube;
    final int level;
    final double minX;
    final double minY;
    final double minZ;
    final double cellEdgeMetres;
    final int lastCell;
    /**
     * More than rounding can shift a position relative to the world's corner. Scans widen their reach by it when they
     * choose cells, so that what they find is decided by exact tests of entities alone.
     */
    final double slackMetres;

    private final double cellsPerMetre;

    Grid(final WorldCube cube, final int level) {
        this.cube = cube;
        this.level = level;
        minX = cube.minX();
        minY = cube.minY();
        minZ = cube.minZ();
        cellEdgeMetres = cube.cellEdgeMetres(level);
        cellsPerMetre = 1 / cellEdgeMetres;
        lastCell = (1 << level) - 1;
        slackMetres = (Math.abs(minX) + Math.abs(minY) + Math.abs(minZ) + cube.edgeMetres()) * 0x1p-48;
    }

    /** Coordinate of the cell around a position inside the world, relative to its corner. */
    int cell(final double relativeMetres) {
        return Math.min((int) (relativeMetres * cellsPerMetre), lastCell);
    }

    /** The same for any position: what lies outside belongs to the outermost cell. */
    int clampedCell(final double relativeMetres) {
        final int cell = (int) (relativeMetres * cellsPerMetre);
        return cell < 0 ? 0 : Math.min(cell, lastCell);
    }
}
