package io.octarchy.space;

/** Receives cells as curve intervals. */
@FunctionalInterface
public interface CellVisitor {
    /**
     * @param curveStart  index of the first finest cell
     * @param curveLength number of finest cells, a power of eight
     */
    void onCell(long curveStart, long curveLength);
}
