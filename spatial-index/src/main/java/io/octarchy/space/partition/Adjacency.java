package io.octarchy.space.partition;

import io.octarchy.space.LocationalCode;
import java.util.Arrays;

/**
 * Which leaves share a face, and what a border there would cost: the load that lies within the ghost radius of the face,
 * on either side, thus what both owners would keep as ghosts of each other.
 *
 * <p>Compressed rows: the neighbours of leaf {@code i} are {@code other[first[i]]} to {@code other[first[i + 1] - 1]}.
 * Of two leaves of different size the finer one finds the coarser, by one look-up a face.
 */
final class Adjacency {
    int[] first = new int[65];
    int[] other = new int[0];
    double[] cost = new double[0];

    private int[] pairA = new int[256];
    private int[] pairB = new int[256];
    private double[] pairCost = new double[256];
    private int pairs;
    private final long[] faces = new long[6];

    void build(final PartitionInput in) {
        pairs = 0;
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            findNeighbours(in, leaf);
        }
        makeRows(in.leaves());
    }

    private void findNeighbours(final PartitionInput in, final int leaf) {
        final int count = LocationalCode.faceNeighbours(in.leafCode(leaf), faces);
        for (int i = 0; i < count; i++) {
            final int neighbour = in.leafAt(in.cube().curveStart(faces[i]));
            final long size = in.leafLength(neighbour);
            if (size > in.leafLength(leaf) || size == in.leafLength(leaf) && leaf < neighbour) {
                addPair(leaf, neighbour, borderCost(in, leaf, neighbour));
            }
        }
    }

    private static double borderCost(final PartitionInput in, final int finer, final int coarser) {
        final double edge = in.leafEdgeMetres(finer);
        final double coarseEdge = in.leafEdgeMetres(coarser);
        final double radius = in.settings().ghostRadiusMetres();
        final double faceShare = edge / coarseEdge * (edge / coarseEdge);
        return in.leafPredicted(finer) * Math.min(1, radius / edge)
                + in.leafPredicted(coarser) * Math.min(1, radius / coarseEdge) * faceShare;
    }

    private void addPair(final int a, final int b, final double border) {
        if (pairs == pairA.length) {
            pairA = Arrays.copyOf(pairA, 2 * pairs);
            pairB = Arrays.copyOf(pairB, 2 * pairs);
            pairCost = Arrays.copyOf(pairCost, 2 * pairs);
        }
        pairA[pairs] = a;
        pairB[pairs] = b;
        pairCost[pairs++] = border;
    }

    private void makeRows(final int leaves) {
        if (first.length < leaves + 2) {
            first = new int[2 * leaves + 2];
        }
        if (other.length < 2 * pairs) {
            other = new int[4 * pairs];
            cost = new double[4 * pairs];
        }
        Arrays.fill(first, 0, leaves + 2, 0);
        for (int i = 0; i < pairs; i++) {
            first[pairA[i] + 2]++;
            first[pairB[i] + 2]++;
        }
        for (int leaf = 1; leaf <= leaves; leaf++) {
            first[leaf + 1] += first[leaf];
        }
        // Row starts stand one place to the right while rows fill, so that filling leaves them where they belong.
        for (int i = 0; i < pairs; i++) {
            put(first[pairA[i] + 1]++, pairB[i], pairCost[i]);
            put(first[pairB[i] + 1]++, pairA[i], pairCost[i]);
        }
    }

    private void put(final int at, final int leaf, final double border) {
        other[at] = leaf;
        cost[at] = border;
    }
}
