package io.octarchy.space.partition;

/** Giving leaves away, one by one, each to whom it costs the fewest ghosts. */
final class Giving {
    private final Assignment state;
    private int bestLeaf;
    private int bestTaker;
    private double bestScore;

    Giving(final Assignment state) {
        this.state = state;
    }

    /** Overloaded nodes give until none is above the solve mark, or none can. */
    void shed() {
        final double solve = state.in.settings().solve();
        while (true) {
            final int giver = state.busiest();
            if (giver < 0 || state.load[giver] <= solve * state.share(giver)) {
                return;
            }
            if (!giveBest(giver, state.load[giver] - solve * state.share(giver))) {
                state.passOver(giver);
            }
        }
    }

    private boolean giveBest(final int giver, final double excess) {
        final double budget = state.in.settings().maxShedShare() * state.share(giver) - state.gone[giver];
        bestLeaf = -1;
        bestScore = Double.POSITIVE_INFINITY;
        for (int leaf = state.firstLeafOf(giver); leaf >= 0; leaf = state.nextLeafOf(leaf)) {
            final long weight = state.in.leafPredicted(leaf);
            if (weight > 0 && weight <= budget && !state.hasMoved(leaf)) {
                consider(leaf, giver, excess);
            }
        }
        if (bestLeaf < 0) {
            return false;
        }
        state.move(bestLeaf, bestTaker, MoveCause.SHED);
        return true;
    }

    private void consider(final int leaf, final int giver, final double excess) {
        final double kept = state.connection(leaf, giver);
        final Adjacency adjacency = state.adjacency;
        int before = giver;
        for (int i = adjacency.first[leaf]; i < adjacency.first[leaf + 1]; i++) {
            final int taker = state.owner[adjacency.other[i]];
            if (taker != giver && taker != before) {
                score(leaf, taker, kept, excess);
                before = taker;
            }
        }
        if (leaf > 0 && state.owner[leaf - 1] != giver) {
            score(leaf, state.owner[leaf - 1], kept, excess);
        }
        if (leaf + 1 < state.in.leaves() && state.owner[leaf + 1] != giver) {
            score(leaf, state.owner[leaf + 1], kept, excess);
        }
        score(leaf, state.idlest(), kept, excess);
    }

    private void score(final int leaf, final int taker, final double kept, final double excess) {
        final PartitionInput in = state.in;
        if (taker == state.nobody() || taker == state.owner[leaf] || !state.mayMove(leaf, taker)) {
            return;
        }
        final long weight = in.leafPredicted(leaf);
        if (state.load[taker] + weight > in.settings().solve() * state.share(taker) || !state.runsFit(leaf, taker)) {
            return;
        }
        final double ghosts = kept - state.connection(leaf, taker);
        final double useful = Math.min(weight, excess);
        final double score = (ghosts + in.settings().payFactor() * weight + runPrice(leaf, taker)) / useful;
        if (score < bestScore || score == bestScore && leaf < bestLeaf) {
            bestScore = score;
            bestLeaf = leaf;
            bestTaker = taker;
        }
    }

    /** New runs cost the more, the closer a node is to its bound; they must not run out while load must go. */
    private double runPrice(final int leaf, final int taker) {
        final int giver = state.owner[leaf];
        final double most = state.in.settings().maxIntervalsPerNode();
        final double price = state.runsOfGiver(leaf) * square(state.runs[giver] / most)
                + state.runsOfTaker(leaf, taker) * square(state.runs[taker] / most);
        return price * state.in.leafPredicted(leaf);
    }

    private static double square(final double x) {
        return x * x;
    }

    /**
     * Gives all leaves of a node away in curve order, so that what lies together goes together, up to so much load.
     */
    void giveAll(final int giver, final double budget, final MoveCause cause) {
        double left = budget;
        int leaf = lowestLeaf(giver);
        while (leaf >= 0 && leaf < state.in.leaves()) {
            if (state.owner[leaf] == giver) {
                final long weight = state.in.leafPredicted(leaf);
                if (weight > left && left < budget) {
                    return;
                }
                state.move(leaf, takerOf(leaf), cause);
                left -= weight;
            }
            leaf++;
        }
    }

    private int lowestLeaf(final int node) {
        int lowest = -1;
        for (int leaf = state.firstLeafOf(node); leaf >= 0; leaf = state.nextLeafOf(leaf)) {
            lowest = lowest < 0 ? leaf : Math.min(lowest, leaf);
        }
        return lowest;
    }

    /** The neighbour with the longest common border that has room, else the idlest node. */
    private int takerOf(final int leaf) {
        final Adjacency adjacency = state.adjacency;
        int best = -1;
        double longest = -1;
        for (int i = adjacency.first[leaf]; i < adjacency.first[leaf + 1]; i++) {
            final int taker = state.owner[adjacency.other[i]];
            if (taker != best && hasRoom(leaf, taker)) {
                final double common = state.connection(leaf, taker);
                if (common > longest) {
                    longest = common;
                    best = taker;
                }
            }
        }
        for (int step = -1; step <= 1; step += 2) {
            final int next = leaf + step;
            if (best < 0 && next >= 0 && next < state.in.leaves() && hasRoom(leaf, state.owner[next])) {
                best = state.owner[next];
            }
        }
        return best >= 0 ? best : anyTaker(leaf);
    }

    private boolean hasRoom(final int leaf, final int taker) {
        return taker != state.nobody()
                && state.in.isAccepting(taker)
                && !state.isReturn(leaf, taker)
                && state.runsFit(leaf, taker)
                && state.load[taker] + state.in.leafPredicted(leaf)
                        <= state.in.settings().solve() * state.share(taker);
    }

    /**
     * The idlest node that has intervals left and from which the leaf has not just come; else a node that has intervals
     * left; else, so that nothing stays without an owner, the idlest of all.
     */
    private int anyTaker(final int leaf) {
        int best = -1;
        boolean bestReturns = true;
        for (int node = 0; node < state.in.nodes(); node++) {
            if (state.in.isAccepting(node) && state.runsFit(leaf, node)) {
                final boolean returns = state.isReturn(leaf, node);
                if (best < 0
                        || bestReturns && !returns
                        || bestReturns == returns && utilisation(node) < utilisation(best)) {
                    best = node;
                    bestReturns = returns;
                }
            }
        }
        return best >= 0 ? best : state.idlest();
    }

    private double utilisation(final int node) {
        return state.load[node] / state.in.capacity(node);
    }
}
