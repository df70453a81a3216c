/**
 * Who owns which part of space: the region map, its deltas, and the shape of one owner's region.
 *
 * <p>A region is a set of intervals of the Hilbert curve. The map keeps all intervals in curve order in two flat arrays,
 * so a look-up is a binary search and an edit moves a few numbers; a {@link io.octarchy.space.region.RegionCover} turns
 * one owner's intervals back into boxes, for distances.
 */
package io.octarchy.space.region;
