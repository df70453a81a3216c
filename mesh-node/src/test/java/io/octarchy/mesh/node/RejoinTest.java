package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.event.LifeState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 7: a node that comes back after it was declared dead offers the copies of its former life, and no more. */
class RejoinTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int WALKERS = 60;

    private VirtualMesh mesh;
    private Map<Long, Integer> before;

    private void mesh(final long seed, final int nodes) {
        mesh = new VirtualMesh(seed, VirtualMesh.settings(nodes));
        for (int i = 0; i < nodes; i++) {
            mesh.add(WALKERS);
        }
        mesh.run(20 * SECOND_NS);
        before = mesh.rulers();
    }

    private VirtualMesh.VirtualNode fullest() {
        final int[] ruled = new int[mesh.nodes.size() + 1];
        before.values().forEach(number -> ruled[number]++);
        int fullest = 1;
        for (int i = 2; i < ruled.length; i++) {
            fullest = ruled[i] > ruled[fullest] ? i : fullest;
        }
        return mesh.node(fullest);
    }

    private VirtualMesh.VirtualNode standbyOf(final VirtualMesh.VirtualNode node) {
        return mesh.byIncarnation(
                mesh.coordinator.membership().find(node.core.incarnation()).standby());
    }

    private void untilDeclaredDead(final VirtualMesh.VirtualNode node) {
        for (int i = 0; i < 100 && node.core.life() != LifeState.DECLARED_DEAD; i++) {
            mesh.run(SECOND_NS / 10);
        }
        assertEquals(LifeState.DECLARED_DEAD, node.core.life());
        node.alive = false;
    }

    private long missing() {
        final Map<Long, Integer> now = mesh.rulers();
        return before.keySet().stream()
                .filter(entity -> !now.containsKey(entity))
                .count();
    }

    /** A node stands still for longer than its lease, and the one that holds its copies dies for good. */
    private VirtualMesh.VirtualNode freezeAndKillStandby() {
        final VirtualMesh.VirtualNode frozen = fullest();
        final VirtualMesh.VirtualNode standby = standbyOf(frozen);
        frozen.frozen = true;
        standby.alive = false;
        mesh.run(6 * SECOND_NS);
        assertEquals(
                mesh.coordinator.takeover().fence(), mesh.coordinator.takeover().closed());
        assertTrue(missing() > 10, () -> "only " + missing() + " were lost");
        frozen.frozen = false;
        untilDeclaredDead(frozen);
        return frozen;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldBringBackWhatItsStandbyLost(final long seed) {
        mesh(seed, 4);
        final VirtualMesh.VirtualNode frozen = freezeAndKillStandby();
        final VirtualMesh.VirtualNode next = mesh.rejoin(frozen, true);
        mesh.run(5 * SECOND_NS);
        assertEquals(LifeState.ACTIVE, next.core.life());
        assertEquals(0, missing(), "lost, " + mesh.coordinator.takeover().stuck() + " of them in takeover");
        assertEquals(0, mesh.coordinator.takeover().stuck());
        assertEquals(before.size(), mesh.rulers().size());
        mesh.run(20 * SECOND_NS);
        assertEquals(before.size(), mesh.rulers().size());
        assertEquals(
                mesh.coordinator.takeover().fence(), mesh.coordinator.takeover().closed());
    }

    /** The control: without the copies of its former life, all of it stays lost. */
    @Test
    void shouldBringBackNothingWithEmptyHands() {
        mesh(1, 4);
        final VirtualMesh.VirtualNode frozen = freezeAndKillStandby();
        final long lost = missing();
        final int fence = mesh.coordinator.takeover().fence();
        mesh.rejoin(frozen, false);
        mesh.run(5 * SECOND_NS);
        assertEquals(lost, missing());
        assertEquals(fence, mesh.coordinator.takeover().fence());
    }

    @Test
    void shouldOfferNothingWhereTheStandbyTookOver() {
        mesh(2, 4);
        final VirtualMesh.VirtualNode frozen = fullest();
        frozen.frozen = true;
        mesh.run(6 * SECOND_NS);
        assertEquals(0, missing());
        frozen.frozen = false;
        untilDeclaredDead(frozen);
        final int fence = mesh.coordinator.takeover().fence();
        final VirtualMesh.VirtualNode next = mesh.rejoin(frozen, true);
        mesh.run(5 * SECOND_NS);
        assertEquals(LifeState.ACTIVE, next.core.life());
        assertEquals(fence, mesh.coordinator.takeover().fence(), "nothing was to be decided again");
        assertEquals(before.size(), mesh.rulers().size());
    }

    /** All stood still at once, as when a machine sleeps: nobody could take over, so nobody is declared dead. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldGoOnAfterAllStoodStill(final long seed) {
        mesh(seed, 3);
        mesh.nodes.forEach(node -> node.frozen = true);
        mesh.run(8 * SECOND_NS);
        mesh.nodes.forEach(node -> {
            node.frozen = false;
            mesh.run(SECOND_NS);
        });
        mesh.run(5 * SECOND_NS);
        mesh.nodes.forEach(node -> assertEquals(LifeState.ACTIVE, node.core.life()));
        assertEquals(0, mesh.coordinator.takeover().fence());
        assertEquals(0, missing());
        assertEquals(before.size(), mesh.rulers().size());
    }
}
