/**
 * Read-only replicas between nodes: a node subscribes to the surroundings of its region, and its peers tell it of the
 * entities there, as they enter, change and leave. Deterministic.
 */
package io.octarchy.replicator.ghost;
