package io.octarchy.space.partition;

import io.octarchy.space.LocationalCode;
import io.octarchy.space.WorldCube;
import io.octarchy.space.octree.LoadOctree;
import io.octarchy.space.region.RegionMap;
import java.util.Arrays;

/**
 * What a partitioner plans from: leaves in curve order that tile the world, the nodes, the time, the settings, and what
 * is remembered of earlier moves.
 *
 * <p>A mutable carrier, to be filled anew for each plan: {@link #begin}, nodes by ascending id, then leaves along the
 * curve. Arrays grow when they must, and stay. Not thread-safe.
 */
public final class PartitionInput {
    /** The owner of a leaf that no listed node owns. */
    public static final int NO_NODE = -1;

    private final WorldCube cube;
    private final PartitionMemory memory;
    private PartitionSettings settings;
    private long nowNs;

    private int nodes;
    private int[] nodeIds = new int[16];
    private double[] capacities = new double[16];
    private boolean[] draining = new boolean[16];
    private boolean[] accepting = new boolean[16];

    private int leaves;
    private long[] starts = new long[64];
    private long[] lengths = new long[64];
    private long[] codes = new long[64];
    private long[] loads = new long[64];
    private long[] predicted = new long[64];
    private int[] owners = new int[64];

    /**
     * @param memory what is remembered; read by planners, written by whoever carries plans out
     */
    public PartitionInput(final WorldCube cube, final PartitionSettings settings, final PartitionMemory memory) {
        this.cube = cube;
        this.settings = settings;
        this.memory = memory;
    }

    /** Begins anew, without nodes and leaves. */
    public PartitionInput begin(final long now) {
        nowNs = now;
        nodes = 0;
        leaves = 0;
        return this;
    }

    /** Other settings, from the next plan on. */
    public void settings(final PartitionSettings newSettings) {
        settings = newSettings;
    }

    /**
     * Adds a node.
     *
     * @param id          more than 0, and than the ids added before
     * @param capacity    load that it can bear, in load units; more than 0
     * @param isDraining  whether it is to give away all it has
     * @param isAccepting whether it may be given more
     */
    public void addNode(final int id, final double capacity, final boolean isDraining, final boolean isAccepting) {
        if (id <= 0 || nodes > 0 && id <= nodeIds[nodes - 1]) {
            throw new IllegalArgumentException("node ids must be above 0 and ascend, but " + id + " follows "
                    + (nodes == 0 ? 0 : nodeIds[nodes - 1]));
        }
        if (!(capacity > 0 && capacity < 1e18)) {
            throw new IllegalArgumentException("capacity of node " + id + " must be above 0 but is " + capacity);
        }
        if (nodes == nodeIds.length) {
            nodeIds = Arrays.copyOf(nodeIds, 2 * nodes);
            capacities = Arrays.copyOf(capacities, 2 * nodes);
            draining = Arrays.copyOf(draining, 2 * nodes);
            accepting = Arrays.copyOf(accepting, 2 * nodes);
        }
        nodeIds[nodes] = id;
        capacities[nodes] = capacity;
        draining[nodes] = isDraining;
        accepting[nodes++] = isAccepting && !isDraining;
    }

    /**
     * Adds a leaf: the next cell along the curve.
     *
     * @param load        load units, 0 or more
     * @param predictedLoad load one planning period ahead, 0 or more
     * @param ownerId     node id; when it is not that of a node added, the leaf has no owner
     */
    public void addLeaf(
            final long start, final long length, final long load, final long predictedLoad, final int ownerId) {
        final long expected = leaves == 0 ? 0 : starts[leaves - 1] + lengths[leaves - 1];
        if (start != expected) {
            throw new IllegalArgumentException("leaves must tile the curve: " + start + " follows " + expected);
        }
        if (load < 0 || predictedLoad < 0) {
            throw new IllegalArgumentException("load of leaf " + leaves + " is negative");
        }
        if (leaves == starts.length) {
            growLeaves(2 * leaves);
        }
        starts[leaves] = start;
        lengths[leaves] = length;
        codes[leaves] = cube.cellOfInterval(start, length);
        loads[leaves] = load;
        predicted[leaves] = predictedLoad;
        owners[leaves++] = indexOfNode(ownerId);
    }

    /** Adds all leaves of an octree, owned as a map says. */
    public void addLeaves(final LoadOctree octree, final RegionMap map) {
        int interval = 0;
        for (int i = 0; i < octree.leaves(); i++) {
            final long start = octree.leafStarts()[i];
            while (map.end(interval) <= start) {
                interval++;
            }
            addLeaf(
                    start,
                    octree.leafLengths()[i],
                    octree.leafLoads()[i],
                    octree.leafPredicted()[i],
                    map.owner(interval));
        }
    }

    private void growLeaves(final int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        codes = Arrays.copyOf(codes, capacity);
        loads = Arrays.copyOf(loads, capacity);
        predicted = Arrays.copyOf(predicted, capacity);
        owners = Arrays.copyOf(owners, capacity);
    }

    /**
     * Checks that the leaves tile the whole world, which only the last of them can show.
     *
     * @throws IllegalStateException when they do not, or there is no node
     */
    public void requireComplete() {
        if (nodes == 0) {
            throw new IllegalStateException("no nodes to plan for");
        }
        final long end = leaves == 0 ? 0 : starts[leaves - 1] + lengths[leaves - 1];
        if (end != cube.curveSize()) {
            throw new IllegalStateException("leaves end at " + end + ", the curve at " + cube.curveSize());
        }
    }

    /** The index of a node by its id, or {@link #NO_NODE}. */
    public int indexOfNode(final int id) {
        final int found = Arrays.binarySearch(nodeIds, 0, nodes, id);
        return found < 0 ? NO_NODE : found;
    }

    /** Which leaf holds a curve index. */
    public int leafAt(final long curveIndex) {
        final int found = Arrays.binarySearch(starts, 0, leaves, curveIndex);
        return found >= 0 ? found : -found - 2;
    }

    /** The world. */
    public WorldCube cube() {
        return cube;
    }

    /** The settings. */
    public PartitionSettings settings() {
        return settings;
    }

    /** What is remembered of moves. */
    public PartitionMemory memory() {
        return memory;
    }

    /** The time of this plan. */
    public long nowNs() {
        return nowNs;
    }

    /** Number of nodes. Nodes are named by their index, 0 to this less 1. */
    public int nodes() {
        return nodes;
    }

    /** Id of a node, more than 0. */
    public int nodeId(final int node) {
        return nodeIds[node];
    }

    /** Load that a node can bear. */
    public double capacity(final int node) {
        return capacities[node];
    }

    /** Whether a node is to give away all it has. */
    public boolean isDraining(final int node) {
        return draining[node];
    }

    /** Whether a node may be given more; never when it is draining. */
    public boolean isAccepting(final int node) {
        return accepting[node];
    }

    /** Number of leaves. Leaves are named by their index, in curve order. */
    public int leaves() {
        return leaves;
    }

    /** First curve index of a leaf. */
    public long leafStart(final int leaf) {
        return starts[leaf];
    }

    /** Curve length of a leaf. */
    public long leafLength(final int leaf) {
        return lengths[leaf];
    }

    /** Locational code of a leaf. */
    public long leafCode(final int leaf) {
        return codes[leaf];
    }

    /** Edge of a leaf in metres. */
    public double leafEdgeMetres(final int leaf) {
        return cube.cellEdgeMetres(LocationalCode.level(codes[leaf]));
    }

    /** Centre of a leaf in metres along an axis: 0 is x, 1 is y, 2 is z. */
    public double leafCentre(final int leaf, final int axis) {
        final long code = codes[leaf];
        final double corner =
                switch (axis) {
                    case 0 -> cube.cellMinX(code);
                    case 1 -> cube.cellMinY(code);
                    default -> cube.cellMinZ(code);
                };
        return corner + leafEdgeMetres(leaf) / 2;
    }

    /** Load of a leaf now. */
    public long leafLoad(final int leaf) {
        return loads[leaf];
    }

    /** Load of a leaf one planning period ahead: what plans are made for. */
    public long leafPredicted(final int leaf) {
        return predicted[leaf];
    }

    /** Index of the node that owns a leaf, or {@link #NO_NODE}. */
    public int leafOwner(final int leaf) {
        return owners[leaf];
    }
}
