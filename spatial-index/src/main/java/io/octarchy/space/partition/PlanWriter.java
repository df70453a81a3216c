package io.octarchy.space.partition;

import java.util.Arrays;

/** Writes plans that were made as a whole, not move by move. */
final class PlanWriter {
    private long[] loads = new long[16];
    private int[] runs = new int[16];

    /** Today's owners. */
    void keep(final PartitionInput in, final PartitionPlan out) {
        out.clear();
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            out.addOwner(in.leafOwner(leaf));
        }
        final double imbalance = imbalance(in, null);
        out.imbalance(imbalance, imbalance);
    }

    /** New owners; a leaf without one was moved to begin with, the others to even out load or because of a drain. */
    void write(final PartitionInput in, final int[] owners, final PartitionPlan out) {
        out.clear();
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            out.addOwner(owners[leaf]);
            final int before = in.leafOwner(leaf);
            if (before == PartitionInput.NO_NODE) {
                out.addMove(leaf, before, MoveCause.INITIAL);
            } else if (before != owners[leaf]) {
                out.addMove(leaf, before, in.isDraining(before) ? MoveCause.DRAIN : MoveCause.SHED);
            }
        }
        out.imbalance(imbalance(in, null), imbalance(in, owners));
    }

    /** Peak over mean utilisation of the nodes that stay; owners of today when none are given. */
    private double imbalance(final PartitionInput in, final int[] owners) {
        if (loads.length < in.nodes()) {
            loads = new long[2 * in.nodes()];
        }
        Arrays.fill(loads, 0, in.nodes(), 0);
        long total = 0;
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            final int node = owners == null ? in.leafOwner(leaf) : owners[leaf];
            total += in.leafPredicted(leaf);
            if (node != PartitionInput.NO_NODE) {
                loads[node] += in.leafPredicted(leaf);
            }
        }
        double capacity = 0;
        double peak = 0;
        for (int node = 0; node < in.nodes(); node++) {
            if (!in.isDraining(node)) {
                capacity += in.capacity(node);
                peak = Math.max(peak, loads[node] / in.capacity(node));
            }
        }
        return total > 0 && capacity > 0 ? peak / (total / capacity) : 1;
    }

    /** The most curve intervals that any node would have. */
    int mostRuns(final PartitionInput in, final int[] owners) {
        if (runs.length < in.nodes()) {
            runs = new int[2 * in.nodes()];
        }
        Arrays.fill(runs, 0, in.nodes(), 0);
        int most = 0;
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            if (leaf == 0 || owners[leaf] != owners[leaf - 1]) {
                most = Math.max(most, ++runs[owners[leaf]]);
            }
        }
        return most;
    }
}
