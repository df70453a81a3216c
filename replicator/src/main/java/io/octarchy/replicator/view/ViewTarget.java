package io.octarchy.replicator.view;

import io.octarchy.replicator.frame.FrameChannel;

/** Ways out to gateways. */
@FunctionalInterface
public interface ViewTarget {
    /** Channel to a gateway by its incarnation; null when there is none, now or any more. */
    FrameChannel channel(int gateway);
}
