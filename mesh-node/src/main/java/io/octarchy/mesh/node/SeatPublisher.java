package io.octarchy.mesh.node;

import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.codec.peer.SeatAnswerEncoder;
import io.octarchy.codec.peer.SeatAskEncoder;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.replicator.frame.FrameChannel;

/** Encodes what nodes ask each other about players who log in. What a channel would not take is asked again. */
final class SeatPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Fencing fencing;
    private final MemberLinks links;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SeatAskEncoder ask = new SeatAskEncoder();
    private final SeatAnswerEncoder answer = new SeatAnswerEncoder();

    SeatPublisher(final Fencing fencing, final MemberLinks links) {
        this.fencing = fencing;
        this.links = links;
    }

    void ask(
            final int node,
            final long player,
            final long session,
            final int gateway,
            final int round,
            final long tick) {
        final FrameChannel channel = links.control(node);
        final int at = claim(channel, HEADER + SeatAskEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            ask.wrapAndApplyHeader(channel.buffer(), at, header)
                    .source(fencing.incarnation())
                    .fence(fencing.fence())
                    .player(player)
                    .session(session)
                    .gateway(gateway)
                    .round(round)
                    .tick(tick);
            channel.commit();
        }
    }

    void answer(
            final int node,
            final long session,
            final int round,
            final int state,
            final long lostAgoNs,
            final long members) {
        final FrameChannel channel = links.control(node);
        final int at = claim(channel, HEADER + SeatAnswerEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            answer.wrapAndApplyHeader(channel.buffer(), at, header)
                    .source(fencing.incarnation())
                    .fence(fencing.fence())
                    .session(session)
                    .round(round)
                    .state((short) state)
                    .lostAgoNs(lostAgoNs)
                    .members(members);
            channel.commit();
        }
    }

    private static int claim(final FrameChannel channel, final int length) {
        return channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(length);
    }
}
