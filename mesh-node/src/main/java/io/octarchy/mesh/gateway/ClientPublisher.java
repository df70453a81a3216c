package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.session.SessionFrames.HEADER_LENGTH;

import io.octarchy.codec.client.ConnectedEncoder;
import io.octarchy.codec.client.LoginAckEncoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.NoticeEncoder;
import io.octarchy.codec.client.SessionNotice;
import io.octarchy.replicator.frame.FrameChannel;

/** What a gateway says to a client. Each method returns false when the channel takes nothing now. */
final class ClientPublisher {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ConnectedEncoder connected = new ConnectedEncoder();
    private final LoginAckEncoder loginAck = new LoginAckEncoder();
    private final NoticeEncoder notice = new NoticeEncoder();

    boolean connected(final FrameChannel channel, final long correlation, final int client, final LoginStatus status) {
        final int at = channel.claim(HEADER_LENGTH + ConnectedEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        connected
                .wrapAndApplyHeader(channel.buffer(), at, header)
                .correlation(correlation)
                .client(client)
                .status(status);
        channel.commit();
        return true;
    }

    boolean loginAck(
            final FrameChannel channel,
            final long correlation,
            final long session,
            final long avatar,
            final LoginStatus status) {
        final int at = channel.claim(HEADER_LENGTH + LoginAckEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        loginAck.wrapAndApplyHeader(channel.buffer(), at, header)
                .correlation(correlation)
                .session(session)
                .avatar(avatar)
                .status(status);
        channel.commit();
        return true;
    }

    /** The session's own ack. Views must not overtake it, or the client knows no session to show them in. */
    boolean ack(final Session session) {
        if (session.isAckDue
                && loginAck(
                        session.connection.channel, session.correlation, session.id, session.avatar, LoginStatus.OK)) {
            session.isAckDue = false;
        }
        return !session.isAckDue;
    }

    boolean notice(final FrameChannel channel, final long session, final SessionNotice what) {
        final int at = channel.claim(HEADER_LENGTH + NoticeEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        notice.wrapAndApplyHeader(channel.buffer(), at, header).session(session).notice(what);
        channel.commit();
        return true;
    }
}
