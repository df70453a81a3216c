package io.octarchy.mesh.authority;

import io.octarchy.codec.control.GrantsEncoder;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.codec.control.SnapshotQueryEncoder;
import io.octarchy.replicator.frame.FrameChannel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@link TestCoordinator} sends. */
final class GrantPublisher {
    private final Cluster cluster;
    private final Map<Integer, FrameChannel> channels = new TreeMap<>();

    GrantPublisher(final Cluster cluster) {
        this.cluster = cluster;
    }

    private FrameChannel channel(final int node) {
        return channels.computeIfAbsent(node, to -> cluster.net.channel(Net.COORDINATOR, to, 1024));
    }

    void sendQuery(final int node, final int fence, final int page, final List<Long> entities) {
        final FrameChannel channel = channel(node);
        final int length = 8 + SnapshotQueryEncoder.BLOCK_LENGTH + 4 + 8 * entities.size();
        final SnapshotQueryEncoder.EntitiesEncoder group = new SnapshotQueryEncoder()
                .wrapAndApplyHeader(channel.buffer(), channel.claim(length), new MessageHeaderEncoder())
                .fence(fence)
                .page(page)
                .entitiesCount(entities.size());
        entities.forEach(entity -> group.next().entity(entity));
        channel.commit();
    }

    void send(final GrantPage page) {
        final FrameChannel channel = channel(page.owner);
        final int length = 8
                + GrantsEncoder.BLOCK_LENGTH
                + 4
                + GrantsEncoder.EntitiesEncoder.sbeBlockLength() * page.entities.size();
        final GrantsEncoder.EntitiesEncoder group = new GrantsEncoder()
                .wrapAndApplyHeader(channel.buffer(), channel.claim(length), new MessageHeaderEncoder())
                .fence(page.fence)
                .page(page.number)
                .resumeTick(page.resumeTick)
                .entitiesCount(page.entities.size());
        page.entities.forEach(entity -> group.next().entity(entity).copyEpoch(0).copyTick(0));
        channel.commit();
    }
}
