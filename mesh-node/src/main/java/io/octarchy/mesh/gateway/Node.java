package io.octarchy.mesh.gateway;

import io.octarchy.codec.control.MemberState;
import io.octarchy.replicator.frame.FrameChannel;

/** A node as the coordinator lists it, and the way to it. */
final class Node {
    final int incarnation;
    final long driver;
    final int sessionStream;
    final String endpoint;
    MemberState state;

    /** Null before it is opened and after the node is gone. */
    FrameChannel channel;

    Node(
            final int incarnation,
            final long driver,
            final int sessionStream,
            final String endpoint,
            final MemberState state) {
        this.incarnation = incarnation;
        this.driver = driver;
        this.sessionStream = sessionStream;
        this.endpoint = endpoint;
        this.state = state;
    }

    /** Listed, and neither declared dead nor left. */
    boolean isAlive() {
        return state == MemberState.LIVE || state == MemberState.DRAINING;
    }
}
