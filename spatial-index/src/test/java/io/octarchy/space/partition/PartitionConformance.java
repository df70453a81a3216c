package io.octarchy.space.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.space.region.MapFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every partitioner must do. Extend it with {@link #create()} for one's own. */
public abstract class PartitionConformance {
    protected static final long SECOND_NS = 1_000_000_000L;
    private static final PartitionSettings SETTINGS = PartitionSettings.defaults(20);

    /** A new partitioner. */
    protected abstract Partitioner create();

    /** Whether load decides; a static one is excused from balance. */
    protected boolean balances() {
        return true;
    }

    /** Whether it keeps the bound of intervals. */
    protected boolean boundsIntervals() {
        return true;
    }

    /** Whether cells do not go back to where they came from for a while. */
    protected boolean refusesReturns() {
        return false;
    }

    static PartitionInput input() {
        return new PartitionInput(Crowd.CUBE, SETTINGS, new PartitionMemory(1 << 16));
    }

    static void addNodes(final PartitionInput in, final int count) {
        for (int i = 1; i <= count; i++) {
            in.addNode(10 * i, i % 3 == 0 ? 2e6 : 1e6, false, true);
        }
    }

    /** Plans, checks what must hold of any plan, and carries it out. */
    private PartitionPlan step(final Partitioner partitioner, final PartitionInput in, final Crowd crowd) {
        final PartitionPlan plan = new PartitionPlan();
        partitioner.plan(in, plan);
        assertEquals(in.leaves(), plan.leaves());
        int moves = 0;
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            final int to = plan.owner(leaf);
            assertNotEquals(PartitionInput.NO_NODE, to, "a leaf has no owner");
            if (to != in.leafOwner(leaf)) {
                assertTrue(in.isAccepting(to), "a node that does not accept was given a leaf");
                assertEquals(leaf, plan.moveLeaf(moves));
                assertEquals(in.leafOwner(leaf), plan.moveFrom(moves));
                assertEquals(to, plan.moveTo(moves));
                assertTrue(plan.moveCause(moves) != null);
                moves++;
            }
        }
        assertEquals(moves, plan.moves());
        in.memory().remember(in, plan);
        assertTrue(plan.applyTo(crowd.map, in));
        assertEquals(MapFault.NONE, crowd.map.validate());
        for (int node = 0; boundsIntervals() && node < in.nodes(); node++) {
            assertTrue(crowd.map.intervalsOf(in.nodeId(node)) <= SETTINGS.maxIntervalsPerNode());
        }
        return plan;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#few")
    void shouldTileAndBalanceAndComeToRest(final long seed) {
        final Crowd crowd = new Crowd(seed, 4_000, (int) (seed % 3) * 1_000, 320);
        final PartitionInput in = input();
        final Partitioner partitioner = create();
        PartitionPlan plan = null;
        for (int n = 0; n < 25; n++) {
            in.begin(n * SECOND_NS);
            addNodes(in, 5);
            crowd.fill(in);
            plan = step(partitioner, in, crowd);
        }
        assertEquals(0, plan.moves(), "loads stand still, so must the plan");
        double heaviest = 0;
        for (int leaf = 0; leaf < in.leaves(); leaf++) {
            heaviest = Math.max(heaviest, in.leafPredicted(leaf));
        }
        final double grain = heaviest / (4_000.0 * Crowd.WEIGHT / 6);
        assertTrue(!balances() || plan.imbalanceAfter() <= SETTINGS.trigger() + grain, "" + plan.imbalanceAfter());
        assertEquals(plan.imbalanceBefore(), plan.imbalanceAfter());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#few")
    void shouldKeepUpWithWalkersAndNeverThrash(final long seed) {
        final Crowd crowd = new Crowd(seed, 4_000, 1_200, 320);
        final PartitionInput in = input();
        final Partitioner partitioner = create();
        final List<long[]> left = new ArrayList<>();
        double sum = 0;
        for (int n = 0; n < 40; n++) {
            crowd.walk(4);
            in.begin(n * SECOND_NS);
            addNodes(in, 6);
            crowd.fill(in);
            final PartitionPlan plan = step(partitioner, in, crowd);
            sum += n >= 10 ? plan.imbalanceAfter() : 0;
            for (int i = 0; refusesReturns() && i < plan.moves(); i++) {
                assertNoReturn(in, plan, i, left);
            }
        }
        assertTrue(!balances() || sum / 30 < 1.10, "mean imbalance " + sum / 30);
    }

    private static void assertNoReturn(
            final PartitionInput in, final PartitionPlan plan, final int move, final List<long[]> left) {
        final int leaf = plan.moveLeaf(move);
        final long start = in.leafStart(leaf);
        final long end = start + in.leafLength(leaf);
        for (final long[] entry : left) {
            assertTrue(
                    entry[0] >= end
                            || entry[1] <= start
                            || entry[2] != plan.moveTo(move)
                            || in.nowNs() - entry[3] >= SETTINGS.noReturnNs(),
                    "a cell went back");
        }
        if (plan.moveFrom(move) != PartitionInput.NO_NODE) {
            left.add(new long[] {start, end, plan.moveFrom(move), in.nowNs()});
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#few")
    void shouldBeAFunctionOfItsInput(final long seed) {
        final Crowd crowd = new Crowd(seed, 3_000, 1_000, 200);
        final PartitionInput in = input();
        final Partitioner used = create();
        for (int n = 0; n < 8; n++) {
            crowd.walk(30);
            in.begin(n * SECOND_NS);
            addNodes(in, 4);
            crowd.fill(in);
            final PartitionPlan fresh = new PartitionPlan();
            create().plan(in, fresh);
            final PartitionPlan again = new PartitionPlan();
            used.plan(in, again);
            used.plan(in, again);
            assertEquals(fresh.moves(), again.moves());
            for (int leaf = 0; leaf < in.leaves(); leaf++) {
                assertEquals(fresh.owner(leaf), again.owner(leaf));
            }
            step(used, in, crowd);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#few")
    void shouldEmptyNodesThatLeaveAndFillNodesThatCome(final long seed) {
        final Crowd crowd = new Crowd(seed, 3_000, 500, 250);
        final PartitionInput in = input();
        final Partitioner partitioner = create();
        for (int n = 0; n < 60; n++) {
            in.begin(n * SECOND_NS);
            in.addNode(1, 1e6, false, true);
            in.addNode(2, 1e6, n >= 10, n < 10);
            in.addNode(3, 1e6, false, true);
            if (n >= 30) {
                in.addNode(4, 1e6, false, true);
            }
            crowd.fill(in);
            step(partitioner, in, crowd);
        }
        assertEquals(0, crowd.map.sizeOf(2));
        assertTrue(crowd.map.sizeOf(4) > 0);
        assertTrue(crowd.map.sizeOf(1) > 0 && crowd.map.sizeOf(3) > 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#few")
    void shouldFindOwnersForWhatADeadNodeLeaves(final long seed) {
        final Crowd crowd = new Crowd(seed, 3_000, 500, 250);
        final PartitionInput in = input();
        final Partitioner partitioner = create();
        for (int n = 0; n < 12; n++) {
            in.begin(n * SECOND_NS);
            in.addNode(1, 1e6, false, true);
            if (n < 6) {
                in.addNode(2, 1e6, false, true);
            }
            in.addNode(3, 1e6, false, true);
            crowd.fill(in);
            step(partitioner, in, crowd);
            assertEquals(0, crowd.map.sizeOf(0));
        }
        assertEquals(0, crowd.map.sizeOf(2));
    }

    @Test
    void shouldCopeWithAnEmptyWorldAndWithOneLeaf() {
        final Crowd empty = new Crowd(1, 0, 0, 1);
        for (int level = 0; level < 3; level++) {
            empty.map.reset(0, 0);
            empty.octree.coarsestLevel(level);
            final PartitionInput in = input().begin(0);
            addNodes(in, 4);
            empty.fill(in);
            assertEquals(1 << 3 * level, in.leaves());
            step(create(), in, empty);
            assertTrue(level < 2 || empty.map.sizeOf(10) > 0 && empty.map.sizeOf(40) > 0);
        }
    }

    @Test
    void shouldLeaveEverythingWhereItIsWhenNobodyAccepts() {
        final Crowd crowd = new Crowd(1, 500, 0, 50);
        crowd.map.reset(0, 7);
        final PartitionInput in = input().begin(0);
        in.addNode(7, 1, true, true);
        crowd.fill(in);
        assertEquals(0, step(create(), in, crowd).moves());
    }
}
