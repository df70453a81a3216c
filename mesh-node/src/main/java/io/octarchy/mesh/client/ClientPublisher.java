package io.octarchy.mesh.client;

import static io.octarchy.mesh.session.SessionFrames.DATA_HEADER_LENGTH;
import static io.octarchy.mesh.session.SessionFrames.HEADER_LENGTH;

import io.octarchy.codec.client.ConnectEncoder;
import io.octarchy.codec.client.InputEncoder;
import io.octarchy.codec.client.LoginEncoder;
import io.octarchy.codec.client.LogoutEncoder;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.SessionResyncEncoder;
import io.octarchy.replicator.frame.FrameChannel;

/** What a client says to its gateway. Each method returns false when the channel takes nothing now. */
final class ClientPublisher {
    private final FrameChannel channel;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ConnectEncoder connect = new ConnectEncoder();
    private final LoginEncoder login = new LoginEncoder();
    private final InputEncoder input = new InputEncoder();
    private final LogoutEncoder logout = new LogoutEncoder();
    private final SessionResyncEncoder resync = new SessionResyncEncoder();

    ClientPublisher(final FrameChannel channel) {
        this.channel = channel;
    }

    /** @param responseChannel in ASCII. */
    boolean connect(final long correlation, final int responseStream, final byte[] responseChannel) {
        final int length = HEADER_LENGTH + ConnectEncoder.BLOCK_LENGTH + DATA_HEADER_LENGTH + responseChannel.length;
        final int at = channel.claim(length);
        if (at < 0) {
            return false;
        }
        connect.wrapAndApplyHeader(channel.buffer(), at, header)
                .correlation(correlation)
                .protocolVersion(ConnectEncoder.SCHEMA_VERSION)
                .responseStream(responseStream)
                .putResponseChannel(responseChannel, 0, responseChannel.length);
        channel.commit();
        return true;
    }

    boolean login(final int client, final ClientSession session) {
        final byte[] token = session.token();
        final int length = HEADER_LENGTH + LoginEncoder.BLOCK_LENGTH + DATA_HEADER_LENGTH + token.length;
        final int at = channel.claim(length);
        if (at < 0) {
            return false;
        }
        login.wrapAndApplyHeader(channel.buffer(), at, header)
                .client(client)
                .correlation(session.correlation())
                .player(session.player())
                .x(session.entryX())
                .y(session.entryY())
                .z(session.entryZ())
                .putToken(token, 0, token.length);
        channel.commit();
        return true;
    }

    /** @return a negative outcome of the channel, or 0. */
    int input(
            final long session,
            final int sequence,
            final float moveX,
            final float moveY,
            final float moveZ,
            final float yaw,
            final int buttons) {
        final int at = channel.claim(HEADER_LENGTH + InputEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return at;
        }
        input.wrapAndApplyHeader(channel.buffer(), at, header)
                .session(session)
                .sequence(sequence)
                .moveX(moveX)
                .moveY(moveY)
                .moveZ(moveZ)
                .yaw(yaw)
                .buttons(buttons);
        channel.commit();
        return 0;
    }

    boolean resync(final long session, final long avatar, final long lostTick) {
        final int at = channel.claim(HEADER_LENGTH + SessionResyncEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        resync.wrapAndApplyHeader(channel.buffer(), at, header)
                .gateway(0)
                .session(session)
                .entity(avatar)
                .lostTick(lostTick);
        channel.commit();
        return true;
    }

    boolean logout(final long session) {
        final int at = channel.claim(HEADER_LENGTH + LogoutEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return false;
        }
        logout.wrapAndApplyHeader(channel.buffer(), at, header).session(session);
        channel.commit();
        return true;
    }
}
