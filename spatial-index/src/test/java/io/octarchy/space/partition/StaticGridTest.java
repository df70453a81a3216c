package io.octarchy.space.partition;

class StaticGridTest extends PartitionConformance {
    @Override
    protected Partitioner create() {
        return new StaticGrid(true);
    }

    @Override
    protected boolean balances() {
        return false;
    }

    @Override
    protected boolean boundsIntervals() {
        return false;
    }
}
