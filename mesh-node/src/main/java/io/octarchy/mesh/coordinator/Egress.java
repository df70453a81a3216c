package io.octarchy.mesh.coordinator;

import io.octarchy.replicator.frame.FrameChannel;

/**
 * The coordinator's way out. What becomes of a frame never changes the state machine: members of the cluster that do not
 * lead send nothing, and whatever is lost is said again when a heartbeat shows that it is missing.
 */
public interface Egress {
    /** The channel of a cluster session; null when there is none, or nobody is to be told anything. */
    FrameChannel channel(long clusterSession);
}
