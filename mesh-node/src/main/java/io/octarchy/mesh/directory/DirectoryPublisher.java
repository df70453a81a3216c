package io.octarchy.mesh.directory;

import io.octarchy.codec.peer.LocationQueryEncoder;
import io.octarchy.codec.peer.LocationUpdateEncoder;
import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.PeerControl;
import io.octarchy.replicator.frame.FrameChannel;

/** Encodes the directory's messages in place. Each method returns false when the channel would not take it. */
final class DirectoryPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int GROUPS = 8;

    private final Fencing fencing;
    private final AuthorityTable table;
    private final PeerControl peers;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LocationUpdateEncoder update = new LocationUpdateEncoder();
    private final LocationQueryEncoder query = new LocationQueryEncoder();

    DirectoryPublisher(final Fencing fencing, final AuthorityTable table, final PeerControl peers) {
        this.fencing = fencing;
        this.table = table;
        this.peers = peers;
    }

    /** Tell a home of some records that are ruled here. */
    boolean tell(final int home, final int[] records, final int first, final int end) {
        final FrameChannel channel = peers.control(home);
        if (begin(channel, end - first, 0) < 0) {
            return false;
        }
        final LocationUpdateEncoder.EntitiesEncoder entities = update.entitiesCount(end - first);
        for (int i = first; i < end; i++) {
            entities.next()
                    .entity(table.entity(records[i]))
                    .epoch(table.epoch(records[i]))
                    .owner(fencing.incarnation());
        }
        update.removedCount(0);
        channel.commit();
        return true;
    }

    boolean located(final int node, final long entity, final long epoch, final int owner) {
        final FrameChannel channel = peers.control(node);
        if (begin(channel, 1, 0) < 0) {
            return false;
        }
        update.entitiesCount(1).next().entity(entity).epoch(epoch).owner(owner);
        update.removedCount(0);
        channel.commit();
        return true;
    }

    boolean gone(final int node, final long entity, final long epoch, final long tick) {
        final FrameChannel channel = peers.control(node);
        if (begin(channel, 0, 1) < 0) {
            return false;
        }
        update.entitiesCount(0);
        update.removedCount(1).next().entity(entity).epoch(epoch).tick(tick);
        channel.commit();
        return true;
    }

    private int begin(final FrameChannel channel, final int entities, final int removed) {
        final int length = HEADER
                + LocationUpdateEncoder.BLOCK_LENGTH
                + GROUPS
                + entities * LocationUpdateEncoder.EntitiesEncoder.sbeBlockLength()
                + removed * LocationUpdateEncoder.RemovedEncoder.sbeBlockLength();
        final int offset = channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(length);
        if (offset >= 0) {
            update.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .source(fencing.incarnation())
                    .fence(fencing.fence());
        }
        return offset;
    }

    boolean query(final int home, final long entity) {
        final FrameChannel channel = peers.control(home);
        final int offset = channel == null
                ? FrameChannel.NOT_CONNECTED
                : channel.claim(HEADER + LocationQueryEncoder.BLOCK_LENGTH);
        if (offset < 0) {
            return false;
        }
        query.wrapAndApplyHeader(channel.buffer(), offset, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .entity(entity);
        channel.commit();
        return true;
    }
}
