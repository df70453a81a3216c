package io.octarchy.mesh.node;

import io.octarchy.mesh.coordinator.client.MembersReplica;
import io.octarchy.replicator.frame.FrameChannel;

/** The ways out to other members: opened and closed without ever blocking. */
public interface MemberLinks {
    /** A live member to talk to. Repeating it changes nothing. */
    void connect(MembersReplica.Entry member);

    /** It is dead or has left. */
    void disconnect(int incarnation);

    /** Control stream to a member, null while it is not open. */
    FrameChannel control(int incarnation);

    /** Bulk stream to a member, null while it is not open. */
    FrameChannel bulk(int incarnation);

    /** Session stream to a gateway, null while it is not open. */
    FrameChannel session(int incarnation);
}
