package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.coordinator.AdoptedWorld;
import io.octarchy.mesh.store.MemoryStore;
import io.octarchy.mesh.store.StoredPart;
import io.octarchy.mesh.store.WorldShares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup of whole nodes on virtual time, amid trades and handovers: gold must be the same in the world that comes back. */
class BackupMeshTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int WALKERS = 60;
    private static final int ALL = TraderGame.MAKERS * WALKERS;
    private static final long NEW_MESH = 77;

    private final TraderGame.Switch trade = new TraderGame.Switch();
    private final Map<VirtualMesh.VirtualNode, TraderGame> games = new LinkedHashMap<>();
    private VirtualMesh mesh;

    private void add(final boolean makes, final MemoryStore store) {
        final TraderGame game = new TraderGame(WALKERS, makes, trade);
        games.put(mesh.add(game, store), game);
    }

    private List<VirtualMesh.VirtualNode> living() {
        return mesh.nodes.stream().filter(node -> node.alive).toList();
    }

    private void settleAndCheck(final long seed) {
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
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldComeBackOnAnyNumberOfNodesAsItWas(final long seed) {
        mesh = new VirtualMesh(seed, VirtualMesh.settings(TraderGame.MAKERS));
        mesh.withStores = true;
        for (int i = 0; i < TraderGame.MAKERS; i++) {
            add(true, new MemoryStore());
        }
        mesh.run(10 * SECOND_NS);
        mesh.roughness = 0.1;
        trade.on = true;
        final Random random = new Random(seed);
        mesh.run(10 * SECOND_NS + random.nextInt(2_000) * SECOND_NS / 1_000);
        mesh.backup(1);
        mesh.run(8 * SECOND_NS);
        final List<StoredPart> parts = living().stream()
                .flatMap(node -> node.store.parts().all().stream())
                .toList();
        assertEquals(TraderGame.MAKERS, parts.size(), "seed " + seed);
        final long tick = parts.get(0).image();
        assertEquals(
                List.of(tick), parts.stream().map(StoredPart::image).distinct().toList());
        assertTrue(mesh.coordinator.cut() > tick, "images go on");
        final int nextIncarnation = mesh.coordinator.membership().nextIncarnation();
        settleAndCheck(seed);

        living().forEach(mesh::kill);
        final WorldShares shares = new WorldShares(parts);
        assertEquals(ALL, shares.entities(), "seed " + seed);
        final int nodes = 1 + (int) (seed % 5);
        final List<StoredPart> dealt = shares.dealTo(nodes, NEW_MESH, nextIncarnation);
        mesh.adopt(new AdoptedWorld(
                NEW_MESH,
                1,
                tick,
                shares.newestFence(),
                nextIncarnation,
                dealt.stream()
                        .map(part ->
                                new AdoptedWorld.Life("restored", part.records().size()))
                        .collect(Collectors.toList())));
        trade.on = true;
        mesh.roughness = 0.1;
        final List<MemoryStore> stores = new ArrayList<>();
        for (final StoredPart part : dealt) {
            final MemoryStore store = new MemoryStore();
            store.restore(part);
            stores.add(store);
        }
        // Fewer nodes than the world wants at least, or more: the others come with empty hands.
        for (int i = 0; i < Math.max(nodes, TraderGame.MAKERS); i++) {
            mesh.run(random.nextInt(1_500) * SECOND_NS / 1_000);
            add(true, i < nodes ? stores.get(i) : new MemoryStore());
        }
        mesh.run(12 * SECOND_NS);
        assertEquals(0, mesh.coordinator.takeover().stuck(), "seed " + seed);
        assertTrue(mesh.coordinator.tickAt(mesh.nowNs) > tick, "seed " + seed);
        settleAndCheck(seed);
        System.out.println("restored: seed " + seed + ", tick " + tick + ", " + nodes + " stores");
    }
}
