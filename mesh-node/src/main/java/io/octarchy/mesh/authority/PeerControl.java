package io.octarchy.mesh.authority;

import io.octarchy.replicator.frame.FrameChannel;

/** Ways out to other nodes. */
@FunctionalInterface
public interface PeerControl {
    /** Control stream towards a node, or null when it is not known (any more). */
    FrameChannel control(int incarnation);
}
