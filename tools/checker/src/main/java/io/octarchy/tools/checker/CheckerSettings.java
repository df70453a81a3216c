package io.octarchy.tools.checker;

import io.octarchy.mesh.config.MeshSettings;

/**
 * What the checker holds a mesh to.
 *
 * @param tickIntervalNs of the world.
 * @param leaseTicks length of a lease.
 * @param orphanTicks how long a live entity may go without being run by anybody.
 * @param rollbackTicks that a crash may take back of what was shown.
 * @param settleTicks how far apart in time the streams may be read: what needs several of them is judged that much later.
 * @param mapTicks within which all live nodes hold a new map.
 * @param maxEntities known at once, those removed lately included.
 */
public record CheckerSettings(
        long tickIntervalNs,
        int leaseTicks,
        int orphanTicks,
        int rollbackTicks,
        int settleTicks,
        int mapTicks,
        int maxEntities) {
    private static final long ORPHAN_BEYOND_LEASE_NS = 2_000_000_000L;
    private static final long SETTLE_NS = 5_000_000_000L;

    /** A lease and two seconds for orphans, five seconds for streams to be read and for maps to arrive. */
    public static CheckerSettings of(final MeshSettings mesh) {
        final long interval = mesh.world().tickIntervalNs();
        final long lease = mesh.lease().leaseNs();
        return new CheckerSettings(
                interval,
                (int) (lease / interval),
                (int) ((lease + ORPHAN_BEYOND_LEASE_NS) / interval),
                mesh.view().rollbackTicks(),
                (int) (SETTLE_NS / interval),
                (int) (SETTLE_NS / interval),
                65_536);
    }

    /** With room for so many entities: less memory to clear where many short runs are judged. */
    public CheckerSettings maxEntities(final int newMaxEntities) {
        return new CheckerSettings(
                tickIntervalNs, leaseTicks, orphanTicks, rollbackTicks, settleTicks, mapTicks, newMaxEntities);
    }
}
