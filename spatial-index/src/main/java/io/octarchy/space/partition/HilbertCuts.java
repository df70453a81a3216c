package io.octarchy.space.partition;

import java.util.Arrays;

/**
 * Optimal cuts of the curve: one interval a node, such that the peak utilisation is the least possible for the order of
 * nodes along the curve. Chains-on-chains partitioning by bisection on the bottleneck with a greedy probe, each probe a
 * binary search a node (A. Pınar and C. Aykanat, <i>Fast optimal load balancing algorithms for 1D partitioning</i>,
 * JPDC 64(8), 2004; D. Nicol, JPDC 23, 1994).
 *
 * <p>The best balance, but it thrashes: cuts shift along the whole chain when one load changes. For bulk planning and
 * for comparison. Keeps scratch memory, no state; not thread-safe.
 */
public final class HilbertCuts implements Partitioner {
    private static final int BISECTIONS = 100;

    private final IndexSort sort = new IndexSort();
    private final PlanWriter writer = new PlanWriter();
    private long[] before = new long[65];
    private int[] chain = new int[16];
    private int[] cuts = new int[17];
    private int[] bestCuts = new int[17];
    private double[] position = new double[16];
    private double[] weight = new double[16];
    private int[] owners = new int[64];
    private int nodes;

    @Override
    public void plan(final PartitionInput in, final PartitionPlan out) {
        in.requireComplete();
        allocate(in);
        orderNodes(in);
        if (nodes == 0) {
            writer.keep(in, out);
            return;
        }
        sumUp(in);
        findCuts(in);
        for (int i = 0; i < nodes; i++) {
            Arrays.fill(owners, bestCuts[i], bestCuts[i + 1], chain[i]);
        }
        writer.write(in, owners, out);
    }

    /** Sums of load; of leaves, when there is no load to share out. */
    private void sumUp(final PartitionInput in) {
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            before[leaf + 1] = before[leaf] + in.leafPredicted(leaf);
        }
        if (before[in.leaves()] == 0) {
            for (int leaf = 0; leaf < in.leaves(); leaf++) {
                before[leaf + 1] = leaf + 1;
            }
        }
    }

    private void allocate(final PartitionInput in) {
        if (owners.length < in.leaves()) {
            owners = new int[2 * in.leaves()];
            before = new long[2 * in.leaves() + 1];
        }
        if (chain.length < in.nodes()) {
            chain = new int[2 * in.nodes()];
            cuts = new int[2 * in.nodes() + 1];
            bestCuts = new int[2 * in.nodes() + 1];
            position = new double[2 * in.nodes()];
            weight = new double[2 * in.nodes()];
        }
    }

    /** Nodes in the order of the middle of what they own, so that cuts move and regions do not jump. */
    private void orderNodes(final PartitionInput in) {
        Arrays.fill(position, 0, in.nodes(), 0);
        Arrays.fill(weight, 0, in.nodes(), 0);
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            final int node = in.leafOwner(leaf);
            if (node != PartitionInput.NO_NODE) {
                position[node] += (in.leafPredicted(leaf) + 1.0) * leaf;
                weight[node] += in.leafPredicted(leaf) + 1.0;
            }
        }
        nodes = 0;
        for (int node = 0; node < in.nodes(); node++) {
            position[node] = weight[node] > 0 ? position[node] / weight[node] : Double.MAX_VALUE;
            if (in.isAccepting(node)) {
                chain[nodes++] = node;
            }
        }
        sort.sort(chain, 0, nodes, position);
    }

    private void findCuts(final PartitionInput in) {
        double capacity = 0;
        for (int i = 0; i < nodes; i++) {
            capacity += in.capacity(chain[i]);
        }
        final double total = before[in.leaves()];
        double low = total / capacity;
        double high = low;
        while (!probe(in, high)) {
            high = 2 * high;
        }
        accept(in);
        high = Math.min(high, peak(in));
        for (int n = 0; n < BISECTIONS && low < high; n++) {
            final double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (probe(in, middle)) {
                accept(in);
                high = Math.min(middle, peak(in));
            } else {
                low = middle;
            }
        }
    }

    private void accept(final PartitionInput in) {
        System.arraycopy(cuts, 0, bestCuts, 0, nodes);
        bestCuts[nodes] = in.leaves();
    }

    private double peak(final PartitionInput in) {
        double peak = 0;
        for (int i = 0; i < nodes; i++) {
            peak = Math.max(peak, (before[bestCuts[i + 1]] - before[bestCuts[i]]) / in.capacity(chain[i]));
        }
        return peak;
    }

    /** Fills node after node as far as the utilisation allows; whether all leaves find a place. */
    private boolean probe(final PartitionInput in, final double utilisation) {
        int at = 0;
        for (int i = 0; i < nodes; i++) {
            cuts[i] = at;
            final double limit = before[at] + utilisation * in.capacity(chain[i]);
            at = lastNotAbove(limit, at, in.leaves());
        }
        return at == in.leaves();
    }

    /** The greatest {@code i} in {@code [from, to]} with no more than {@code limit} load before it. */
    private int lastNotAbove(final double limit, final int from, final int to) {
        int low = from;
        int high = to;
        while (low < high) {
            final int middle = low + high + 1 >>> 1;
            if (before[middle] <= limit) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
