package io.octarchy.mesh.node;

import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.codec.peer.StandbyAckEncoder;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.replicator.frame.FrameChannel;

/** Acks whole standby frames to their senders, the newest of each. */
final class StandbyAcks {
    private final Fencing fencing;
    private final StandbyCopies copies;
    private final MemberLinks links;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StandbyAckEncoder ack = new StandbyAckEncoder();

    StandbyAcks(final Fencing fencing, final StandbyCopies copies, final MemberLinks links) {
        this.fencing = fencing;
        this.copies = copies;
        this.links = links;
    }

    int doWork() {
        int work = 0;
        for (int i = 0; i < copies.sources(); i++) {
            final StandbyImage image = copies.at(i);
            if (image.ackDue() >= 0 && !fencing.isDead(image.source()) && send(image)) {
                image.acked();
                work++;
            }
        }
        return work;
    }

    private boolean send(final StandbyImage image) {
        final FrameChannel channel = links.control(image.source());
        final int at = channel == null
                ? FrameChannel.NOT_CONNECTED
                : channel.claim(MessageHeaderEncoder.ENCODED_LENGTH + StandbyAckEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        ack.wrapAndApplyHeader(channel.buffer(), at, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .frame(image.frame())
                .tick(image.tick());
        channel.commit();
        return true;
    }
}
