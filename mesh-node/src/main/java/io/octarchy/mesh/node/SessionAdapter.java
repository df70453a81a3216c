package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.MALFORMED_DROPPED;
import static io.octarchy.codec.event.CounterKind.UNKNOWN_SENDER_DROPPED;
import static io.octarchy.mesh.session.SessionFrames.holdsBlock;

import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.SessionCloseDecoder;
import io.octarchy.codec.client.SessionOpenDecoder;
import io.octarchy.codec.client.SessionResyncDecoder;
import io.octarchy.mesh.session.SessionFrames;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of gateways in. Whatever is not whole, or of a gateway that the coordinator has not listed, is counted and dropped. */
final class SessionAdapter {
    private final Avatars avatars;
    private final MemberLinks links;
    private final NodeCounters counters;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InputDecoder input = new InputDecoder();
    private final SessionOpenDecoder open = new SessionOpenDecoder();
    private final SessionCloseDecoder close = new SessionCloseDecoder();
    private final SessionResyncDecoder resync = new SessionResyncDecoder();

    SessionAdapter(final Avatars avatars, final MemberLinks links, final NodeCounters counters) {
        this.avatars = avatars;
        this.links = links;
        this.counters = counters;
    }

    /**
     * Take a frame.
     *
     * @param tick last tick run: a new avatar's last tick.
     * @param accepting may new avatars be made here now?
     */
    void onFrame(
            final long nowNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long tick,
            final boolean accepting) {
        frame.wrap(buffer, offset, length);
        final boolean isWhole =
                switch (SessionFrames.templateId(frame, 0, length)) {
                    case InputDecoder.TEMPLATE_ID -> onInput(length);
                    case SessionOpenDecoder.TEMPLATE_ID -> onOpen(nowNs, length, tick, accepting);
                    case SessionCloseDecoder.TEMPLATE_ID -> onClose(length);
                    case SessionResyncDecoder.TEMPLATE_ID -> onResync(length);
                    default -> false;
                };
        if (!isWhole) {
            counters.increment(MALFORMED_DROPPED);
        }
    }

    private boolean onInput(final int length) {
        if (length > SessionFrames.MAX_INPUT_LENGTH || !holdsBlock(frame, 0, length, InputDecoder.BLOCK_LENGTH)) {
            return false;
        }
        avatars.onInput(input.wrapAndApplyHeader(frame, 0, header), frame, 0, length);
        return true;
    }

    private boolean onOpen(final long nowNs, final int length, final long tick, final boolean accepting) {
        if (!holdsBlock(frame, 0, length, SessionOpenDecoder.BLOCK_LENGTH)) {
            return false;
        }
        open.wrapAndApplyHeader(frame, 0, header);
        if (isListed(open.gateway())) {
            avatars.onSessionOpen(nowNs, open, tick, accepting);
        }
        return true;
    }

    private boolean onClose(final int length) {
        if (!holdsBlock(frame, 0, length, SessionCloseDecoder.BLOCK_LENGTH)) {
            return false;
        }
        close.wrapAndApplyHeader(frame, 0, header);
        if (isListed(close.gateway())) {
            avatars.onSessionClose(close.gateway(), close.session(), close.entity());
        }
        return true;
    }

    private boolean onResync(final int length) {
        if (!holdsBlock(frame, 0, length, SessionResyncDecoder.BLOCK_LENGTH)) {
            return false;
        }
        avatars.onResync(resync.wrapAndApplyHeader(frame, 0, header).session());
        return true;
    }

    /** One that is not is news that come too early, or a stranger: gateways ask again. */
    private boolean isListed(final int gateway) {
        final boolean listed = links.session(gateway) != null;
        if (!listed) {
            counters.increment(UNKNOWN_SENDER_DROPPED);
        }
        return listed;
    }
}
