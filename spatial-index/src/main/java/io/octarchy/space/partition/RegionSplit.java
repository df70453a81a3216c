package io.octarchy.space.partition;

/**
 * Gives a node without a region a compact part of the most loaded one: what lies on one side of a plane across the
 * longest extent of its loaded leaves. Of the two sides it takes the one with the cheaper border. When the plane would
 * cut the curve too often, the end of the curve's run is given instead.
 */
final class RegionSplit {
    private final Assignment state;
    private final IndexSort sort = new IndexSort();
    private int[] leaves = new int[64];
    private double[] keys = new double[64];
    private boolean[] taken = new boolean[64];
    private int count;

    RegionSplit(final Assignment state) {
        this.state = state;
    }

    void fill(final int taker) {
        final int giver = state.busiest();
        if (giver < 0 || giver == taker || !collect(giver, taker)) {
            return;
        }
        final PartitionInput in = state.in;
        final double both = in.capacity(giver) + in.capacity(taker);
        final double wanted = Math.min(
                Math.min(state.load[giver] * in.capacity(taker) / both, state.share(taker)),
                in.settings().maxShedShare() * state.share(giver) - state.gone[giver]);
        if (wanted <= 0) {
            return;
        }
        final int axis = longestAxis();
        for (int i = 0; i < count; i++) {
            keys[leaves[i]] = in.leafCentre(leaves[i], axis);
        }
        sort.sort(leaves, 0, count, keys);
        final int low = countUntil(wanted, false);
        final int high = countUntil(wanted, true);
        final boolean fromHigh = border(high, true, giver) < border(low, false, giver);
        if (!give(fromHigh ? high : low, fromHigh, giver, taker)) {
            for (int i = 0; i < count; i++) {
                keys[leaves[i]] = leaves[i];
            }
            sort.sort(leaves, 0, count, keys);
            give(countUntil(wanted, true), true, giver, taker);
        }
    }

    /** Leaves of the giver that may go; false when fewer than two of its leaves have load. */
    private boolean collect(final int giver, final int taker) {
        final int all = state.in.leaves();
        if (keys.length < all) {
            leaves = new int[2 * all];
            keys = new double[2 * all];
            taken = new boolean[2 * all];
        }
        count = 0;
        int loaded = 0;
        for (int leaf = state.firstLeafOf(giver); leaf >= 0; leaf = state.nextLeafOf(leaf)) {
            loaded += state.in.leafPredicted(leaf) > 0 ? 1 : 0;
            if (state.mayMove(leaf, taker)) {
                leaves[count++] = leaf;
            }
        }
        return loaded >= 2;
    }

    private int longestAxis() {
        int longest = 0;
        double most = -1;
        for (int axis = 0; axis < 3; axis++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                if (state.in.leafPredicted(leaves[i]) > 0) {
                    final double at = state.in.leafCentre(leaves[i], axis);
                    min = Math.min(min, at);
                    max = Math.max(max, at);
                }
            }
            if (max - min > most) {
                most = max - min;
                longest = axis;
            }
        }
        return longest;
    }

    private int leafFrom(final int i, final boolean fromHigh) {
        return leaves[fromHigh ? count - 1 - i : i];
    }

    /** How many leaves from one end hold no more than so much load. */
    private int countUntil(final double wanted, final boolean fromHigh) {
        double sum = 0;
        int n = 0;
        while (n < count) {
            sum += state.in.leafPredicted(leafFrom(n, fromHigh));
            if (sum > wanted) {
                break;
            }
            n++;
        }
        return n;
    }

    private double border(final int n, final boolean fromHigh, final int giver) {
        for (int i = 0; i < n; i++) {
            taken[leafFrom(i, fromHigh)] = true;
        }
        double sum = n == 0 ? Double.POSITIVE_INFINITY : 0;
        final Adjacency adjacency = state.adjacency;
        for (int i = 0; i < n; i++) {
            final int leaf = leafFrom(i, fromHigh);
            for (int j = adjacency.first[leaf]; j < adjacency.first[leaf + 1]; j++) {
                if (state.owner[adjacency.other[j]] == giver && !taken[adjacency.other[j]]) {
                    sum += adjacency.cost[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            taken[leafFrom(i, fromHigh)] = false;
        }
        return sum;
    }

    /** Gives leaves from one end; takes all back, and returns false, when that makes too many intervals. */
    private boolean give(final int n, final boolean fromHigh, final int giver, final int taker) {
        int given = 0;
        while (given < n && state.mayMove(leafFrom(given, fromHigh), taker)) {
            state.move(leafFrom(given++, fromHigh), taker, MoveCause.SPLIT);
        }
        final int most = state.in.settings().maxIntervalsPerNode();
        if (state.runs[giver] <= most && state.runs[taker] <= most) {
            return true;
        }
        while (given > 0) {
            state.move(leafFrom(--given, fromHigh), giver, null);
        }
        return false;
    }
}
