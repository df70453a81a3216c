package io.octarchy.tools.chaos;

/**
 * One thing that is to happen.
 *
 * @param atNs since the start of the schedule, whose clock stands still while the mesh recovers.
 * @param target picks whom it befalls among those that it may befall then: not negative, to be taken modulo their number.
 * @param durationNs how long it lasts.
 */
record Fault(long atNs, FaultKind kind, int target, long durationNs) {}
