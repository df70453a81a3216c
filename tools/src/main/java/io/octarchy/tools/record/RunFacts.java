package io.octarchy.tools.record;

/**
 * What is known of a run before it starts.
 *
 * @param players wanted, or 0 when there are none.
 * @param tickIntervalNs of the world.
 * @param commandLine that reproduces it.
 */
public record RunFacts(
        String scenario,
        int players,
        int nodes,
        String isolation,
        long seed,
        long tickIntervalNs,
        String commandLine) {}
