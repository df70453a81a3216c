package io.octarchy.mesh.gateway.aeron;

import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.replicator.frame.FrameChannel;

/** The way to the coordinator and back, whatever carries it. */
public interface ControlLink {
    /** To the coordinator. */
    FrameChannel channel();

    /** Pass on what the coordinator said; never blocks. */
    int poll(long nowNs, CoordinatorListener listener);

    /** Give it up. */
    void close();
}
