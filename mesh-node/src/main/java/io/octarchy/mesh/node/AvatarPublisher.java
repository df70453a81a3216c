package io.octarchy.mesh.node;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.SessionClosedEncoder;
import io.octarchy.codec.client.SessionHomeEncoder;
import io.octarchy.codec.peer.ForwardedInputEncoder;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.DirectBuffer;

/** Encodes what avatars' node tells gateways, and the inputs that it sends after avatars that have gone elsewhere. */
final class AvatarPublisher {
    private final Fencing fencing;
    private final MemberLinks links;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SessionHomeEncoder home = new SessionHomeEncoder();
    private final SessionClosedEncoder closed = new SessionClosedEncoder();
    private final io.octarchy.codec.peer.MessageHeaderEncoder peerHeader =
            new io.octarchy.codec.peer.MessageHeaderEncoder();
    private final ForwardedInputEncoder forwarded = new ForwardedInputEncoder();

    AvatarPublisher(final Fencing fencing, final MemberLinks links) {
        this.fencing = fencing;
        this.links = links;
    }

    void forward(
            final long entity,
            final int owner,
            final DirectBuffer frame,
            final int offset,
            final int length,
            final int hops) {
        final FrameChannel channel = links.control(owner);
        final int fixed = io.octarchy.codec.peer.MessageHeaderEncoder.ENCODED_LENGTH
                + ForwardedInputEncoder.BLOCK_LENGTH
                + ForwardedInputEncoder.inputHeaderLength();
        final int at = channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(fixed + length);
        if (at >= 0) {
            forwarded
                    .wrapAndApplyHeader(channel.buffer(), at, peerHeader)
                    .source(fencing.incarnation())
                    .fence(fencing.fence())
                    .entity(entity)
                    .hops((short) hops)
                    .putInput(frame, offset, length);
            channel.commit();
        }
    }

    /** False when the channel would not take it. */
    boolean sendHome(
            final int gateway, final long session, final long entity, final long epoch, final LoginStatus status) {
        final FrameChannel channel = links.session(gateway);
        final int at = channel == null
                ? FrameChannel.NOT_CONNECTED
                : channel.claim(MessageHeaderEncoder.ENCODED_LENGTH + SessionHomeEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        home.wrapAndApplyHeader(channel.buffer(), at, header)
                .session(session)
                .entity(entity)
                .owner(fencing.incarnation())
                .fence(fencing.fence())
                .epoch(epoch)
                .status(status);
        channel.commit();
        return true;
    }

    void sendClosed(final int gateway, final long session) {
        final FrameChannel channel = links.session(gateway);
        final int at = channel == null
                ? FrameChannel.NOT_CONNECTED
                : channel.claim(MessageHeaderEncoder.ENCODED_LENGTH + SessionClosedEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            closed.wrapAndApplyHeader(channel.buffer(), at, header)
                    .session(session)
                    .owner(fencing.incarnation())
                    .fence(fencing.fence());
            channel.commit();
        }
    }
}
