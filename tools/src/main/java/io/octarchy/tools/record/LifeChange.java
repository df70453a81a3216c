package io.octarchy.tools.record;

import io.octarchy.codec.event.LifeState;

/**
 * A node's life took another turn.
 *
 * @param node its incarnation.
 * @param atNs on the monotonic clock of this machine.
 */
public record LifeChange(int node, LifeState state, long atNs) {}
