package io.octarchy.mesh.node;

/** Bytes that the node's thread has allocated so far, for the events of its ticks; below 0 when unknown. */
@FunctionalInterface
public interface AllocationMeter {
    long allocatedBytes();
}
