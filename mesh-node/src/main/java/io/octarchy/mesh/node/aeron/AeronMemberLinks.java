package io.octarchy.mesh.node.aeron;

import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.client.MembersReplica;
import io.octarchy.mesh.node.MemberLinks;
import io.octarchy.replicator.aeron.AeronFrameChannel;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.frame.FrameChannel;

/** Publications to the other members: control and bulk to nodes, session to gateways. */
final class AeronMemberLinks implements MemberLinks {
    private final AeronStreams streams;
    private final Link[] links;
    private int count;

    /** The channels to one member; null where it has no such stream for us. */
    private record Link(
            int incarnation, AeronFrameChannel control, AeronFrameChannel bulk, AeronFrameChannel session) {}

    AeronMemberLinks(final AeronStreams streams, final int maxMembers) {
        this.streams = streams;
        links = new Link[maxMembers];
    }

    @Override
    public void connect(final MembersReplica.Entry member) {
        if (find(member.incarnation()) != null || count == links.length) {
            return;
        }
        final long driver = member.driver();
        final String endpoint = member.endpoint();
        links[count++] = member.role() == Role.NODE
                ? new Link(
                        member.incarnation(),
                        streams.open(driver, endpoint, member.controlStream()),
                        streams.open(driver, endpoint, member.bulkStream()),
                        null)
                : new Link(member.incarnation(), null, null, streams.open(driver, endpoint, member.sessionStream()));
    }

    @Override
    public void disconnect(final int incarnation) {
        for (int i = 0; i < count; i++) {
            if (links[i].incarnation() == incarnation) {
                close(links[i].control());
                close(links[i].bulk());
                close(links[i].session());
                links[i] = links[--count];
                links[count] = null;
                return;
            }
        }
    }

    private void close(final AeronFrameChannel channel) {
        if (channel != null) {
            streams.close(channel);
        }
    }

    @Override
    public FrameChannel control(final int incarnation) {
        final Link link = find(incarnation);
        return link == null ? null : link.control();
    }

    @Override
    public FrameChannel bulk(final int incarnation) {
        final Link link = find(incarnation);
        return link == null ? null : link.bulk();
    }

    @Override
    public FrameChannel session(final int incarnation) {
        final Link link = find(incarnation);
        return link == null ? null : link.session();
    }

    private Link find(final int incarnation) {
        for (int i = 0; i < count; i++) {
            if (links[i].incarnation() == incarnation) {
                return links[i];
            }
        }
        return null;
    }
}
