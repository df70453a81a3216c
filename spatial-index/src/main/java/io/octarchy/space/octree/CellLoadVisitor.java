package io.octarchy.space.octree;

/** Receives cells with their load. */
@FunctionalInterface
public interface CellLoadVisitor {
    /**
     * @param code locational code of the cell
     * @param load in load units, 0 or more
     */
    void onCell(long code, long load);
}
