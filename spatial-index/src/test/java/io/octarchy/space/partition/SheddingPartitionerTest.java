package io.octarchy.space.partition;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SheddingPartitionerTest extends PartitionConformance {
    @Override
    protected Partitioner create() {
        return new SheddingPartitioner();
    }

    @Override
    protected boolean refusesReturns() {
        return true;
    }

    /** Load units that a partitioner moves to follow a crowd that walks. */
    private static long moved(final Partitioner partitioner, final long seed) {
        final Crowd crowd = new Crowd(seed, 4_000, 1_200, 320);
        final PartitionInput in = input();
        final PartitionPlan plan = new PartitionPlan();
        long moved = 0;
        for (int n = 0; n < 30; n++) {
            crowd.walk(12);
            in.begin(n * SECOND_NS);
            addNodes(in, 6);
            crowd.fill(in);
            partitioner.plan(in, plan);
            in.memory().remember(in, plan);
            plan.applyTo(crowd.map, in);
            for (int i = 0; n > 5 && i < plan.moves(); i++) {
                moved += in.leafLoad(plan.moveLeaf(i));
            }
        }
        return moved;
    }

    /** A single crowd may go either way; all together must not. */
    @Test
    void shouldMoveLessThanPlanningFromScratch() {
        long moved = 0;
        long movedByCuts = 0;
        long movedByBisection = 0;
        for (long seed = 1; seed <= 10; seed++) {
            moved += moved(new SheddingPartitioner(), seed);
            movedByCuts += moved(new HilbertCuts(), seed);
            movedByBisection += moved(new KdStart(), seed);
        }
        assertTrue(
                5 * moved < 4 * movedByCuts && 2 * moved < movedByBisection,
                moved + " against " + movedByCuts + " and " + movedByBisection);
    }
}
