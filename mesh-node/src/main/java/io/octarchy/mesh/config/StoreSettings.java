package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * What nodes keep on disk, where they are given a directory for it.
 *
 * @param everyTicks from image to image of the world: about as much is lost when all nodes are killed at once.
 * @param maxEntities records that a store has room for at first; it grows when they become more.
 * @param awaitNs how long after a death the store of the dead is waited for, before players whose avatars may be in it get
 *     new ones.
 */
public record StoreSettings(int everyTicks, int maxEntities, long awaitNs) {
    public StoreSettings {
        require(everyTicks >= 1, "store.everyTicks", everyTicks + " is less than 1");
        require(
                maxEntities >= 64 && maxEntities <= 10_000_000,
                "store.maxEntities",
                maxEntities + " is not in 64..10000000");
        require(awaitNs >= 0, "store.awaitNs", awaitNs + " is negative");
    }

    /** Every 20 ticks; room for 16,384; 30 s. */
    public static StoreSettings defaults() {
        return new StoreSettings(20, 16_384, 30_000_000_000L);
    }
}
