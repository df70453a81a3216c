package io.octarchy.mesh.client;

import static io.octarchy.mesh.session.SessionFrames.holdsBlock;
import static io.octarchy.mesh.session.SessionFrames.holdsData;

import io.octarchy.codec.client.ConnectedDecoder;
import io.octarchy.codec.client.LoginAckDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.NoticeDecoder;
import io.octarchy.codec.client.SessionNotice;
import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.mesh.session.SessionFrames;
import org.agrona.DirectBuffer;

/** Frames of a gateway in, calls of the client out. Whatever is not whole is counted and dropped. */
public final class GatewayAdapter {
    private static final LoginStatus[] STATUSES = LoginStatus.values();
    private static final SessionNotice[] NOTICES = SessionNotice.values();

    private final Client client;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ConnectedDecoder connected = new ConnectedDecoder();
    private final LoginAckDecoder loginAck = new LoginAckDecoder();
    private final ViewDecoder view = new ViewDecoder();
    private final NoticeDecoder notice = new NoticeDecoder();

    public GatewayAdapter(final Client client) {
        this.client = client;
    }

    public void onFrame(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        final boolean isTaken =
                switch (SessionFrames.templateId(buffer, offset, length)) {
                    case ViewDecoder.TEMPLATE_ID -> onView(nowNs, buffer, offset, length);
                    case NoticeDecoder.TEMPLATE_ID -> onNotice(nowNs, buffer, offset, length);
                    case LoginAckDecoder.TEMPLATE_ID -> onLoginAck(nowNs, buffer, offset, length);
                    case ConnectedDecoder.TEMPLATE_ID -> onConnected(nowNs, buffer, offset, length);
                    default -> false;
                };
        if (!isTaken) {
            client.onMalformed();
        }
    }

    private boolean onView(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, ViewDecoder.BLOCK_LENGTH) || !holdsData(buffer, offset, length)) {
            return false;
        }
        client.onView(nowNs, view.wrapAndApplyHeader(buffer, offset, header), offset + length);
        return true;
    }

    private boolean onNotice(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, NoticeDecoder.BLOCK_LENGTH)) {
            return false;
        }
        notice.wrapAndApplyHeader(buffer, offset, header);
        final short raw = notice.noticeRaw();
        for (final SessionNotice known : NOTICES) {
            if (known.value() == raw && known != SessionNotice.NULL_VAL) {
                client.onNotice(nowNs, notice.session(), known);
                return true;
            }
        }
        return false;
    }

    private boolean onLoginAck(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, LoginAckDecoder.BLOCK_LENGTH)) {
            return false;
        }
        loginAck.wrapAndApplyHeader(buffer, offset, header);
        final LoginStatus status = status(loginAck.statusRaw());
        if (status == null) {
            return false;
        }
        client.onLoginAck(nowNs, loginAck.correlation(), loginAck.session(), loginAck.avatar(), status);
        return true;
    }

    private boolean onConnected(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, ConnectedDecoder.BLOCK_LENGTH)) {
            return false;
        }
        connected.wrapAndApplyHeader(buffer, offset, header);
        final LoginStatus status = status(connected.statusRaw());
        if (status == null) {
            return false;
        }
        client.onConnected(nowNs, connected.correlation(), connected.client(), status);
        return true;
    }

    private static LoginStatus status(final short raw) {
        for (final LoginStatus status : STATUSES) {
            if (status.value() == raw && status != LoginStatus.NULL_VAL) {
                return status;
            }
        }
        return null;
    }
}
