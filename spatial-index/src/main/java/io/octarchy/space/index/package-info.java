/**
 * Where entities are: a grid of packed rows for moving points, with queries by sphere, box, cone, nearest and cell.
 */
package io.octarchy.space.index;
