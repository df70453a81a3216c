package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * A bound for everything that could grow.
 *
 * @param maxEntities that a node rules.
 * @param maxKnown rows in a node's slab: ruled and ghosts.
 * @param maxSessions of one node, and of one gateway.
 * @param maxMembers living and not yet closed incarnations.
 * @param maxIntervals of the region map.
 * @param inputQueue inputs waiting for one avatar's next tick.
 * @param capacity load that a node carries, in thousandths of a plain entity; 0: derived.
 */
public record LimitSettings(
        int maxEntities,
        int maxKnown,
        int maxSessions,
        int maxMembers,
        int maxIntervals,
        int inputQueue,
        long capacity) {
    /** Most that any node may say it carries: sums over all of them stay exact. */
    public static final long MAX_CAPACITY = 1_000_000_000_000_000L;

    public LimitSettings {
        require(maxEntities >= 1 && maxEntities <= maxKnown, "limits.maxEntities", "need 1 <= maxEntities <= maxKnown");
        require(
                maxSessions >= 1 && maxSessions <= maxEntities,
                "limits.maxSessions",
                "need 1 <= maxSessions <= maxEntities");
        require(maxMembers >= 2 && maxMembers <= 4096, "limits.maxMembers", maxMembers + " is not in 2..4096");
        require(maxIntervals >= 2, "limits.maxIntervals", maxIntervals + " is less than 2");
        require(inputQueue >= 1 && inputQueue <= 64, "limits.inputQueue", inputQueue + " is not in 1..64");
        require(
                capacity >= 0 && capacity <= MAX_CAPACITY,
                "limits.capacity",
                capacity + " is not 0 to " + MAX_CAPACITY);
    }

    public static LimitSettings defaults() {
        return new LimitSettings(16_384, 32_768, 8_192, 64, 4_096, 8, 0);
    }
}
