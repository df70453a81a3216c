package io.octarchy.tools.record;

/**
 * One second of the timeline.
 *
 * @param imbalance load of the fullest node over the mean of all that do not drain; 0: no load.
 * @param tickP99Ms negative: no tick.
 */
public record Second(
        int second,
        int players,
        int nodes,
        long entities,
        double tickP99Ms,
        long handovers,
        double imbalance,
        long frozenTicks) {}
