package io.octarchy.space.partition;

class HilbertCutsTest extends PartitionConformance {
    @Override
    protected Partitioner create() {
        return new HilbertCuts();
    }
}
