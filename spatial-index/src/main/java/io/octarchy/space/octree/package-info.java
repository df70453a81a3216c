/**
 * Load in space: incremental load per cell on a node, and the linear octree in which a coordinator holds all loads at
 * the grain that planning needs.
 *
 * <p>Loads are whole numbers ({@code long}), so that sums do not depend on the order of events; by convention 1,000
 * units are one entity of weight one.
 */
package io.octarchy.space.octree;
