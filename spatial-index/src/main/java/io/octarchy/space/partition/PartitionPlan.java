package io.octarchy.space.partition;

import io.octarchy.space.region.RegionMap;
import java.util.Arrays;

/**
 * The next owners, the moves that lead there with their causes, and what to expect of it.
 *
 * <p>Filled by a partitioner, used again for the next plan; arrays grow when they must. Nodes and leaves are indices of
 * the {@link PartitionInput} that was planned from. Not thread-safe.
 */
public final class PartitionPlan {
    private int leaves;
    private int[] owners = new int[64];
    private int moves;
    private int[] moveLeaf = new int[64];
    private int[] moveFrom = new int[64];
    private MoveCause[] moveCause = new MoveCause[64];
    private double imbalanceBefore;
    private double imbalanceAfter;

    void clear() {
        leaves = 0;
        moves = 0;
        imbalanceBefore = 0;
        imbalanceAfter = 0;
    }

    void addOwner(final int node) {
        if (leaves == owners.length) {
            owners = Arrays.copyOf(owners, 2 * leaves);
        }
        owners[leaves++] = node;
    }

    void addMove(final int leaf, final int from, final MoveCause cause) {
        if (moves == moveLeaf.length) {
            moveLeaf = Arrays.copyOf(moveLeaf, 2 * moves);
            moveFrom = Arrays.copyOf(moveFrom, 2 * moves);
            moveCause = Arrays.copyOf(moveCause, 2 * moves);
        }
        moveLeaf[moves] = leaf;
        moveFrom[moves] = from;
        moveCause[moves++] = cause;
    }

    void imbalance(final double before, final double after) {
        imbalanceBefore = before;
        imbalanceAfter = after;
    }

    /** Number of leaves. */
    public int leaves() {
        return leaves;
    }

    /** The node that is to own a leaf; {@link PartitionInput#NO_NODE} only when no node may take it. */
    public int owner(final int leaf) {
        return owners[leaf];
    }

    /** Number of leaves that change owner. */
    public int moves() {
        return moves;
    }

    /** The leaf of move {@code i}; moves are in curve order. */
    public int moveLeaf(final int i) {
        return moveLeaf[i];
    }

    /** The node that gives it, or {@link PartitionInput#NO_NODE}. */
    public int moveFrom(final int i) {
        return moveFrom[i];
    }

    /** The node that takes it. */
    public int moveTo(final int i) {
        return owners[moveLeaf[i]];
    }

    /** Why. */
    public MoveCause moveCause(final int i) {
        return moveCause[i];
    }

    /** Peak over mean utilisation of the nodes that stay, by predicted loads and today's owners; 1 is perfect. */
    public double imbalanceBefore() {
        return imbalanceBefore;
    }

    /** The same, with the new owners. Above the trigger: one leaf is too heavy, or a budget or bound was in the way. */
    public double imbalanceAfter() {
        return imbalanceAfter;
    }

    /**
     * Makes a map's owners those of this plan.
     *
     * @return false when the map's bound is too small; it may then have changed in part
     */
    public boolean applyTo(final RegionMap map, final PartitionInput in) {
        boolean fits = true;
        for (int i = 0; i < moves; i++) {
            final int leaf = moveLeaf[i];
            final long start = in.leafStart(leaf);
            fits &= map.assign(start, start + in.leafLength(leaf), in.nodeId(owners[leaf]));
        }
        return fits;
    }
}
