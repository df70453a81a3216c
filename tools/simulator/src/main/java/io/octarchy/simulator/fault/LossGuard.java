package io.octarchy.simulator.fault;

import io.octarchy.mesh.coordinator.CoordinatorCore;
import io.octarchy.simulator.log.Cluster;

/**
 * One loss per protection interval (rule 25): what may cost a node its lease waits until all is protected again after the
 * loss before. Beyond that, nothing is promised that could be checked.
 */
final class LossGuard {
    private static final long SETTLE_NS = 1_500_000_000L;

    private final Cluster cluster;
    private long busyUntilNs;

    LossGuard(final Cluster cluster) {
        this.cluster = cluster;
    }

    /** May a node be lost now? */
    boolean isFree(final long nowNs) {
        if (nowNs < busyUntilNs || !cluster.hasLeader()) {
            return false;
        }
        final CoordinatorCore core = cluster.core();
        return core.keeper().isDivided()
                && !core.takeover().isOpen()
                && core.takeover().isProtected();
    }

    /** Is a loss not over yet? */
    boolean isPending() {
        return cluster.nowNs() < busyUntilNs;
    }

    /** The leader is lost as well: who died is found out a whole lease after the next one is elected (rule 16). */
    void onLeaderLost(final long electedNs, final long leaseNs) {
        if (isPending()) {
            busyUntilNs = Math.max(busyUntilNs, electedNs + leaseNs + SETTLE_NS);
        }
    }

    /** A loss may come of what lasts so long. */
    void take(final long nowNs, final long lastsNs, final long leaseNs) {
        busyUntilNs = nowNs + lastsNs + leaseNs + SETTLE_NS;
    }
}
