package io.octarchy.space.partition;

/** A policy of who owns what. */
public interface Partitioner {
    /**
     * Plans. A pure function: equal inputs give equal plans, whatever was planned before.
     *
     * @param in  leaves, nodes, settings; not changed
     * @param out cleared, then filled: an owner for every leaf, and the moves that lead there
     */
    void plan(PartitionInput in, PartitionPlan out);
}
