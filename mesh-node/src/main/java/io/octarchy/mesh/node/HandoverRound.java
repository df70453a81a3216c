package io.octarchy.mesh.node;

import io.octarchy.mesh.authority.HandoverSource;

/**
 * Begins the handovers that a tick makes due, once a tick, and only when the tick is shown: players wait for that, and a
 * handover that begins later waits less for the ticks of both nodes on its way.
 */
final class HandoverRound {
    private final Territory territory;
    private final HandoverSource handovers;
    private final Creations creations;
    private final Territory.Targets targets;
    private final NodeCounters counters;
    private final FreshClock clock;
    private long begunTick = -1;

    HandoverRound(
            final Territory territory,
            final HandoverSource handovers,
            final Creations creations,
            final Territory.Targets targets,
            final NodeCounters counters,
            final FreshClock clock) {
        this.territory = territory;
        this.handovers = handovers;
        this.creations = creations;
        this.targets = targets;
        this.counters = counters;
        this.clock = clock;
    }

    /** Begin what is due after this tick, unless it has begun. */
    int begin(final long tick) {
        if (tick <= begunTick) {
            return 0;
        }
        begunTick = tick;
        final long nowNs = clock.nanoTime();
        territory.run(nowNs, tick, handovers, creations, targets, counters);
        return 1 + handovers.doWork(nowNs);
    }
}
