package io.octarchy.space.partition;

/**
 * Shorter borders: single leaves and short runs of the curve go to a neighbour when the ghosts that saves outweigh the
 * load that moves, greatest net gain first (a one-pass refinement after C. Fiduccia and R. Mattheyses, DAC 1982).
 */
final class Tidying {
    private static final int LONGEST_RUN = 8;

    private final Assignment state;
    private final IndexSort sort = new IndexSort();
    private int[] order = new int[64];
    private int[] spanStart = new int[64];
    private int[] spanEnd = new int[64];
    private int[] spanTaker = new int[64];
    private double[] spanCost = new double[64];
    private int spans;
    private int foundTaker;
    private double foundGain;

    Tidying(final Assignment state) {
        this.state = state;
    }

    void tidy() {
        double budget = state.in.settings().maxTidyShare() * state.totalLoad();
        if (budget <= 0) {
            return;
        }
        collect();
        for (int i = 0; i < spans; i++) {
            order[i] = i;
        }
        sort.sort(order, 0, spans, spanCost);
        for (int i = 0; i < spans; i++) {
            final int span = order[i];
            final long weight = weight(spanStart[span], spanEnd[span]);
            if (weight <= budget && stillPays(span)) {
                for (int leaf = spanStart[span]; leaf < spanEnd[span]; leaf++) {
                    state.move(leaf, spanTaker[span], MoveCause.TIDY);
                }
                budget -= weight;
            }
        }
    }

    private void collect() {
        spans = 0;
        final int leaves = state.in.leaves();
        for (int start = 0; start < leaves; ) {
            int end = start + 1;
            while (end < leaves && state.owner[end] == state.owner[start]) {
                end++;
            }
            if (end - start > 1 && end - start <= LONGEST_RUN) {
                consider(start, end);
            }
            for (int leaf = start; leaf < end; leaf++) {
                consider(leaf, leaf + 1);
            }
            start = end;
        }
    }

    private void consider(final int start, final int end) {
        if (state.owner[start] == state.nobody()) {
            return;
        }
        foundGain = 0;
        foundTaker = -1;
        int before = state.owner[start];
        for (int leaf = start; leaf < end; leaf++) {
            final Adjacency adjacency = state.adjacency;
            for (int i = adjacency.first[leaf]; i < adjacency.first[leaf + 1]; i++) {
                final int taker = state.owner[adjacency.other[i]];
                if (taker != state.owner[start] && taker != before && taker != foundTaker) {
                    before = taker;
                    final double gain = gain(start, end, taker);
                    if (gain > foundGain) {
                        foundGain = gain;
                        foundTaker = taker;
                    }
                }
            }
        }
        if (foundTaker >= 0) {
            add(start, end, foundTaker, -foundGain);
        }
    }

    /** Ghosts saved less the price of the move; 0 when it is not allowed. */
    private double gain(final int start, final int end, final int taker) {
        if (taker == state.nobody() || !isAllowed(start, end, taker)) {
            return 0;
        }
        double saved = 0;
        for (int leaf = start; leaf < end; leaf++) {
            saved += state.connection(leaf, taker) - connectionOutside(leaf, start, end);
        }
        return saved - state.in.settings().payFactor() * weight(start, end);
    }

    private double connectionOutside(final int leaf, final int start, final int end) {
        final Adjacency adjacency = state.adjacency;
        double sum = 0;
        for (int i = adjacency.first[leaf]; i < adjacency.first[leaf + 1]; i++) {
            final int other = adjacency.other[i];
            if (state.owner[other] == state.owner[leaf] && (other < start || other >= end)) {
                sum += adjacency.cost[i];
            }
        }
        return sum;
    }

    private boolean isAllowed(final int start, final int end, final int taker) {
        for (int leaf = start; leaf < end; leaf++) {
            if (!state.mayMove(leaf, taker)) {
                return false;
            }
        }
        final PartitionSettings settings = state.in.settings();
        final double limit = (settings.solve() + settings.trigger()) / 2 * state.share(taker);
        return state.load[taker] + weight(start, end) <= limit && runsFit(start, end, taker);
    }

    /** Tidying may use half of the bound of intervals; the rest is for shedding, which must not fail. */
    private boolean runsFit(final int start, final int end, final int taker) {
        final int giver = state.owner[start];
        final int most = state.in.settings().maxIntervalsPerNode() / 2;
        final int giverGains = ownedBy(start - 1, giver) + ownedBy(end, giver) - 1;
        final int takerGains = 1 - ownedBy(start - 1, taker) - ownedBy(end, taker);
        return (giverGains <= 0 || state.runs[giver] + giverGains <= most)
                && (takerGains <= 0 || state.runs[taker] + takerGains <= most);
    }

    private int ownedBy(final int leaf, final int node) {
        return leaf >= 0 && leaf < state.in.leaves() && state.owner[leaf] == node ? 1 : 0;
    }

    private boolean stillPays(final int span) {
        final int giver = state.owner[spanStart[span]];
        for (int leaf = spanStart[span]; leaf < spanEnd[span]; leaf++) {
            if (state.owner[leaf] != giver) {
                return false;
            }
        }
        return giver != spanTaker[span] && gain(spanStart[span], spanEnd[span], spanTaker[span]) > 0;
    }

    private long weight(final int start, final int end) {
        long sum = 0;
        for (int leaf = start; leaf < end; leaf++) {
            sum += state.in.leafPredicted(leaf);
        }
        return sum;
    }

    private void add(final int start, final int end, final int taker, final double cost) {
        if (spans == order.length) {
            order = java.util.Arrays.copyOf(order, 2 * spans);
            spanStart = java.util.Arrays.copyOf(spanStart, 2 * spans);
            spanEnd = java.util.Arrays.copyOf(spanEnd, 2 * spans);
            spanTaker = java.util.Arrays.copyOf(spanTaker, 2 * spans);
            spanCost = java.util.Arrays.copyOf(spanCost, 2 * spans);
        }
        spanStart[spans] = start;
        spanEnd[spans] = end;
        spanTaker[spans] = taker;
        spanCost[spans++] = cost;
    }
}
