package io.octarchy.mesh.node.aeron;

import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.DirectBuffer;

/** The way to the coordinator and back, as the agent needs it. Nothing blocks. */
public interface CoordinatorPort extends AutoCloseable {
    /** Receives the coordinator's frames. */
    @FunctionalInterface
    interface FrameHandler {
        void onFrame(long nowNs, DirectBuffer buffer, int offset, int length);
    }

    /** To the coordinator. */
    FrameChannel channel();

    /** Keep the session alive, connect anew when it was lost, hand on what came. */
    int poll(long nowNs, FrameHandler handler);

    @Override
    void close();
}
