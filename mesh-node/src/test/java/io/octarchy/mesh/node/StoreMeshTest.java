package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.event.LifeState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State that lasts: whole nodes with stores in memory, virtual time, players' gold that must not change. */
class StoreMeshTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TICK_NS = 50_000_000L;
    private static final int WALKERS = 60;
    private static final int ALL = TraderGame.MAKERS * WALKERS;

    private final TraderGame.Switch trade = new TraderGame.Switch();
    private final Map<VirtualMesh.VirtualNode, TraderGame> games = new LinkedHashMap<>();
    private VirtualMesh mesh;
    private long seed;

    private void start(final long newSeed) {
        seed = newSeed;
        mesh = new VirtualMesh(seed, VirtualMesh.settings(TraderGame.MAKERS));
        mesh.withStores = true;
        for (int i = 0; i < TraderGame.MAKERS; i++) {
            final TraderGame game = new TraderGame(WALKERS, true, trade);
            games.put(mesh.add(game), game);
        }
        mesh.run(10 * SECOND_NS);
        mesh.roughness = 0.1;
        trade.on = true;
        mesh.run(10 * SECOND_NS);
    }

    private VirtualMesh.VirtualNode reborn(final VirtualMesh.VirtualNode dead) {
        final TraderGame game = new TraderGame(WALKERS, false, trade);
        final VirtualMesh.VirtualNode next = mesh.reborn(dead, game);
        games.put(next, game);
        return next;
    }

    private List<VirtualMesh.VirtualNode> living() {
        return mesh.nodes.stream().filter(node -> node.alive).toList();
    }

    private void settleAndCheck() {
        trade.on = false;
        mesh.roughness = 0;
        mesh.run(15 * SECOND_NS);
        final TraderGame.Ledger ledger = new TraderGame.Ledger();
        assertEquals(ALL, mesh.rulers().size(), "seed " + seed);
        for (final VirtualMesh.VirtualNode node : living()) {
            final Map<Long, Integer> own = new LinkedHashMap<>();
            node.ruled(own);
            games.get(node).count(own.keySet(), ledger);
            assertEquals(List.of(), games.get(node).faults, "seed " + seed);
        }
        assertEquals(ledger.sent, ledger.taken, "seed " + seed);
        assertEquals(ALL * TraderGame.FIRST_GOLD, ledger.gold, "seed " + seed);
    }

    /** Everything is killed at once, in the middle of trades and handovers, and comes back node after node. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGoOnFromOneTickAfterAllWereKilled(final long newSeed) {
        start(newSeed);
        final Random random = new Random(seed);
        mesh.run(random.nextInt(2_000) * SECOND_NS / 1_000);
        final long cut = mesh.coordinator.cut();
        final long killedAt = mesh.coordinator.tickAt(mesh.nowNs);
        assertTrue(cut > 0 && killedAt - cut <= 60, () -> "cut " + cut + ", killed at " + killedAt);
        final List<VirtualMesh.VirtualNode> dead = living();
        dead.forEach(mesh::kill);
        if (random.nextBoolean()) {
            // The machines died, too: what they had not synced is gone.
            dead.forEach(node -> {
                node.store.map(0).loseUnsynced();
                node.store.map(1).loseUnsynced();
            });
        }
        mesh.run(random.nextInt(10) * SECOND_NS);
        mesh.restartCoordinator();
        for (final VirtualMesh.VirtualNode node : dead) {
            mesh.run(random.nextInt(1_500) * SECOND_NS / 1_000);
            reborn(node);
        }
        mesh.run(12 * SECOND_NS);
        assertEquals(0, mesh.coordinator.takeover().stuck(), "seed " + seed);
        living().forEach(node -> assertEquals(LifeState.ACTIVE, node.core.life()));
        living().forEach(node -> assertEquals(cut, node.found.report().image(), "seed " + seed));
        settleAndCheck();
        assertTrue(mesh.coordinator.cut() > killedAt, "images go on");
        System.out.println("killed as a whole: seed " + seed + ", went on from tick " + cut + ", " + (killedAt - cut)
                + " ticks before the end");
    }

    /** A node and its standby die together: nobody who lives has a copy, until one of the stores is back. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTakeOverFromAStoreWhenNoLivingCopyIsLeft(final long newSeed) {
        start(newSeed);
        trade.on = false;
        mesh.run(6 * SECOND_NS);
        final VirtualMesh.VirtualNode lost = mesh.nodes.get(0);
        final VirtualMesh.VirtualNode standby = mesh.byIncarnation(
                mesh.coordinator.membership().find(lost.core.incarnation()).standby());
        final Map<Long, Integer> ofLost = new LinkedHashMap<>();
        lost.ruled(ofLost);
        mesh.kill(lost);
        mesh.kill(standby);
        mesh.run(8 * SECOND_NS);
        assertTrue(mesh.rulers().size() < ALL, "something must be lost, or this shows nothing");
        final VirtualMesh.VirtualNode back = reborn(lost);
        mesh.run(6 * SECOND_NS);
        assertTrue(mesh.rulers().keySet().containsAll(ofLost.keySet()), "seed " + seed);
        assertEquals(LifeState.ACTIVE, back.core.life());
        assertEquals(0, back.found.report().damaged());
        reborn(standby);
        settleAndCheck();
    }

    /** One store took damage: the other image stands in, and the rest is as it was. */
    @Test
    void shouldUseTheNextBestCopyOfADamagedRecord() {
        start(11);
        trade.on = false;
        mesh.run(5 * SECOND_NS);
        final List<VirtualMesh.VirtualNode> dead = living();
        dead.forEach(mesh::kill);
        final long[] keys = dead.get(0).store.map(0).keys();
        for (int i = 1; i < keys.length; i++) {
            if (dead.get(0).store.map(1).length(keys[i]) > 0) {
                dead.get(0).store.map(i % 2).flip(keys[i], 40 + i, i % 8);
            }
        }
        mesh.restartCoordinator();
        dead.forEach(this::reborn);
        mesh.run(12 * SECOND_NS);
        final var report = living().get(0).found.report();
        assertTrue(report.damaged() > 10 && report.fromOlder() > 5, report::toString);
        assertEquals(0, report.missing(), report::toString);
        settleAndCheck();
    }

    /** A disk that is full or too slow costs images, never ticks. */
    @Test
    void shouldGoOnWithADiskThatFailsOrLags() {
        start(12);
        final VirtualMesh.VirtualNode full = mesh.nodes.get(0);
        final VirtualMesh.VirtualNode slow = mesh.nodes.get(1);
        full.store.map(0).failing(true);
        full.store.map(1).failing(true);
        slow.storeSpeed = 0;
        final long cut = mesh.coordinator.cut();
        final long from = full.core.lastTick();
        mesh.run(20 * SECOND_NS);
        assertTrue(full.link.progress().isFailing());
        assertEquals(cut, mesh.coordinator.cut(), "nobody may take a lagging store's word for it");
        assertTrue(full.core.lastTick() - from >= 20 * SECOND_NS / TICK_NS - 1, "ticks waited");
        assertTrue(slow.core.lastTick() - from >= 20 * SECOND_NS / TICK_NS - 1, "ticks waited");
        slow.storeSpeed = 10_000;
        mesh.run(10 * SECOND_NS);
        assertTrue(mesh.coordinator.cut() > cut, "a store that fails is left out");
        full.store.map(0).failing(false);
        full.store.map(1).failing(false);
        mesh.run(10 * SECOND_NS);
        assertEquals(
                mesh.coordinator.cut(),
                mesh.coordinator
                        .membership()
                        .find(full.core.incarnation())
                        .report()
                        .stored());
        settleAndCheck();
    }

    /** The coordinator began anew, in an empty directory: what the stores hold is of another mesh. */
    @Test
    void shouldNotOverwriteTheStoreOfAnotherMesh() {
        start(13);
        final List<VirtualMesh.VirtualNode> dead = living();
        final List<long[]> keys = new ArrayList<>();
        dead.forEach(node -> {
            mesh.kill(node);
            keys.add(node.store.map(0).keys());
        });
        mesh.newMesh();
        final List<VirtualMesh.VirtualNode> next =
                dead.stream().map(this::reborn).toList();
        mesh.run(10 * SECOND_NS);
        for (int i = 0; i < next.size(); i++) {
            assertEquals(JoinStatus.MESH, next.get(i).core.refusalStatus());
            assertNotNull(next.get(i).core.refusal());
            assertTrue(
                    next.get(i).core.refusal().contains("another mesh"),
                    next.get(i).core.refusal());
            assertEquals(keys.get(i).length, next.get(i).store.map(0).keys().length);
        }
    }
}
