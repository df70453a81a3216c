package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.MALFORMED_DROPPED;

import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.SessionCloseDecoder;
import io.octarchy.codec.client.SessionOpenDecoder;
import io.octarchy.codec.client.SessionResyncDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of gateways in. */
final class SessionAdapter {
    private final Avatars avatars;
    private final NodeCounters counters;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InputDecoder input = new InputDecoder();
    private final SessionOpenDecoder open = new SessionOpenDecoder();
    private final SessionCloseDecoder close = new SessionCloseDecoder();
    private final SessionResyncDecoder resync = new SessionResyncDecoder();

    SessionAdapter(final Avatars avatars, final NodeCounters counters) {
        this.avatars = avatars;
        this.counters = counters;
    }

    /**
     * Take a frame.
     *
     * @param tick last tick run: a new avatar's last tick.
     * @param accepting may new avatars be made here now?
     */
    void onFrame(
            final DirectBuffer buffer, final int offset, final int length, final long tick, final boolean accepting) {
        try {
            frame.wrap(buffer, offset, length);
            header.wrap(frame, 0);
            if (header.schemaId() != InputDecoder.SCHEMA_ID) {
                counters.increment(MALFORMED_DROPPED);
                return;
            }
            dispatch(tick, accepting);
        } catch (final IndexOutOfBoundsException e) {
            counters.increment(MALFORMED_DROPPED);
        }
    }

    private void dispatch(final long tick, final boolean accepting) {
        switch (header.templateId()) {
            case InputDecoder.TEMPLATE_ID ->
                avatars.onInput(input.wrapAndApplyHeader(frame, 0, header), frame, 0, frame.capacity());
            case SessionOpenDecoder.TEMPLATE_ID ->
                avatars.onSessionOpen(open.wrapAndApplyHeader(frame, 0, header), tick, accepting);
            case SessionCloseDecoder.TEMPLATE_ID -> {
                close.wrapAndApplyHeader(frame, 0, header);
                avatars.onSessionClose(close.gateway(), close.session(), close.entity());
            }
            case SessionResyncDecoder.TEMPLATE_ID ->
                avatars.onResync(resync.wrapAndApplyHeader(frame, 0, header).session());
            default -> counters.increment(MALFORMED_DROPPED);
        }
    }
}
