package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joint operations of entities of different nodes: virtual time, the production cores, a rough network, a crash. */
class TogetherMeshTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int NODES = 3;
    private static final int WALKERS = 200;

    private final TraderGame.Switch trade = new TraderGame.Switch();
    private final List<BarterGame> games = new ArrayList<>();
    private VirtualMesh mesh;
    private int walkers;

    private void start(final long seed, final double roughness) {
        mesh = new VirtualMesh(seed, VirtualMesh.settings(NODES));
        for (int i = 0; i < NODES; i++) {
            final BarterGame game = new BarterGame(WALKERS, trade);
            games.add(game);
            mesh.add(game);
        }
        mesh.run(10 * SECOND_NS);
        walkers = mesh.rulers().size();
        mesh.roughness = roughness;
        trade.on = true;
    }

    private long count(final String counter) {
        return mesh.nodes.stream()
                .mapToLong(node -> node.tap.counters.getOrDefault(counter, 0L))
                .sum();
    }

    private BarterGame.Ledger settle(final long seed) {
        trade.on = false;
        mesh.roughness = 0;
        mesh.run(12 * SECOND_NS);
        final BarterGame.Ledger ledger = new BarterGame.Ledger();
        assertEquals(walkers, mesh.rulers().size(), "seed " + seed);
        for (final VirtualMesh.VirtualNode node : mesh.nodes) {
            if (node.alive) {
                final Map<Long, Integer> own = new LinkedHashMap<>();
                node.ruled(own);
                games.get(node.number - 1).count(own.keySet(), ledger);
            }
        }
        System.out.println("together: seed " + seed + ", " + ledger.wished + " wishes, " + ledger.first + " run, "
                + ledger.failed + " failed; " + count("TOGETHER_BROUGHT") + " brought");
        games.forEach(game -> assertEquals(List.of(), game.faults, "seed " + seed));
        assertEquals(walkers * BarterGame.FIRST_GOLD, ledger.gold, "seed " + seed);
        assertEquals(ledger.first, ledger.second, "seed " + seed);
        return ledger;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldRunEachOperationOnceOnBothOrSayThatItFailed(final long seed) {
        start(seed, 0.1);
        mesh.run(20 * SECOND_NS);
        final BarterGame.Ledger ledger = settle(seed);
        assertEquals(ledger.wished, ledger.first + ledger.failed, "seed " + seed);
        assertTrue(ledger.first > 100, () -> "run " + ledger.first);
        assertTrue(ledger.first > ledger.failed, () -> "run " + ledger.first + ", failed " + ledger.failed);
        assertEquals(ledger.first, count("TOGETHER_BROUGHT"), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldRunItOnBothOrOnNeitherWhenANodeDies(final long seed) {
        start(seed, 0.1);
        mesh.run(8 * SECOND_NS + seed * 37_000_000L);
        mesh.node(1 + (int) (seed % NODES)).alive = false;
        mesh.run(12 * SECOND_NS);
        final BarterGame.Ledger ledger = settle(seed);
        assertTrue(ledger.wished >= ledger.first + ledger.failed, "seed " + seed);
        assertTrue(ledger.first > 100, () -> "run " + ledger.first);
        assertTrue(mesh.nodes.stream().mapToInt(node -> node.tap.granted()).sum() > 10, "nobody was granted anything");
    }
}
