package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever media do to stores, and however often all is killed: all go back to one tick together, so that no gold is made or
 * lost. Everything is the seed's: which media fail, lag and lose what was not synced, and when everything is killed.
 */
class StoreFaultsTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final int WALKERS = 40;
    private static final int ALL = TraderGame.MAKERS * WALKERS;

    private final TraderGame.Switch trade = new TraderGame.Switch();
    private final Map<VirtualMesh.VirtualNode, TraderGame> games = new LinkedHashMap<>();
    private VirtualMesh mesh;
    private Random random;
    private long seed;

    private void start(final long newSeed) {
        seed = newSeed;
        random = new Random(seed);
        mesh = new VirtualMesh(seed, VirtualMesh.settings(TraderGame.MAKERS));
        mesh.withStores = true;
        for (int i = 0; i < TraderGame.MAKERS; i++) {
            final TraderGame game = new TraderGame(WALKERS, true, trade);
            games.put(mesh.add(game), game);
        }
        mesh.run(10 * SECOND_NS);
        mesh.roughness = 0.1;
        trade.on = true;
    }

    private List<VirtualMesh.VirtualNode> living() {
        return mesh.nodes.stream().filter(node -> node.alive).toList();
    }

    /** A medium fails, is full or lags for a while, and is well again. */
    private void trouble() {
        final VirtualMesh.VirtualNode node = living().get(random.nextInt(living().size()));
        final int map = random.nextInt(2);
        switch (random.nextInt(3)) {
            case 0 -> node.store.map(map).failing(true);
            case 1 -> node.store.map(map).maxEntries(random.nextInt(WALKERS));
            default -> node.storeSpeed = random.nextInt(2);
        }
        mesh.run((500 + random.nextInt(4_000)) * MS);
        node.store.map(map).failing(false);
        node.store.map(map).maxEntries(Long.MAX_VALUE);
        node.storeSpeed = 10_000;
    }

    /** All processes die, perhaps with their machines: what was not synced is gone, and the last write may be torn. */
    private void killAll() {
        final List<VirtualMesh.VirtualNode> dead = living();
        dead.forEach(mesh::kill);
        for (final VirtualMesh.VirtualNode node : dead) {
            if (random.nextBoolean()) {
                node.store.map(0).loseUnsynced();
                node.store.map(1).loseUnsynced();
            }
        }
        mesh.run(random.nextInt(6_000) * MS);
        mesh.restartCoordinator();
        for (final VirtualMesh.VirtualNode node : dead) {
            mesh.run(random.nextInt(1_000) * MS);
            final TraderGame game = new TraderGame(WALKERS, false, trade);
            games.put(mesh.reborn(node, game), game);
        }
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void shouldGoBackTogetherWhateverMediaDo(final long newSeed) {
        start(newSeed);
        for (int round = 0; round < 2; round++) {
            mesh.run(random.nextInt(8_000) * MS);
            trouble();
            // A store that fails is left out of the images: until all have one together, they are of different ticks.
            final long from = mesh.coordinator.tickAt(mesh.nowNs);
            mesh.run(8 * SECOND_NS);
            assertTrue(mesh.coordinator.cut() > from, "seed " + seed + ": no image is whole");
            mesh.run(random.nextInt(1_500) * MS);
            killAll();
            mesh.run(12 * SECOND_NS);
            assertEquals(0, mesh.coordinator.takeover().stuck(), "seed " + seed);
        }
        settleAndCheck();
    }

    /** All is killed again, and once more, before there is a new image, or just after: nothing may be lost with the old one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldNotLoseTheImageThatItCameBackFrom(final long newSeed) {
        start(newSeed);
        mesh.run(10 * SECOND_NS);
        for (int kills = 0; kills < 3; kills++) {
            killAll();
            mesh.run(random.nextInt(7_000) * MS);
        }
        killAll();
        mesh.run(12 * SECOND_NS);
        assertEquals(0, mesh.coordinator.takeover().stuck(), "seed " + seed);
        settleAndCheck();
    }
}
