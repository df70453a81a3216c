package io.octarchy.mesh.node;

import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.codec.peer.TogetherAskEncoder;
import io.octarchy.codec.peer.TogetherRefusedEncoder;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.PeerControl;
import io.octarchy.replicator.frame.FrameChannel;

/** Encodes the messages of joint operations. Each method returns false when the channel would not take it. */
final class TogetherPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Fencing fencing;
    private final PeerControl peers;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TogetherAskEncoder ask = new TogetherAskEncoder();
    private final TogetherRefusedEncoder refused = new TogetherRefusedEncoder();

    TogetherPublisher(final Fencing fencing, final PeerControl peers) {
        this.fencing = fencing;
        this.peers = peers;
    }

    boolean ask(final int node, final long asker, final long partner) {
        final FrameChannel channel = peers.control(node);
        final int at = claim(channel, HEADER + TogetherAskEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        ask.wrapAndApplyHeader(channel.buffer(), at, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .asker(asker)
                .partner(partner);
        channel.commit();
        return true;
    }

    boolean refused(final int node, final long asker, final long partner) {
        final FrameChannel channel = peers.control(node);
        final int at = claim(channel, HEADER + TogetherRefusedEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        refused.wrapAndApplyHeader(channel.buffer(), at, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .asker(asker)
                .partner(partner);
        channel.commit();
        return true;
    }

    private static int claim(final FrameChannel channel, final int length) {
        return channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(length);
    }
}
