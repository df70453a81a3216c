package io.octarchy.mesh.command;

import io.octarchy.codec.peer.CommandAnswerEncoder;
import io.octarchy.codec.peer.CommandDoneEncoder;
import io.octarchy.codec.peer.CommandEncoder;
import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.PeerControl;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.DirectBuffer;

/** Encodes the messages of commands in place. Each method returns false when the channel would not take it. */
final class CommandPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Fencing fencing;
    private final PeerControl peers;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CommandEncoder command = new CommandEncoder();
    private final CommandAnswerEncoder answer = new CommandAnswerEncoder();
    private final CommandDoneEncoder done = new CommandDoneEncoder();

    CommandPublisher(final Fencing fencing, final PeerControl peers) {
        this.fencing = fencing;
        this.peers = peers;
    }

    boolean command(
            final int node,
            final long from,
            final long to,
            final long sequence,
            final long after,
            final long tick,
            final long epoch,
            final int owner,
            final int hops,
            final DirectBuffer bytes,
            final int offset,
            final int length) {
        final FrameChannel channel = peers.control(node);
        final int at =
                claim(channel, HEADER + CommandEncoder.BLOCK_LENGTH + CommandEncoder.payloadHeaderLength() + length);
        if (at < 0) {
            return false;
        }
        command.wrapAndApplyHeader(channel.buffer(), at, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .from(from)
                .to(to)
                .sequence(sequence)
                .after(after)
                .tick(tick)
                .epoch(epoch)
                .owner(owner)
                .hops((short) hops)
                .putPayload(bytes, offset, length);
        channel.commit();
        return true;
    }

    boolean answer(
            final int node,
            final long from,
            final long to,
            final long sequence,
            final long epoch,
            final int owner,
            final int hops) {
        final FrameChannel channel = peers.control(node);
        final int at = claim(channel, HEADER + CommandAnswerEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        answer.wrapAndApplyHeader(channel.buffer(), at, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .from(from)
                .to(to)
                .sequence(sequence)
                .epoch(epoch)
                .owner(owner)
                .hops((short) hops);
        channel.commit();
        return true;
    }

    boolean done(final int node, final long from, final long to, final long sequence, final long tick, final int hops) {
        final FrameChannel channel = peers.control(node);
        final int at = claim(channel, HEADER + CommandDoneEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        done.wrapAndApplyHeader(channel.buffer(), at, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .from(from)
                .to(to)
                .sequence(sequence)
                .tick(tick)
                .hops((short) hops);
        channel.commit();
        return true;
    }

    private static int claim(final FrameChannel channel, final int length) {
        return channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(length);
    }
}
