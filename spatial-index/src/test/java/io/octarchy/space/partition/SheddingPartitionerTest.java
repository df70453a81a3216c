package io.octarchy.space.partition;

class SheddingPartitionerTest extends PartitionConformance {
    @Override
    protected Partitioner create() {
        return new SheddingPartitioner();
    }

    @Override
    protected boolean refusesReturns() {
        return true;
    }
}
