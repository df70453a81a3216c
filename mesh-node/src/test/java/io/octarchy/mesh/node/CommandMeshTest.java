package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands between the entities of whole nodes: virtual time, the production cores, a rough network, a crash. */
class CommandMeshTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int WALKERS = 60;

    private final TraderGame.Switch trade = new TraderGame.Switch();
    private final List<TraderGame> games = new ArrayList<>();
    private VirtualMesh mesh;

    /** Three nodes that make walkers, and one that comes later. */
    private void start(final long seed, final double roughness) {
        mesh = new VirtualMesh(seed, VirtualMesh.settings(TraderGame.MAKERS));
        for (int i = 0; i < TraderGame.MAKERS; i++) {
            add(true);
        }
        mesh.run(5 * SECOND_NS);
        add(false);
        mesh.run(5 * SECOND_NS);
        mesh.roughness = roughness;
        trade.on = true;
    }

    private void add(final boolean makes) {
        final TraderGame game = new TraderGame(WALKERS, makes, trade);
        games.add(game);
        mesh.add(game);
    }

    private long count(final String counter) {
        return mesh.nodes.stream()
                .mapToLong(node -> node.tap.counters.getOrDefault(counter, 0L))
                .sum();
    }

    private void settleAndCheck(final long seed, final int walkers) {
        trade.on = false;
        mesh.roughness = 0;
        mesh.run(12 * SECOND_NS);
        final TraderGame.Ledger ledger = new TraderGame.Ledger();
        final Map<Long, Integer> rulers = mesh.rulers();
        assertEquals(walkers, rulers.size(), "seed " + seed);
        for (final VirtualMesh.VirtualNode node : mesh.nodes) {
            final Map<Long, Integer> own = new LinkedHashMap<>();
            if (node.alive) {
                node.ruled(own);
                games.get(node.number - 1).count(own.keySet(), ledger);
            }
        }
        System.out.println("commands: seed " + seed + ", " + count("COMMANDS_APPLIED") + " from node to node, "
                + count("COMMANDS_FORWARDED") + " messages forwarded, " + count("COMMANDS_REFUSED") + " refused, "
                + count("COMMANDS_PUT_OFF") + " put off");
        games.forEach(game -> assertEquals(List.of(), game.faults, "seed " + seed));
        assertEquals(ledger.sent, ledger.taken, "seed " + seed);
        assertEquals(walkers * TraderGame.FIRST_GOLD, ledger.gold, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldApplyEveryCommandOnceAndInOrderOverHandoversAndARoughNetwork(final long seed) {
        start(seed, 0.15);
        mesh.run(30 * SECOND_NS);
        settleAndCheck(seed, TraderGame.MAKERS * WALKERS);
        final int handovers =
                mesh.nodes.stream().mapToInt(node -> node.tap.handedOver()).sum();
        assertTrue(handovers > 10, () -> "handovers " + handovers);
        assertTrue(count("COMMANDS_APPLIED") > 1_000, () -> "from node to node " + count("COMMANDS_APPLIED"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldNeitherLoseNorDoubleACommandWhenANodeDies(final long seed) {
        start(seed, 0.1);
        mesh.run(15 * SECOND_NS + seed * 37_000_000L);
        mesh.node(1 + (int) (seed % TraderGame.MAKERS)).alive = false;
        mesh.run(15 * SECOND_NS);
        settleAndCheck(seed, TraderGame.MAKERS * WALKERS);
        assertTrue(mesh.nodes.stream().mapToInt(node -> node.tap.granted()).sum() > 10, "nobody was granted anything");
        assertTrue(count("COMMANDS_APPLIED") > 1_000, () -> "from node to node " + count("COMMANDS_APPLIED"));
    }
}
