package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.TickContext;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the game was told is durable is never undone by the crash of a node, and is told in order. */
class DurableTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int NODES = 3;
    private static final int WALKERS = 60;

    /** Purchases that players were told of, by entity; and those that the entities themselves know of now. */
    private final Map<Long, Long> told = new TreeMap<>();

    private final Map<Long, Long> made = new TreeMap<>();
    private long calls;

    private final class Shop extends WalkerGame {
        private static final int PURCHASES = 16;

        Shop(final int walkers) {
            super(walkers);
        }

        @Override
        public void onTick(final TickContext tick) {
            super.onTick(tick);
            for (int i = 0; i < tick.size(); i++) {
                final Entity buyer = tick.entity(i);
                final int at = buyer.stateOffset() + PURCHASES;
                if ((tick.tick() + buyer.id()) % 3 == 0) {
                    buyer.state().putLong(at, buyer.state().getLong(at) + 1);
                    assertTrue(tick.durable(buyer, buyer.state().getLong(at)));
                }
                made.put(buyer.id(), buyer.state().getLong(at));
            }
        }

        @Override
        public void onDurable(final long entity, final long token) {
            calls++;
            told.merge(entity, token, Math::max);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldNotUndoWhatWasTold(final long seed) {
        final Random random = new Random(seed);
        final VirtualMesh mesh = new VirtualMesh(seed, VirtualMesh.settings(NODES));
        for (int i = 0; i < NODES; i++) {
            mesh.add(new Shop(WALKERS));
        }
        mesh.run(8 * SECOND_NS);
        mesh.roughness = 0.1;
        mesh.run(8 * SECOND_NS);
        mesh.run(random.nextInt(1_000) * SECOND_NS / 1_000);
        mesh.kill(mesh.nodes.get(random.nextInt(NODES)));
        final Map<Long, Long> toldBefore = new TreeMap<>(told);
        made.clear();
        mesh.roughness = 0;
        mesh.run(8 * SECOND_NS);
        assertEquals(NODES * WALKERS, made.size(), "seed " + seed);
        toldBefore.forEach((entity, purchases) -> assertTrue(
                made.get(entity) >= purchases,
                () -> "seed " + seed + ", entity " + entity + ": told of " + purchases + ", made " + made.get(entity)));
        made.forEach((entity, purchases) -> assertTrue(
                purchases - told.get(entity) <= 2,
                () -> "seed " + seed + ": made " + purchases + ", told of " + told.get(entity)));
        assertTrue(calls > 5_000, () -> "calls " + calls);
    }
}
