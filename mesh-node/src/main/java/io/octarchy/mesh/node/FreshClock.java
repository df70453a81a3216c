package io.octarchy.mesh.node;

/** The second look at the clock within a cycle that rule 7 of the protocol asks for: before what a tick made is sent. */
@FunctionalInterface
public interface FreshClock {
    /** Monotonic nanoseconds, of the same clock as the nowNs of the cycle. */
    long nanoTime();
}
