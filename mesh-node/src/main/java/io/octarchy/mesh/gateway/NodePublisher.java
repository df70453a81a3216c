package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.session.SessionFrames.HEADER_LENGTH;

import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.SessionCloseEncoder;
import io.octarchy.codec.client.SessionOpenEncoder;
import io.octarchy.codec.client.SessionResyncEncoder;

/** What a gateway asks of nodes. Each method returns false when the node's channel takes nothing now. */
final class NodePublisher {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SessionOpenEncoder open = new SessionOpenEncoder();
    private final SessionCloseEncoder close = new SessionCloseEncoder();
    private final SessionResyncEncoder resync = new SessionResyncEncoder();

    boolean sessionOpen(final Node node, final int gateway, final Session session) {
        final int at = claim(node, SessionOpenEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        open.wrapAndApplyHeader(node.channel.buffer(), at, header)
                .gateway(gateway)
                .session(session.id)
                .player(session.player)
                .x(session.x)
                .y(session.y)
                .z(session.z)
                .hops((short) 0);
        node.channel.commit();
        return true;
    }

    boolean sessionClose(final Node node, final int gateway, final long session, final long entity) {
        final int at = claim(node, SessionCloseEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        close.wrapAndApplyHeader(node.channel.buffer(), at, header)
                .gateway(gateway)
                .session(session)
                .entity(entity)
                .hops((short) 0);
        node.channel.commit();
        return true;
    }

    boolean sessionResync(final Node node, final int gateway, final Session session) {
        final int at = claim(node, SessionResyncEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        resync.wrapAndApplyHeader(node.channel.buffer(), at, header)
                .gateway(gateway)
                .session(session.id)
                .entity(session.avatar)
                .lostTick(session.lostTick);
        node.channel.commit();
        return true;
    }

    private static int claim(final Node node, final int blockLength) {
        return node.channel == null ? -1 : node.channel.claim(HEADER_LENGTH + blockLength);
    }
}
