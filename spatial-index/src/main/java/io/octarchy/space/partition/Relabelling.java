package io.octarchy.space.partition;

import java.util.Arrays;

/**
 * Gives names to the parts of a partition made from scratch, so that as much load as possible stays where it is: pairs
 * of part and owner are matched greedily by common load. Nodes of different capacity do not swap.
 */
final class Relabelling {
    private final IndexSort sort = new IndexSort();
    private int[] pairPart = new int[64];
    private int[] pairNode = new int[64];
    private double[] pairLoad = new double[64];
    private double[] byOwner = new double[64];
    private int[] order = new int[64];
    private int[] nodeOfPart = new int[64];
    private boolean[] used = new boolean[64];
    private double[] partKey = new double[64];
    private int pairs;

    /**
     * @param part the node that each leaf was cut for; replaced by the node that it is to go to
     */
    void relabel(final PartitionInput in, final int[] part) {
        allocate(in.leaves(), in.nodes());
        collectPairs(in, part);
        for (int i = 0; i < pairs; i++) {
            order[i] = i;
        }
        sort.sort(order, 0, pairs, pairLoad);
        Arrays.fill(nodeOfPart, 0, in.nodes(), -1);
        Arrays.fill(used, 0, in.nodes(), false);
        for (int i = 0; i < pairs; i++) {
            final int from = pairPart[order[i]];
            final int node = pairNode[order[i]];
            if (nodeOfPart[from] < 0 && !used[node] && in.isAccepting(node) && in.capacity(node) == in.capacity(from)) {
                nodeOfPart[from] = node;
                used[node] = true;
            }
        }
        nameTheRest(in);
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            part[leaf] = nodeOfPart[part[leaf]];
        }
    }

    private void allocate(final int leaves, final int nodes) {
        if (pairPart.length < leaves) {
            pairPart = new int[2 * leaves];
            pairNode = new int[2 * leaves];
            pairLoad = new double[2 * leaves];
            order = new int[2 * leaves];
            partKey = new double[2 * leaves];
        }
        if (byOwner.length < nodes) {
            byOwner = new double[2 * nodes];
            nodeOfPart = new int[2 * nodes];
            used = new boolean[2 * nodes];
        }
    }

    private void collectPairs(final PartitionInput in, final int[] part) {
        pairs = 0;
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            order[leaf] = leaf;
            partKey[leaf] = part[leaf];
        }
        sort.sort(order, 0, in.leaves(), partKey);
        for (int i = 0; i < in.leaves(); ) {
            final int thisPart = part[order[i]];
            int end = i;
            while (end < in.leaves() && part[order[end]] == thisPart) {
                final int node = in.leafOwner(order[end]);
                if (node != PartitionInput.NO_NODE) {
                    // One unit for the place, so that empty space stays too.
                    byOwner[node] += in.leafPredicted(order[end]) + 1.0;
                }
                end++;
            }
            addPairs(in, thisPart, i, end);
            i = end;
        }
    }

    private void addPairs(final PartitionInput in, final int thisPart, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final int node = in.leafOwner(order[i]);
            if (node != PartitionInput.NO_NODE && byOwner[node] > 0) {
                pairPart[pairs] = thisPart;
                pairNode[pairs] = node;
                pairLoad[pairs++] = -byOwner[node];
                byOwner[node] = 0;
            }
        }
    }

    private void nameTheRest(final PartitionInput in) {
        for (int from = 0; from < in.nodes(); from++) {
            if (nodeOfPart[from] < 0 && in.isAccepting(from)) {
                nodeOfPart[from] = firstFree(in, from);
                used[nodeOfPart[from]] = true;
            }
        }
    }

    private int firstFree(final PartitionInput in, final int from) {
        if (!used[from]) {
            return from;
        }
        for (int node = 0; node < in.nodes(); node++) {
            if (!used[node] && in.isAccepting(node) && in.capacity(node) == in.capacity(from)) {
                return node;
            }
        }
        throw new AssertionError("as many parts as nodes of each capacity, so one is free");
    }
}
