package io.octarchy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.octarchy.space.index.EntityIndex;
import io.octarchy.space.index.SlotVisitor;
import io.octarchy.space.octree.CellLoadVisitor;
import io.octarchy.space.octree.CellLoads;
import io.octarchy.space.octree.LoadOctree;
import io.octarchy.space.partition.PartitionInput;
import io.octarchy.space.partition.PartitionMemory;
import io.octarchy.space.partition.PartitionPlan;
import io.octarchy.space.partition.PartitionSettings;
import io.octarchy.space.partition.Partitioner;
import io.octarchy.space.partition.SheddingPartitioner;
import io.octarchy.space.region.RegionCover;
import io.octarchy.space.region.RegionDelta;
import io.octarchy.space.region.RegionMap;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Hot structures allocate nothing once they are made. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final WorldCube CUBE = new WorldCube(0, 0, 0, 1024, 6);

    private long found;

    private static void assertAllocatesNothing(final Runnable work) {
        long least = Long.MAX_VALUE;
        // Interpreter and compiler may allocate on this thread for a while; what the code needs, it needs every time.
        for (int n = 0; n < 50 && least > 0; n++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void shouldMoveAndQueryEntitiesWithoutAllocating() {
        final EntityIndex index = new EntityIndex(CUBE, 2_000, 5);
        final SplittableRandom random = new SplittableRandom(1);
        for (int slot = 0; slot < 2_000; slot++) {
            index.insert(slot, random.nextDouble(1024), random.nextDouble(1024), random.nextDouble(1024));
        }
        final SlotVisitor visitor = (slot, squared) -> found++;
        final int[] slots = new int[16];
        final double[] squares = new double[16];
        assertAllocatesNothing(() -> {
            for (int slot = 0; slot < 2_000; slot++) {
                final double x = random.nextDouble(1024);
                index.move(slot, x, 500, 500);
                index.querySphere(x, 500, 500, 20, visitor);
                index.queryBox(x, 400, 400, x + 50, 600, 600, visitor);
                index.queryCone(x, 500, 500, 1, 0, 0, 0.9, 50, visitor);
                found += index.nearest(x, 500, 500, 16, 100, slots, squares);
                index.forEachInCell(index.cellOf(slot), visitor);
                index.remove(slot);
                index.insert(slot, 500, x, 500);
            }
        });
    }

    @Test
    void shouldEditMapsAndRebuildCoversWithoutAllocating() {
        final RegionMap map = new RegionMap(CUBE.curveSize(), 256);
        final RegionMap next = new RegionMap(CUBE.curveSize(), 256);
        final RegionDelta delta = new RegionDelta(512);
        final RegionCover cover = new RegionCover(CUBE);
        final SplittableRandom random = new SplittableRandom(2);
        assertAllocatesNothing(() -> {
            for (int n = 0; n < 200; n++) {
                final long start = random.nextLong(CUBE.curveSize() - 1000);
                next.copyFrom(map);
                next.assign(start, start + 1000, 1 + n % 5);
                next.transfer(5, 4);
                next.version(map.version() + 1);
                delta.setToDiff(map, next);
                found += map.apply(delta) ? 1 : 0;
                cover.rebuild(map, 1 + n % 4);
                found += cover.within(500, 500, 500, 30) ? 1 : 0;
                found += (long) cover.distance(0, 0, 0) & 1;
            }
        });
    }

    @Test
    void shouldCountLoadAndPlanWithoutAllocating() {
        final SplittableRandom random = new SplittableRandom(3);
        final CellLoads loads = new CellLoads(4_000);
        final LoadOctree octree = new LoadOctree(CUBE, 5, 4_000, 8_000, 30, 10);
        final RegionMap map = new RegionMap(CUBE.curveSize(), 1_024);
        final PartitionInput in =
                new PartitionInput(CUBE, PartitionSettings.defaults(20), new PartitionMemory(1 << 14));
        final PartitionPlan plan = new PartitionPlan();
        final Partitioner partitioner = new SheddingPartitioner();
        final CellLoadVisitor report = (code, load) -> octree.set(code, load, load);
        assertAllocatesNothing(() -> {
            for (int n = 0; n < 500; n++) {
                loads.add(CUBE.codeAt(random.nextDouble(1024), random.nextDouble(300), random.nextDouble(99), 5), 1);
            }
            loads.forEachChanged(report);
            octree.update(map);
            in.begin(found++ * 1_000_000_000L);
            for (int id = 1; id <= 6; id++) {
                in.addNode(id, 100, false, true);
            }
            in.addLeaves(octree, map);
            partitioner.plan(in, plan);
            in.memory().remember(in, plan);
            plan.applyTo(map, in);
        });
    }
}
