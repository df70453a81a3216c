package io.octarchy.mesh.gateway.aeron;

import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.replicator.frame.FrameChannel;

/** The way to the coordinator and back, whatever carries it. */
public interface ControlLink {
    /** To the coordinator. */
    FrameChannel ingress();

    /** Who is told what the coordinator says, from within {@link #poll(long)}; set before the first one. */
    void listener(CoordinatorListener listener);

    /** Pass on what the coordinator said, connect, keep alive; never blocks. */
    int poll(long nowNs);

    /** Give it up. */
    void close();
}
