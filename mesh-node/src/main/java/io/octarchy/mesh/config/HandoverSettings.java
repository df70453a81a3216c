package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * When an entity changes hands and how.
 *
 * @param marginMetres how deep behind the border an entity must be.
 * @param dwellTicks for how many ticks.
 * @param restTicks after a handover, ticks in which it stays (the cool-down), unless its node drains.
 * @param maxBatch entities in one handover, 1 to 50 so that Prepare fits into one frame.
 * @param maxOpen handovers open at once towards one node.
 * @param retryNs from repeat to repeat of an unanswered message.
 * @param prepareTimeoutNs after which a source aborts, and a target drops, what was only prepared.
 */
public record HandoverSettings(
        double marginMetres,
        int dwellTicks,
        int restTicks,
        int maxBatch,
        int maxOpen,
        long retryNs,
        long prepareTimeoutNs) {
    public HandoverSettings {
        require(marginMetres >= 0, "handover.marginMetres", marginMetres + " is negative");
        require(dwellTicks >= 1, "handover.dwellTicks", dwellTicks + " is less than 1");
        require(restTicks >= 0, "handover.restTicks", restTicks + " is negative");
        require(maxBatch >= 1 && maxBatch <= 50, "handover.maxBatch", maxBatch + " is not in 1..50");
        require(maxOpen >= 1 && maxOpen <= 1024, "handover.maxOpen", maxOpen + " is not in 1..1024");
        require(retryNs >= 1_000_000, "handover.retryNs", retryNs + " is less than 1 ms");
        require(prepareTimeoutNs > 2 * retryNs, "handover.prepareTimeoutNs", "must exceed two retries");
    }

    /** 2 m deep for 4 ticks, 220 ticks' rest, batches of 50. */
    public static HandoverSettings defaults() {
        return new HandoverSettings(2.0, 4, 220, 50, 16, 4_000_000L, 1_000_000_000L);
    }
}
