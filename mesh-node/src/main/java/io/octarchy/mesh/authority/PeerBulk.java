package io.octarchy.mesh.authority;

import io.octarchy.replicator.frame.FrameChannel;

/** Ways out for state to other nodes. */
@FunctionalInterface
public interface PeerBulk {
    /** Bulk stream towards a node, or null when it is not known (any more). */
    FrameChannel bulk(int incarnation);
}
