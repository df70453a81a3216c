package io.octarchy.mesh.coordinator.fleet;

/** Kinds of decisions, as numbered in the Decision message. */
public enum DecisionKind {
    SHIFT,
    SPLIT,
    MERGE,
    SPAWN,
    RETIRE,
    DEAD,
    TAKEOVER_DECIDED,
    TAKEOVER_CLOSED,
    JOINED,
    LEFT,
    RESIDUAL_OVERLOAD,
    HIBERNATION
}
