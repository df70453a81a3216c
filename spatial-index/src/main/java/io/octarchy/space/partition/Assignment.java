package io.octarchy.space.partition;

import java.util.Arrays;

/**
 * Who owns which leaf while a plan is made, with all that follows from it kept up to date move by move: load and curve
 * runs of each node, leaves of each node, peaks.
 *
 * <p>What no node owns belongs to a pseudo node, {@link #nobody()}, so that no step needs a special case.
 */
final class Assignment {
    final Adjacency adjacency = new Adjacency();
    PartitionInput in;
    int[] owner = new int[0];
    long[] load = new long[0];
    int[] runs = new int[0];
    /** Load that has left each node in this plan. */
    long[] gone = new long[0];

    private final Tournament busiest = new Tournament();
    private final Tournament idlest = new Tournament();
    private final NoReturn noReturn = new NoReturn();
    private MoveCause[] cause = new MoveCause[0];
    private int[] firstLeaf = new int[0];
    private int[] nextLeaf = new int[0];
    private int[] previousLeaf = new int[0];
    private long totalLoad;
    private double meanUtilisation;
    private int movesLeft;

    void begin(final PartitionInput input) {
        in = input;
        in.requireComplete();
        allocate(in.leaves(), in.nodes() + 1);
        adjacency.build(in);
        noReturn.build(in);
        movesLeft = in.memory().room();
        Arrays.fill(cause, 0, in.leaves(), null);
        totalLoad = 0;
        for (int leaf = in.leaves() - 1; leaf >= 0; leaf--) {
            owner[leaf] = in.leafOwner(leaf) == PartitionInput.NO_NODE ? nobody() : in.leafOwner(leaf);
            link(leaf);
            totalLoad += in.leafPredicted(leaf);
            load[owner[leaf]] += in.leafPredicted(leaf);
            runs[owner[leaf]] += leaf + 1 == in.leaves() || owner[leaf + 1] != owner[leaf] ? 1 : 0;
        }
        double capacity = 0;
        for (int node = 0; node < in.nodes(); node++) {
            capacity += in.isDraining(node) ? 0 : in.capacity(node);
        }
        meanUtilisation = capacity == 0 ? 0 : totalLoad / capacity;
        busiest.reset(in.nodes());
        idlest.reset(in.nodes());
        for (int node = 0; node < in.nodes(); node++) {
            rank(node);
        }
    }

    private void allocate(final int leaves, final int nodes) {
        if (owner.length < leaves) {
            owner = new int[2 * leaves];
            cause = new MoveCause[2 * leaves];
            nextLeaf = new int[2 * leaves];
            previousLeaf = new int[2 * leaves];
        }
        if (load.length < nodes) {
            load = new long[2 * nodes];
            runs = new int[2 * nodes];
            gone = new long[2 * nodes];
            firstLeaf = new int[2 * nodes];
        }
        Arrays.fill(load, 0, nodes, 0);
        Arrays.fill(runs, 0, nodes, 0);
        Arrays.fill(gone, 0, nodes, 0);
        Arrays.fill(firstLeaf, 0, nodes, -1);
    }

    private void rank(final int node) {
        if (node == nobody()) {
            return;
        }
        final double utilisation = load[node] / in.capacity(node);
        busiest.key(node, in.isDraining(node) ? Double.NEGATIVE_INFINITY : utilisation);
        idlest.key(node, in.isAccepting(node) ? -utilisation : Double.NEGATIVE_INFINITY);
    }

    /** The owner of what no node owns. */
    int nobody() {
        return in.nodes();
    }

    /** The node that stays and has the most load for its capacity, or -1. */
    int busiest() {
        return busiest.best();
    }

    /** Takes a node out of {@link #busiest()}, until its load changes. */
    void passOver(final int node) {
        busiest.key(node, Double.NEGATIVE_INFINITY);
    }

    /** The accepting node with the least load for its capacity, or -1. */
    int idlest() {
        return idlest.best();
    }

    /** Load of all leaves. */
    long totalLoad() {
        return totalLoad;
    }

    /** The load that a node has when all have their share. */
    double share(final int node) {
        return meanUtilisation * in.capacity(node);
    }

    /** Peak over mean utilisation of nodes that stay. */
    double imbalance() {
        double peak = 0;
        for (int node = 0; node < in.nodes(); node++) {
            if (!in.isDraining(node)) {
                peak = Math.max(peak, load[node] / in.capacity(node));
            }
        }
        return meanUtilisation > 0 ? peak / meanUtilisation : 1;
    }

    int firstLeafOf(final int node) {
        return firstLeaf[node];
    }

    int nextLeafOf(final int leaf) {
        return nextLeaf[leaf];
    }

    boolean hasMoved(final int leaf) {
        return cause[leaf] != null;
    }

    /** Whether an optional move of a leaf to a node is allowed by all that does not depend on load. */
    boolean mayMove(final int leaf, final int to) {
        return movesLeft > 0 && in.isAccepting(to) && !hasMoved(leaf) && !noReturn.forbids(leaf, to);
    }

    boolean isReturn(final int leaf, final int to) {
        return noReturn.forbids(leaf, to);
    }

    /** What the border between a leaf and the other leaves of a node would cost. */
    double connection(final int leaf, final int node) {
        double sum = 0;
        for (int i = adjacency.first[leaf]; i < adjacency.first[leaf + 1]; i++) {
            if (owner[adjacency.other[i]] == node) {
                sum += adjacency.cost[i];
            }
        }
        return sum;
    }

    /** How many runs the owner gains when it gives the leaf away: 1, 0 or -1. */
    int runsOfGiver(final int leaf) {
        return neighboursOnCurve(leaf, owner[leaf]) - 1;
    }

    /** How many runs a node gains when it takes the leaf: 1, 0 or -1. */
    int runsOfTaker(final int leaf, final int to) {
        return 1 - neighboursOnCurve(leaf, to);
    }

    private int neighboursOnCurve(final int leaf, final int node) {
        return (leaf > 0 && owner[leaf - 1] == node ? 1 : 0)
                + (leaf + 1 < in.leaves() && owner[leaf + 1] == node ? 1 : 0);
    }

    /** Whether both nodes stay within their bound of intervals. */
    boolean runsFit(final int leaf, final int to) {
        final int most = in.settings().maxIntervalsPerNode();
        final int from = owner[leaf];
        return (runs[to] + runsOfTaker(leaf, to) <= most || runsOfTaker(leaf, to) <= 0)
                && (runsOfGiver(leaf) <= 0 || runs[from] + runsOfGiver(leaf) <= most || from == nobody());
    }

    /** Changes owner. A null cause takes a move back. */
    void move(final int leaf, final int to, final MoveCause why) {
        final int from = owner[leaf];
        final long weight = in.leafPredicted(leaf);
        runs[from] += runsOfGiver(leaf);
        runs[to] += runsOfTaker(leaf, to);
        unlink(leaf);
        owner[leaf] = to;
        link(leaf);
        load[from] -= weight;
        load[to] += weight;
        if (why == null) {
            gone[to] -= weight;
            movesLeft++;
        } else {
            gone[from] += weight;
            movesLeft--;
        }
        cause[leaf] = why;
        rank(from);
        rank(to);
    }

    private void link(final int leaf) {
        final int node = owner[leaf];
        nextLeaf[leaf] = firstLeaf[node];
        previousLeaf[leaf] = -1;
        if (firstLeaf[node] >= 0) {
            previousLeaf[firstLeaf[node]] = leaf;
        }
        firstLeaf[node] = leaf;
    }

    private void unlink(final int leaf) {
        if (previousLeaf[leaf] >= 0) {
            nextLeaf[previousLeaf[leaf]] = nextLeaf[leaf];
        } else {
            firstLeaf[owner[leaf]] = nextLeaf[leaf];
        }
        if (nextLeaf[leaf] >= 0) {
            previousLeaf[nextLeaf[leaf]] = previousLeaf[leaf];
        }
    }

    /** Writes the outcome. */
    void write(final double imbalanceBefore, final PartitionPlan out) {
        out.clear();
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            final int now = owner[leaf] == nobody() ? PartitionInput.NO_NODE : owner[leaf];
            out.addOwner(now);
            if (now != in.leafOwner(leaf)) {
                out.addMove(leaf, in.leafOwner(leaf), cause[leaf]);
            }
        }
        out.imbalance(imbalanceBefore, imbalance());
    }
}
