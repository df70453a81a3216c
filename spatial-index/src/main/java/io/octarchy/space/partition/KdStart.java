package io.octarchy.space.partition;

import java.util.Arrays;

/**
 * A k-d shape quantised to leaves: space is halved again and again, across the longest extent of what has load, at the
 * point that halves the load by capacity (recursive coordinate bisection: M. Berger and S. Bokhari, IEEE ToC C-36(5),
 * 1987). Regions are box-like, so borders are short; it is how a world starts.
 *
 * <p>As a partitioner it plans from scratch each time, keeping names where it can; loads that move make it migrate much.
 * Where a region would need more curve intervals than the bound, it falls back to {@link HilbertCuts}. Keeps scratch
 * memory, no state; not thread-safe.
 */
public final class KdStart implements Partitioner {
    private final IndexSort sort = new IndexSort();
    private final Relabelling relabelling = new Relabelling();
    private final HilbertCuts fallback = new HilbertCuts();
    private final PlanWriter writer = new PlanWriter();
    private int[] order = new int[64];
    private double[] keys = new double[64];
    private int[] part = new int[64];
    private int[] takers = new int[16];

    @Override
    public void plan(final PartitionInput in, final PartitionPlan out) {
        in.requireComplete();
        final int count = collectTakers(in);
        if (count == 0) {
            writer.keep(in, out);
            return;
        }
        if (part.length < in.leaves()) {
            order = new int[2 * in.leaves()];
            keys = new double[2 * in.leaves()];
            part = new int[2 * in.leaves()];
        }
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            order[leaf] = leaf;
        }
        bisect(in, 0, in.leaves(), 0, count);
        if (writer.mostRuns(in, part) > in.settings().maxIntervalsPerNode()) {
            fallback.plan(in, out);
            return;
        }
        relabelling.relabel(in, part);
        writer.write(in, part, out);
    }

    private int collectTakers(final PartitionInput in) {
        if (takers.length < in.nodes()) {
            takers = new int[2 * in.nodes()];
        }
        int count = 0;
        for (int node = 0; node < in.nodes(); node++) {
            if (in.isAccepting(node)) {
                takers[count++] = node;
            }
        }
        return count;
    }

    /** Cuts leaves {@code order[from..to)} for nodes {@code takers[first..last)}. */
    private void bisect(final PartitionInput in, final int from, final int to, final int first, final int last) {
        if (last - first == 1) {
            for (int i = from; i < to; i++) {
                part[order[i]] = takers[first];
            }
            return;
        }
        final int axis = longestAxis(in, from, to);
        for (int i = from; i < to; i++) {
            keys[order[i]] = in.leafCentre(order[i], axis);
        }
        Arrays.sort(order, from, to);
        sort.sort(order, from, to, keys);
        final int middle = first + last >>> 1;
        final int cut = cutAt(in, from, to, capacity(in, first, middle) / capacity(in, first, last));
        bisect(in, from, cut, first, middle);
        bisect(in, cut, to, middle, last);
    }

    private double capacity(final PartitionInput in, final int first, final int last) {
        double sum = 0;
        for (int i = first; i < last; i++) {
            sum += in.capacity(takers[i]);
        }
        return sum;
    }

    /** Where the load before comes nearest to a share of all. */
    private int cutAt(final PartitionInput in, final int from, final int to, final double share) {
        double total = 0;
        for (int i = from; i < to; i++) {
            total += in.leafPredicted(order[i]);
        }
        if (total == 0) {
            return from + (int) ((to - from) * share);
        }
        double before = 0;
        int cut = from;
        while (cut < to && before + in.leafPredicted(order[cut]) / 2.0 < total * share) {
            before += in.leafPredicted(order[cut++]);
        }
        return cut;
    }

    private int longestAxis(final PartitionInput in, final int from, final int to) {
        int longest = 0;
        double most = -1;
        for (int axis = 0; axis < 3; axis++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                if (in.leafPredicted(order[i]) > 0) {
                    final double half = in.leafEdgeMetres(order[i]) / 2;
                    final double at = in.leafCentre(order[i], axis);
                    min = Math.min(min, at - half);
                    max = Math.max(max, at + half);
                }
            }
            if (max - min > most) {
                most = max - min;
                longest = axis;
            }
        }
        return longest;
    }
}
