package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.TickContext;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.OperationSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A world without players sleeps and wakes: every entity goes on with the tick after its last, wherever it is ruled. */
class HibernationTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long IDLE_NS = 5 * SECOND_NS;
    private static final int WALKERS = 30;
    private static final int NODES = 3;

    private final Map<Long, Long> lastTicks = new TreeMap<>();
    private final Map<Long, String> places = new TreeMap<>();
    private VirtualMesh mesh;
    private VirtualGateway gateway;
    private String fault = "";

    private final class Watched extends WalkerGame {
        private final int maker;

        Watched(final int walkers) {
            super(walkers);
            maker = walkers;
        }

        @Override
        public void onTick(final TickContext tick) {
            for (int i = 0; i < tick.size(); i++) {
                final Entity entity = tick.entity(i);
                final Long last = lastTicks.put(entity.id(), tick.tick());
                if (last != null && last + 1 != tick.tick()) {
                    fault += entity.id() + " ran " + last + ", then " + tick.tick() + " at maker of " + maker + "\n";
                }
                final String before = places.get(entity.id());
                final String now = entity.x() + " " + entity.y() + " " + entity.vx();
                if (before != null && !before.equals(now)) {
                    fault += entity.id() + " was at " + before + ", and is at " + now + "\n";
                }
            }
            super.onTick(tick);
            for (int i = 0; i < tick.size(); i++) {
                final Entity entity = tick.entity(i);
                places.put(entity.id(), entity.x() + " " + entity.y() + " " + entity.vx());
            }
        }
    }

    private void start(final long seed) {
        final MeshSettings base = VirtualMesh.settings(NODES);
        mesh = new VirtualMesh(
                seed,
                new MeshSettings(
                        base.world(),
                        base.lease(),
                        base.handover(),
                        base.view(),
                        base.limits(),
                        base.commands(),
                        base.balance(),
                        new OperationSettings(9_000, 9_100, 0, IDLE_NS, false),
                        base.store()));
        mesh.withStores = true;
        gateway = new VirtualGateway(mesh);
        gateway.sessions(1);
        for (int i = 0; i < NODES; i++) {
            mesh.add(new Watched(WALKERS));
        }
        gateway.run(20 * SECOND_NS);
        assertFalse(mesh.coordinator.isAsleep(), "somebody plays");
        assertEquals(NODES * WALKERS, mesh.rulers().size());
    }

    private long fallAsleep() {
        gateway.sessions(0);
        gateway.run(IDLE_NS + 6 * SECOND_NS);
        assertTrue(mesh.coordinator.isAsleep());
        final long end = mesh.coordinator.tickAt(mesh.nowNs);
        assertEquals(end, mesh.coordinator.cut());
        requireAllAt(end);
        return end;
    }

    private void requireAllAt(final long tick) {
        assertEquals("", fault);
        lastTicks.forEach((entity, last) -> assertEquals(tick, last, () -> "of " + entity));
        assertEquals(NODES * WALKERS, lastTicks.size());
    }

    private void requireAwakeFrom(final long end) {
        gateway.run(3 * SECOND_NS);
        assertFalse(mesh.coordinator.isAsleep());
        assertEquals("", fault);
        final long now = mesh.coordinator.tickAt(mesh.nowNs);
        assertTrue(now > end + 20 && now < end + 20 * 60, () -> "tick " + now + " after " + end);
        lastTicks.forEach((entity, last) -> assertTrue(last > end + 20, () -> entity + " is at " + last));
        assertEquals(NODES * WALKERS, mesh.rulers().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldSleepWithoutPlayersAndGoOnAsItWas(final long seed) {
        start(seed);
        final long end = fallAsleep();
        gateway.run(100 * SECOND_NS);
        mesh.restartCoordinator();
        gateway.run(100 * SECOND_NS);
        requireAllAt(end);
        gateway.sessions(1);
        requireAwakeFrom(end);
        gateway.run(10 * SECOND_NS);
        final long second = fallAsleep();
        assertTrue(second > end);
        gateway.sessions(1);
        requireAwakeFrom(second);
    }

    /** All processes end while it sleeps, and come back one by one: nothing runs until all are there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldGoOnAsItWasAfterAllProcessesEnded(final long seed) {
        start(seed);
        final long end = fallAsleep();
        final List<VirtualMesh.VirtualNode> dead = List.copyOf(mesh.nodes);
        dead.forEach(mesh::kill);
        gateway.run(60 * SECOND_NS);
        mesh.restartCoordinator();
        final Random random = new Random(seed);
        for (final VirtualMesh.VirtualNode node : dead) {
            gateway.run(random.nextInt(12_000) * SECOND_NS / 1_000);
            requireAllAt(end);
            mesh.reborn(node, new Watched(0));
            gateway.sessions(1);
        }
        gateway.run(10 * SECOND_NS);
        requireAwakeFrom(end);
        assertEquals(0, mesh.coordinator.takeover().stuck());
    }

    /** A node that dies meanwhile is taken over, and the world wakes to be whole and stored again; then it sleeps. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSleepAgainAfterANodeDied(final long seed) {
        start(seed);
        final long end = fallAsleep();
        mesh.kill(mesh.nodes.get(1));
        gateway.run(40 * SECOND_NS);
        assertTrue(mesh.coordinator.isAsleep());
        final long again = mesh.coordinator.tickAt(mesh.nowNs);
        assertTrue(again > end);
        requireAllAt(again);
        assertEquals(again, mesh.coordinator.cut());
    }

    /** Somebody comes while it falls asleep. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGoOnWhenSomebodyComesAtTheLastMoment(final long seed) {
        start(seed);
        gateway.sessions(0);
        gateway.run(IDLE_NS + seed * 500_000_000L);
        gateway.sessions(1);
        gateway.run(3 * SECOND_NS);
        assertFalse(mesh.coordinator.isAsleep());
        assertEquals("", fault);
        final Map<Long, Long> before = new LinkedHashMap<>(lastTicks);
        gateway.run(SECOND_NS);
        lastTicks.forEach((entity, last) -> assertTrue(last > before.get(entity)));
    }
}
