package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * When the coordinator moves borders and changes the number of nodes.
 *
 * @param planNs from plan to plan.
 * @param trigger peak over mean load at which borders move.
 * @param spawnAbove mean load over capacity above which a node is added.
 * @param retireBelow mean load over capacity, after one node less, below which a node is drained.
 * @param dwellNs how long that must last.
 * @param minNodes nodes at least.
 * @param maxNodes nodes at most.
 */
public record BalanceSettings(
        long planNs, double trigger, double spawnAbove, double retireBelow, long dwellNs, int minNodes, int maxNodes) {
    public BalanceSettings {
        require(planNs >= 100_000_000L, "balance.planNs", planNs + " is less than 100 ms");
        require(trigger > 1, "balance.trigger", trigger + " is not above 1");
        require(
                retireBelow > 0 && retireBelow < spawnAbove && spawnAbove <= 1,
                "balance.spawnAbove",
                "need 0 < retireBelow < spawnAbove <= 1, well apart so that the mesh does not flap");
        require(dwellNs >= 0, "balance.dwellNs", dwellNs + " is negative");
        require(minNodes >= 1 && minNodes <= maxNodes, "balance.minNodes", "need 1 <= minNodes <= maxNodes");
    }

    public static BalanceSettings defaults() {
        return new BalanceSettings(1_000_000_000L, 1.10, 0.85, 0.60, 4_000_000_000L, 1, 64);
    }
}
