package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.session.SessionFrames.holdsBlock;
import static io.octarchy.mesh.session.SessionFrames.holdsData;

import io.octarchy.codec.client.ConnectDecoder;
import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.client.LoginDecoder;
import io.octarchy.codec.client.LogoutDecoder;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.SessionResyncDecoder;
import io.octarchy.mesh.session.SessionFrames;
import org.agrona.DirectBuffer;

/** Frames of clients in, calls of the gateway out. Whatever is not whole or not a client's to say is counted and dropped. */
public final class ClientAdapter {
    private final Gateway gateway;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ConnectDecoder connect = new ConnectDecoder();
    private final LoginDecoder login = new LoginDecoder();
    private final InputDecoder input = new InputDecoder();
    private final LogoutDecoder logout = new LogoutDecoder();
    private final SessionResyncDecoder resync = new SessionResyncDecoder();

    public ClientAdapter(final Gateway gateway) {
        this.gateway = gateway;
    }

    /** @param source names the stream that the frame came by. */
    public void onFrame(
            final long nowNs, final int source, final DirectBuffer buffer, final int offset, final int length) {
        final boolean isWhole =
                switch (SessionFrames.templateId(buffer, offset, length)) {
                    case InputDecoder.TEMPLATE_ID -> onInput(nowNs, source, buffer, offset, length);
                    case LoginDecoder.TEMPLATE_ID -> onLogin(nowNs, source, buffer, offset, length);
                    case LogoutDecoder.TEMPLATE_ID -> onLogout(nowNs, source, buffer, offset, length);
                    case ConnectDecoder.TEMPLATE_ID -> onConnect(nowNs, source, buffer, offset, length);
                    case SessionResyncDecoder.TEMPLATE_ID -> onResync(nowNs, source, buffer, offset, length);
                    case SessionFrames.NO_TEMPLATE -> false;
                    default -> {
                        gateway.count(GatewayCounter.MISPLACED_FRAMES);
                        yield true;
                    }
                };
        if (!isWhole) {
            gateway.count(GatewayCounter.MALFORMED_FRAMES);
        }
    }

    private boolean onInput(
            final long nowNs, final int source, final DirectBuffer buffer, final int offset, final int length) {
        if (length > PendingInputs.MAX_FRAME_LENGTH || !holdsBlock(buffer, offset, length, InputDecoder.BLOCK_LENGTH)) {
            return false;
        }
        input.wrapAndApplyHeader(buffer, offset, header);
        gateway.onInput(
                nowNs,
                source,
                input.session(),
                input.sequence(),
                input.moveX(),
                input.moveY(),
                input.moveZ(),
                input.yaw(),
                buffer,
                offset,
                length);
        return true;
    }

    private boolean onLogin(
            final long nowNs, final int source, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, LoginDecoder.BLOCK_LENGTH) || !holdsData(buffer, offset, length)) {
            return false;
        }
        login.wrapAndApplyHeader(buffer, offset, header);
        gateway.onLogin(
                nowNs, source, login.client(), login.correlation(), login.player(), login.x(), login.y(), login.z());
        return true;
    }

    private boolean onLogout(
            final long nowNs, final int source, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, LogoutDecoder.BLOCK_LENGTH)) {
            return false;
        }
        logout.wrapAndApplyHeader(buffer, offset, header);
        gateway.onLogout(nowNs, source, logout.session());
        return true;
    }

    private boolean onResync(
            final long nowNs, final int source, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, SessionResyncDecoder.BLOCK_LENGTH)) {
            return false;
        }
        resync.wrapAndApplyHeader(buffer, offset, header);
        gateway.onResync(nowNs, source, resync.session());
        return true;
    }

    private boolean onConnect(
            final long nowNs, final int source, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, ConnectDecoder.BLOCK_LENGTH) || !holdsData(buffer, offset, length)) {
            return false;
        }
        connect.wrapAndApplyHeader(buffer, offset, header);
        if (connect.responseChannelLength() > ResponseAddress.MAX_LENGTH) {
            return false;
        }
        gateway.onConnect(
                nowNs,
                source,
                connect.correlation(),
                connect.protocolVersion(),
                connect.responseStream(),
                gateway.isClient(source) ? "" : connect.responseChannel());
        return true;
    }
}
