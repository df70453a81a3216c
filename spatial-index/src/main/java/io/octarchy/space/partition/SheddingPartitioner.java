package io.octarchy.space.partition;

/**
 * The default: few moves, each for a reason.
 *
 * <p>In this order: leaves without owner find one (a k-d start when there is none at all); draining nodes give away a
 * bounded share; nodes without a region get a compact part of the most loaded one; when the peak is above the trigger,
 * overloaded nodes shed leaves until all are below the solve mark, each time the leaf and taker with the least new ghosts
 * per load moved, the taker being a neighbour in space, on the curve, or the idlest node anywhere; then borders are
 * tidied where that saves more ghosts than it moves load. A leaf moves at most once in a plan, and does not go back to a
 * node that it left within {@link PartitionSettings#noReturnNs()}, unless its owner leaves and nobody else may have it.
 *
 * <p>Plans are made for predicted loads. Time is O(leaves) plus, for each leaf shed, the leaves of the giver. Keeps
 * scratch memory, no state; not thread-safe.
 */
public final class SheddingPartitioner implements Partitioner {
    private final Assignment state = new Assignment();
    private final KdStart start = new KdStart();
    private final Giving giving = new Giving(state);
    private final RegionSplit split = new RegionSplit(state);
    private final Tidying tidying = new Tidying(state);

    @Override
    public void plan(final PartitionInput in, final PartitionPlan out) {
        in.requireComplete();
        if (!isAnyOwned(in)) {
            start.plan(in, out);
            return;
        }
        state.begin(in);
        final double before = state.imbalance();
        if (state.idlest() >= 0) {
            final PartitionSettings settings = in.settings();
            giving.giveAll(state.nobody(), Double.POSITIVE_INFINITY, MoveCause.INITIAL);
            drain(in, settings);
            for (int node = 0; node < in.nodes(); node++) {
                if (in.isAccepting(node) && state.firstLeafOf(node) < 0) {
                    split.fill(node);
                }
            }
            if (state.imbalance() > settings.trigger()) {
                giving.shed();
            }
            tidying.tidy();
        }
        state.write(before, out);
    }

    private void drain(final PartitionInput in, final PartitionSettings settings) {
        for (int node = 0; node < in.nodes(); node++) {
            if (in.isDraining(node)) {
                final double share = state.share(node);
                final MoveCause cause = state.load[node] < share / 2 ? MoveCause.MERGE : MoveCause.DRAIN;
                giving.giveAll(node, share * settings.maxDrainShare(), cause);
            }
        }
    }

    private static boolean isAnyOwned(final PartitionInput in) {
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            if (in.leafOwner(leaf) != PartitionInput.NO_NODE) {
                return true;
            }
        }
        return false;
    }
}
