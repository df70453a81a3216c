package io.octarchy.tools.record;

/**
 * One second of the timeline.
 *
 * @param imbalance entities of the fullest node over the mean of all; 0: no entities.
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
