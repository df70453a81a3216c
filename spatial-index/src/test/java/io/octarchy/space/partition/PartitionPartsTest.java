package io.octarchy.space.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.space.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionPartsTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldKnowTheGreatestKey(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final int size = random.nextInt(1, 40);
        final Tournament tournament = new Tournament();
        tournament.reset(size);
        assertEquals(-1, tournament.best());
        final double[] keys = new double[size];
        Arrays.fill(keys, Double.NEGATIVE_INFINITY);
        for (int n = 0; n < 200; n++) {
            final int i = random.nextInt(size);
            keys[i] = random.nextInt(5) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(9);
            tournament.key(i, keys[i]);
            final double best = Arrays.stream(keys).max().orElseThrow();
            final int first = IntStream.range(0, size)
                    .filter(k -> keys[k] == best)
                    .findFirst()
                    .orElseThrow();
            assertEquals(best == Double.NEGATIVE_INFINITY ? -1 : first, tournament.best());
            assertEquals(best, tournament.bestKey());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldSortStably(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final int size = random.nextInt(200);
        final double[] keys = random.ints(size, 0, 20).asDoubleStream().toArray();
        final int[] indices = IntStream.range(0, size).toArray();
        final int from = size == 0 ? 0 : random.nextInt(size);
        new IndexSort().sort(indices, from, size, keys);
        final int[] expected = IntStream.concat(
                        IntStream.range(0, from),
                        IntStream.range(from, size)
                                .boxed()
                                .sorted(Comparator.comparingDouble(i -> keys[i]))
                                .mapToInt(i -> i))
                .toArray();
        assertEquals(Arrays.toString(expected), Arrays.toString(indices));
    }

    /** Least peak of all ways to cut a chain, by dynamic programming. */
    private static double leastPeak(final long[] loads, final double[] capacities) {
        double[] best = new double[loads.length + 1];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = 0;
        for (final double capacity : capacities) {
            final double[] next = new double[loads.length + 1];
            Arrays.fill(next, Double.POSITIVE_INFINITY);
            for (int from = 0; from <= loads.length; from++) {
                double sum = 0;
                for (int to = from; to <= loads.length; to++) {
                    next[to] = Math.min(next[to], Math.max(best[from], sum / capacity));
                    sum += to < loads.length ? loads[to] : 0;
                }
            }
            best = next;
        }
        return best[loads.length];
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldCutTheCurveOptimally(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final PartitionInput in = PartitionConformance.input().begin(0);
        final int nodes = random.nextInt(1, 7);
        final double[] capacities = new double[nodes];
        for (int i = 0; i < nodes; i++) {
            capacities[i] = 1 + random.nextInt(3);
            in.addNode(i + 1, capacities[i], false, true);
        }
        final long[] loads = random.longs(64, 0, 50).toArray();
        final long length = Crowd.CUBE.curveSize() / 64;
        for (int i = 0; i < 64; i++) {
            in.addLeaf(i * length, length, 0, loads[i], 0);
        }
        final PartitionPlan plan = new PartitionPlan();
        new HilbertCuts().plan(in, plan);
        final double mean =
                Arrays.stream(loads).sum() / Arrays.stream(capacities).sum();
        assertEquals(leastPeak(loads, capacities) / mean, plan.imbalanceAfter(), 1e-9);
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        final PartitionSettings good = PartitionSettings.defaults(30);
        assertEquals(1.05, good.trigger());
        assertThrows(IllegalArgumentException.class, () -> settings(1.02, 1.02, 0, 64, 30, 1));
        assertThrows(IllegalArgumentException.class, () -> settings(1.05, 1.0, 0, 64, 30, 1));
        assertThrows(IllegalArgumentException.class, () -> settings(Double.NaN, 1.02, 0, 64, 30, 1));
        assertThrows(IllegalArgumentException.class, () -> settings(1.05, 1.02, -1, 64, 30, 1));
        assertThrows(IllegalArgumentException.class, () -> settings(1.05, 1.02, 0, 1, 30, 1));
        assertThrows(IllegalArgumentException.class, () -> settings(1.05, 1.02, 0, 64, 0, 1));
        final Exception thrown =
                assertThrows(IllegalArgumentException.class, () -> settings(1.05, 1.02, 0, 64, 30, -1));
        assertEquals("payFactor must be 0 or more but is -1.0", thrown.getMessage());
    }

    private static PartitionSettings settings(
            final double trigger,
            final double solve,
            final long noReturnNs,
            final int intervals,
            final double radius,
            final double pay) {
        return new PartitionSettings(trigger, solve, noReturnNs, intervals, radius, pay, 1, 0.5, 0.02);
    }

    @Test
    void shouldRefuseInputThatIsNoWorld() {
        final PartitionInput in = PartitionConformance.input().begin(0);
        assertThrows(IllegalStateException.class, in::requireComplete);
        in.addNode(5, 1, false, true);
        assertThrows(IllegalArgumentException.class, () -> in.addNode(5, 1, false, true));
        assertThrows(IllegalArgumentException.class, () -> in.addNode(6, 0, false, true));
        assertThrows(IllegalArgumentException.class, () -> in.addNode(6, Double.NaN, false, true));
        assertThrows(IllegalArgumentException.class, () -> in.addLeaf(8, 8, 0, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> in.addLeaf(0, 5, 0, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> in.addLeaf(0, 8, -1, 0, 5));
        in.addLeaf(0, 8, 1, 2, 5);
        assertThrows(IllegalArgumentException.class, () -> in.addLeaf(9, 1, 0, 0, 5));
        assertThrows(IllegalStateException.class, in::requireComplete);
        assertThrows(IllegalStateException.class, () -> new SheddingPartitioner().plan(in, new PartitionPlan()));
        in.addLeaf(8, 1, 0, 0, 99);
        assertEquals(0, in.leafOwner(0));
        assertEquals(PartitionInput.NO_NODE, in.leafOwner(1));
        assertEquals(0, in.leafAt(7));
        assertEquals(1, in.leafAt(8));
        assertFalse(
                new PartitionInput(Crowd.CUBE, PartitionSettings.defaults(1), new PartitionMemory(1)).isAccepting(0));
    }

    @Test
    void shouldRememberForAWhileAndNoMoreThanFits() {
        final PartitionMemory memory = new PartitionMemory(2);
        assertTrue(memory.remember(0, 8, 3, 100));
        assertTrue(memory.remember(8, 8, 4, 200));
        assertFalse(memory.remember(16, 8, 4, 200));
        final PartitionMemory copy = new PartitionMemory(2);
        copy.copyFrom(memory);
        assertEquals(memory, copy);
        assertEquals(memory.hashCode(), copy.hashCode());
        memory.expire(250, 150);
        assertEquals(1, memory.size());
        assertEquals(1, memory.room());
        assertEquals(8, memory.start(0));
        assertEquals(8, memory.length(0));
        assertEquals(4, memory.giver(0));
        assertEquals(200, memory.timeNs(0));
        assertNotEquals(memory, copy);
        memory.clear();
        assertEquals(0, memory.size());
        assertThrows(IllegalArgumentException.class, () -> new PartitionMemory(0));
    }

    @Test
    void shouldDrainNoFasterThanAllowed() {
        final Crowd crowd = new Crowd(3, 3_000, 0, 300);
        final PartitionInput in = PartitionConformance.input();
        final Partitioner partitioner = new SheddingPartitioner();
        for (int n = 0; n < 12; n++) {
            in.begin(n * PartitionConformance.SECOND_NS);
            in.addNode(1, 1e6, false, true);
            in.addNode(2, 1e6, n >= 5, true);
            in.addNode(3, 1e6, false, true);
            crowd.fill(in);
            final PartitionPlan plan = new PartitionPlan();
            partitioner.plan(in, plan);
            long drained = 0;
            for (int i = 0; i < plan.moves(); i++) {
                final boolean leaves = plan.moveCause(i) == MoveCause.DRAIN || plan.moveCause(i) == MoveCause.MERGE;
                drained += leaves ? in.leafPredicted(plan.moveLeaf(i)) : 0;
            }
            // While it drains, two nodes share the load: half of a share of 1,500 is the default rate.
            assertTrue(drained <= 750 * Crowd.WEIGHT, "" + drained);
            assertTrue(n != 6 || drained > 0);
            in.memory().remember(in, plan);
            plan.applyTo(crowd.map, in);
        }
        assertEquals(0, crowd.map.sizeOf(2));
    }
}
