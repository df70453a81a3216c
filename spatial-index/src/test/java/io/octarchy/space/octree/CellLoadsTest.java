package io.octarchy.space.octree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.space.Seeds;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CellLoadsTest {
    private static final int ENTITIES = 50;
    private static final int[] WEIGHTS = {1_000, 300, 5_000};

    private final long[] cellOf = new long[ENTITIES];
    private final int[] typeOf = new int[ENTITIES];

    private Map<Long, Long> recount() {
        final Map<Long, Long> loads = new TreeMap<>();
        for (int i = 0; i < ENTITIES; i++) {
            if (cellOf[i] != 0) {
                loads.merge(cellOf[i], (long) WEIGHTS[typeOf[i]], Long::sum);
            }
        }
        return loads;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldEqualARecountAndReportWhatChangedOnly(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        // The bound of twice the entities holds whatever happens.
        final CellLoads loads = new CellLoads(2 * ENTITIES);
        final Map<Long, Long> peer = new TreeMap<>();
        for (int n = 0; n < 5_000; n++) {
            step(random, loads);
            if (random.nextInt(40) == 0) {
                loads.forEachChanged((code, load) -> {
                    final Long before = load == 0 ? peer.remove(code) : peer.put(code, load);
                    assertTrue(load != (before == null ? 0 : before), "reported without a change");
                });
                assertEquals(recount(), peer);
                assertEquals(0, loads.changedCells());
            }
        }
        final Map<Long, Long> all = new TreeMap<>();
        loads.forEach(all::put);
        assertEquals(recount(), all);
        assertEquals(all.values().stream().mapToLong(Long::longValue).sum(), loads.total());
    }

    private void step(final SplittableRandom random, final CellLoads loads) {
        final int entity = random.nextInt(ENTITIES);
        final long cell = 64 + random.nextInt(200);
        if (cellOf[entity] == 0) {
            typeOf[entity] = random.nextInt(3);
            loads.add(cell, WEIGHTS[typeOf[entity]]);
            cellOf[entity] = cell;
        } else if (random.nextInt(4) == 0) {
            loads.add(cellOf[entity], -WEIGHTS[typeOf[entity]]);
            cellOf[entity] = 0;
        } else if (random.nextInt(4) == 0) {
            final int type = random.nextInt(3);
            loads.add(cellOf[entity], WEIGHTS[type] - WEIGHTS[typeOf[entity]]);
            typeOf[entity] = type;
        } else {
            loads.move(cellOf[entity], cell, WEIGHTS[typeOf[entity]]);
            cellOf[entity] = cell;
        }
    }

    @Test
    void shouldNotReportWhatCameBackToWhatItWas() {
        final CellLoads loads = new CellLoads(4);
        loads.add(9, 5);
        loads.forEachChanged((code, load) -> {});
        loads.add(9, 3);
        assertEquals(1, loads.changedCells());
        loads.add(9, -3);
        assertEquals(0, loads.changedCells());
        loads.add(10, 1);
        loads.add(10, -1);
        assertEquals(1, loads.cells());
        assertEquals(5, loads.load(9));
        assertEquals(0, loads.load(10));
        loads.clear();
        assertEquals(0, loads.total());
        assertEquals(0, loads.cells());
    }

    @Test
    void shouldRefuseDebtsAndOverflow() {
        final CellLoads loads = new CellLoads(1);
        assertThrows(IllegalArgumentException.class, () -> loads.add(9, -1));
        loads.add(9, 1);
        assertThrows(IllegalStateException.class, () -> loads.add(10, 1));
        assertThrows(IllegalArgumentException.class, () -> loads.add(9, -2));
        assertEquals(1, loads.load(9));
        assertEquals(1, loads.total());
    }
}
