package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualMeshTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int WALKERS = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHandOverWalkersAndLoseNone(final long seed) {
        final VirtualMesh mesh = new VirtualMesh(seed, VirtualMesh.settings(3));
        for (int i = 0; i < 3; i++) {
            mesh.add(WALKERS);
        }
        mesh.run(5 * SECOND_NS);
        final int entities = mesh.rulers().size();
        assertEquals(3 * WALKERS, entities);
        mesh.run(60 * SECOND_NS);
        assertEquals(entities, mesh.rulers().size());
        assertTrue(handedOver(mesh) > 10, () -> "handovers " + handedOver(mesh));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTakeOverWhatADeadNodeRuled(final long seed) {
        final VirtualMesh mesh = new VirtualMesh(seed, VirtualMesh.settings(3));
        for (int i = 0; i < 3; i++) {
            mesh.add(WALKERS);
        }
        mesh.run(20 * SECOND_NS);
        final Map<Long, Integer> before = mesh.rulers();
        mesh.node(2).alive = false;
        mesh.run(10 * SECOND_NS);
        final Map<Long, Integer> after = mesh.rulers();
        for (final Long entity : before.keySet()) {
            assertTrue(
                    after.containsKey(entity),
                    () -> "seed " + seed + " lost " + entity + " of node " + before.get(entity));
        }
        assertEquals(before.size(), after.size());
    }

    private static int handedOver(final VirtualMesh mesh) {
        return mesh.nodes.stream().mapToInt(node -> node.tap.handedOver()).sum();
    }
}
