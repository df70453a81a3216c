package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.session.SessionFrames.holdsBlock;
import static io.octarchy.mesh.session.SessionFrames.holdsData;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.SessionClosedDecoder;
import io.octarchy.codec.client.SessionHomeDecoder;
import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.mesh.session.SessionFrames;
import org.agrona.DirectBuffer;

/** Frames of nodes in, calls of the gateway out. Whatever is not whole or not a node's to say is counted and dropped. */
public final class NodeAdapter {
    private static final LoginStatus[] STATUSES = LoginStatus.values();

    private final Gateway gateway;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SessionHomeDecoder home = new SessionHomeDecoder();
    private final SessionClosedDecoder closed = new SessionClosedDecoder();
    private final ViewDecoder view = new ViewDecoder();

    public NodeAdapter(final Gateway gateway) {
        this.gateway = gateway;
    }

    public void onFrame(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        final boolean isWhole =
                switch (SessionFrames.templateId(buffer, offset, length)) {
                    case ViewDecoder.TEMPLATE_ID -> onView(nowNs, buffer, offset, length);
                    case SessionHomeDecoder.TEMPLATE_ID -> onSessionHome(nowNs, buffer, offset, length);
                    case SessionClosedDecoder.TEMPLATE_ID -> onSessionClosed(nowNs, buffer, offset, length);
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

    private boolean onView(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, ViewDecoder.BLOCK_LENGTH) || !holdsData(buffer, offset, length)) {
            return false;
        }
        view.wrapAndApplyHeader(buffer, offset, header);
        gateway.onView(
                nowNs,
                view.session(),
                view.owner(),
                view.fence(),
                view.epoch(),
                view.tick(),
                view.sequence(),
                view.flags().reset(),
                buffer,
                offset,
                length);
        return true;
    }

    private boolean onSessionHome(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, SessionHomeDecoder.BLOCK_LENGTH)) {
            return false;
        }
        home.wrapAndApplyHeader(buffer, offset, header);
        final LoginStatus status = status(home.statusRaw());
        if (status == null) {
            return false;
        }
        gateway.onSessionHome(nowNs, home.session(), home.entity(), home.owner(), home.fence(), home.epoch(), status);
        return true;
    }

    private boolean onSessionClosed(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!holdsBlock(buffer, offset, length, SessionClosedDecoder.BLOCK_LENGTH)) {
            return false;
        }
        closed.wrapAndApplyHeader(buffer, offset, header);
        gateway.onSessionClosed(nowNs, closed.session(), closed.owner(), closed.fence());
        return true;
    }

    /** Unlike the flyweight's own way, no exception for a value that is not known. */
    private static LoginStatus status(final short raw) {
        for (final LoginStatus status : STATUSES) {
            if (status.value() == raw && status != LoginStatus.NULL_VAL) {
                return status;
            }
        }
        return null;
    }
}
