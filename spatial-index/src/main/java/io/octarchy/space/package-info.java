/**
 * Space as numbers: the world cube, locational codes of octree cells, and the Hilbert curve that lines the cells up so
 * that a region of space is a handful of intervals.
 *
 * <p>Everything here is pure and deterministic. Static helpers and {@link io.octarchy.space.WorldCube} are immutable
 * and safe to share between threads; {@link io.octarchy.space.CodeTable} is not.
 */
package io.octarchy.space;
