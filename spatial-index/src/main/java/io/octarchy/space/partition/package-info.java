/**
 * Who should own which part of space: from loads, today's owners and the nodes' capacities to the next owners.
 *
 * <p>Partitioners are pure functions of their input: no clock, no chance, no state of their own but scratch memory. What
 * a decision must remember of earlier ones is part of the input ({@link io.octarchy.space.partition.PartitionMemory}).
 * A partitioner of one's own passes the conformance suite of this module's tests.
 */
package io.octarchy.space.partition;
