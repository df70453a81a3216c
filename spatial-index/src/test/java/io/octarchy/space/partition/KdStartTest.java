package io.octarchy.space.partition;

class KdStartTest extends PartitionConformance {
    @Override
    protected Partitioner create() {
        return new KdStart();
    }
}
