package io.octarchy.space.partition;

/**
 * What most engines do: space is cut into equal boxes once, whatever the load. For comparison, and for worlds that are
 * evenly filled. Boxes are made by halving the longest edge, the ground plane first, by number of nodes; leaves belong
 * to the box of their centre. Intervals are not bounded. Keeps scratch memory, no state; not thread-safe.
 */
public final class StaticGrid implements Partitioner {
    private final boolean cutsHeight;
    private final PlanWriter writer = new PlanWriter();
    private final double[] min = new double[3];
    private final double[] max = new double[3];
    private int[] takers = new int[16];
    private int[] owners = new int[64];

    /**
     * @param cutsHeight whether to cut along z too; a flat world should not
     */
    public StaticGrid(final boolean cutsHeight) {
        this.cutsHeight = cutsHeight;
    }

    @Override
    public void plan(final PartitionInput in, final PartitionPlan out) {
        in.requireComplete();
        if (takers.length < in.nodes()) {
            takers = new int[2 * in.nodes()];
        }
        if (owners.length < in.leaves()) {
            owners = new int[2 * in.leaves()];
        }
        int count = 0;
        for (int node = 0; node < in.nodes(); node++) {
            if (in.isAccepting(node)) {
                takers[count++] = node;
            }
        }
        if (count == 0) {
            writer.keep(in, out);
            return;
        }
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            owners[leaf] = takers[boxOf(in, leaf, count)];
        }
        writer.write(in, owners, out);
    }

    private int boxOf(final PartitionInput in, final int leaf, final int count) {
        reset(0, in.cube().minX(), in.cube().edgeMetres());
        reset(1, in.cube().minY(), in.cube().edgeMetres());
        reset(2, in.cube().minZ(), in.cube().edgeMetres());
        int first = 0;
        int last = count;
        while (last - first > 1) {
            final int middle = first + last >>> 1;
            final int axis = longestAxis();
            final double cut = min[axis] + (max[axis] - min[axis]) * (middle - first) / (last - first);
            if (in.leafCentre(leaf, axis) < cut) {
                max[axis] = cut;
                last = middle;
            } else {
                min[axis] = cut;
                first = middle;
            }
        }
        return first;
    }

    private void reset(final int axis, final double from, final double edge) {
        min[axis] = from;
        max[axis] = from + edge;
    }

    private int longestAxis() {
        int longest = 0;
        for (int axis = 1; axis < (cutsHeight ? 3 : 2); axis++) {
            if (max[axis] - min[axis] > max[longest] - min[longest]) {
                longest = axis;
            }
        }
        return longest;
    }
}
