package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.KeepAliveEncoder;
import io.octarchy.codec.peer.LocationUpdateEncoder;
import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.codec.peer.StandbyAckEncoder;
import io.octarchy.replicator.frame.FrameChannel;

/** What a {@link TestNode} sends beside the frames of the package under test. */
final class TestPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final TestNode node;

    TestPublisher(final TestNode node) {
        this.node = node;
    }

    void sendAck(final int to, final long frame, final long tick) {
        final FrameChannel channel = node.channel(to);
        if (channel != null) {
            final int at = channel.claim(HEADER + StandbyAckEncoder.BLOCK_LENGTH);
            new StandbyAckEncoder()
                    .wrapAndApplyHeader(channel.buffer(), at, new MessageHeaderEncoder())
                    .source(node.id)
                    .fence(node.fencing.fence())
                    .frame(frame)
                    .tick(tick);
            channel.commit();
        }
    }

    void sendKeepAlive(final int to) {
        final FrameChannel channel = node.channel(to);
        final int at = channel.claim(HEADER + KeepAliveEncoder.BLOCK_LENGTH);
        new KeepAliveEncoder()
                .wrapAndApplyHeader(channel.buffer(), at, new MessageHeaderEncoder())
                .source(node.id)
                .fence(node.fencing.fence())
                .floor(node.source.floor(to));
        channel.commit();
    }

    /** State that others see: what raises fences, and ends doubts (rule 8f). */
    void sendState(final int to, final int record) {
        final FrameChannel channel = node.channel(to);
        final int length = HEADER
                + LocationUpdateEncoder.BLOCK_LENGTH
                + 8
                + LocationUpdateEncoder.EntitiesEncoder.sbeBlockLength();
        final LocationUpdateEncoder update = new LocationUpdateEncoder();
        final LocationUpdateEncoder.EntitiesEncoder entities = update.wrapAndApplyHeader(
                        channel.buffer(), channel.claim(length), new MessageHeaderEncoder())
                .source(node.id)
                .fence(node.fencing.fence())
                .entitiesCount(1);
        entities.next()
                .entity(node.table.entity(record))
                .epoch(node.table.epoch(record))
                .owner(node.id);
        update.removedCount(0);
        channel.commit();
    }
}
