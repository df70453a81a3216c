package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.TickContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every place of a new world gets its entity, and only one, whoever dies or hears late while it begins. */
@Tag("slow")
class FoundingTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long STEP_NS = 1_000_000L;
    private static final int PLACES = 200;
    private static final int ROUNDS = 20;

    private final Map<Long, Integer> placeOf = new LinkedHashMap<>();

    /** Places all over the world, each with an entity that stays. */
    private final class Places extends WalkerGame {
        Places() {
            super(0);
        }

        @Override
        public void onWorldStart(final TickContext tick) {
            for (int i = 0; i < PLACES; i++) {
                final double x = tick.worldMinX() + (i * 37 % 211) / 211.0 * tick.worldEdgeMetres();
                final double y = tick.worldMinY() + (i * 53 % 199) / 199.0 * tick.worldEdgeMetres();
                final double z = tick.worldMinZ() + tick.worldEdgeMetres() / 2;
                if (tick.owns(x, y, z)) {
                    final Entity entity = tick.spawn(WALKER, x, y, z);
                    entity.state().putLong(entity.stateOffset(), i);
                    placeOf.put(entity.id(), i);
                }
            }
        }
    }

    private VirtualMesh mesh(final long seed, final int nodes) {
        final VirtualMesh mesh = new VirtualMesh(seed, VirtualMesh.settings(nodes));
        for (int i = 0; i < nodes; i++) {
            mesh.add(new Places());
        }
        return mesh;
    }

    private void assertEachPlaceOnce(final VirtualMesh mesh, final String what) {
        final Map<Integer, Integer> found = new TreeMap<>();
        mesh.rulers().keySet().forEach(entity -> found.merge(placeOf.get(entity), 1, Integer::sum));
        for (int i = 0; i < PLACES; i++) {
            assertEquals(1, found.getOrDefault(i, 0), "entities at place " + i + ", " + what);
        }
        assertEquals(0, mesh.coordinator.foundings().open(), what);
    }

    private static void untilDivided(final VirtualMesh mesh) {
        while (mesh.coordinator.keeper().version() == 0) {
            mesh.run(STEP_NS);
            assertTrue(mesh.nowNs < 60 * SECOND_NS, "never divided");
        }
    }

    private static void untilProtected(final VirtualMesh mesh) {
        while (mesh.coordinator.takeover().isOpen()
                || !mesh.coordinator.takeover().isProtected()) {
            mesh.run(STEP_NS);
            assertTrue(mesh.nowNs < 60 * SECOND_NS, "never protected again");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFoundOnceThoughANodeDiesAtAnyMoment(final long seed) {
        final Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            placeOf.clear();
            final VirtualMesh mesh = mesh(seed * ROUNDS + round, 4);
            untilDivided(mesh);
            // Most of it happens within half a second: found, spawned, held by the standby, told.
            final long afterNs = random.nextInt(round % 2 == 0 ? 500 : 3_000) * STEP_NS;
            final int victim = 1 + random.nextInt(4);
            mesh.run(afterNs);
            mesh.node(victim).alive = false;
            mesh.run(8 * SECOND_NS);
            assertEachPlaceOnce(
                    mesh, "seed " + seed + " round " + round + ", " + victim + " died " + afterNs + " ns in");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFoundOnceThoughTwoDieInTurn(final long seed) {
        final Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 5; round++) {
            placeOf.clear();
            final VirtualMesh mesh = mesh(seed * ROUNDS + round, 4);
            untilDivided(mesh);
            mesh.run(random.nextInt(300) * STEP_NS);
            mesh.node(1).alive = false;
            mesh.run(4 * SECOND_NS);
            untilProtected(mesh);
            mesh.run(random.nextInt(300) * STEP_NS);
            mesh.node(3).alive = false;
            mesh.run(12 * SECOND_NS);
            assertEachPlaceOnce(mesh, "seed " + seed + " round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFoundThoughANodeMissesTheFirstMap(final long seed) {
        final VirtualMesh mesh = mesh(seed, 3);
        untilDivided(mesh);
        final VirtualMesh.VirtualNode deaf = mesh.node(2);
        deaf.fromCoordinator.frames.clear();
        deaf.fromCoordinator.cut = true;
        mesh.run(2 * SECOND_NS);
        assertTrue(mesh.coordinator.foundings().open() > 0);
        assertTrue(mesh.coordinator.keeper().version() > 1, "borders have moved meanwhile");
        deaf.fromCoordinator.cut = false;
        mesh.run(10 * SECOND_NS);
        assertEachPlaceOnce(mesh, "seed " + seed);
    }
}
