package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.TickContext;
import org.junit.jupiter.api.Test;

/** A game that puts entities where there is no world is told so, and its node goes on. */
class BadSpawnTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final double EDGE = 4_096;
    private static final double[][] OUTSIDE = {
        {-0.001, 0, 0}, {EDGE, 0, 0}, {0, 1e300, 0}, {0, 0, EDGE}, {Double.NaN, 0, 0}, {0, Double.POSITIVE_INFINITY, 0}
    };

    private final Clumsy game = new Clumsy();
    private final VirtualMesh mesh = new VirtualMesh(1, VirtualMesh.settings(1));

    private static final class Clumsy extends WalkerGame {
        private boolean due;
        private int refused;

        Clumsy() {
            super(10);
        }

        @Override
        public void onTick(final TickContext tick) {
            if (due) {
                due = false;
                spawnOutside(tick);
                moveOutside(tick);
            }
            super.onTick(tick);
        }

        private void spawnOutside(final TickContext tick) {
            for (final double[] place : OUTSIDE) {
                assertNull(tick.spawn(WALKER, place[0], place[1], place[2]));
                refused++;
            }
            final Entity inside = tick.spawn(WALKER, 1, 2, 3);
            assertNotNull(inside);
            inside.state().putLong(inside.stateOffset(), 100);
        }

        private static void moveOutside(final TickContext tick) {
            final Entity walker = tick.entity(0);
            final IllegalArgumentException fault =
                    assertThrows(IllegalArgumentException.class, () -> walker.position(0, Double.NaN, 0));
            assertTrue(fault.getMessage().contains("NaN") && fault.getMessage().contains("is not finite"));
            walker.position(EDGE + 10, -5, 0);
            assertEquals(Math.nextDown(EDGE), walker.x());
            assertEquals(0, walker.y());
        }
    }

    @Test
    void shouldRefuseToSpawnOutsideTheWorldAndCountIt() {
        final VirtualMesh.VirtualNode node = mesh.add(game);
        mesh.run(3 * SECOND_NS);
        final int entities = mesh.rulers().size();
        game.due = true;
        mesh.run(3 * SECOND_NS);
        assertEquals(OUTSIDE.length, game.refused);
        assertEquals(entities + 1, mesh.rulers().size());
        assertEquals(OUTSIDE.length, node.tap.counters.get(CounterKind.SPAWNS_REFUSED.name()));
        assertEquals(2L, node.tap.counters.get(CounterKind.PLACES_CLAMPED.name()));
        assertEquals(LifeState.ACTIVE, node.core.life());
    }
}
