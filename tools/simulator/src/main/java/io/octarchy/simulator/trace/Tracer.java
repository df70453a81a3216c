package io.octarchy.simulator.trace;

import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.simulator.net.Wire;
import io.octarchy.tools.checker.EventAdapter;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.agrona.DirectBuffer;

/** Follows one entity: who rules it, who sees it, and what one player is told of it. Keeps the lines in memory. */
public final class Tracer implements Observer {
    private static final int MAX_LINES = 200_000;

    private final int player;
    private final List<String> lines = new ArrayList<>();
    private final EventTrace eventTrace;
    private final EventAdapter events;
    private final PeerTrace peers;
    private final ViewTrace views;
    private IntToLongFunction sessionOf;
    private long nowNs;

    /**
     * @param entity to follow.
     * @param player whose views matter, negative for nobody's.
     * @param publicLength bytes of the game's state that are public.
     */
    public Tracer(final long entity, final int player, final int publicLength) {
        this.player = player;
        eventTrace = new EventTrace(entity, this::line);
        events = new EventAdapter(eventTrace);
        peers = new PeerTrace(entity, publicLength, this::line);
        views = new ViewTrace(entity, this::line);
    }

    /** All that was told, in order. */
    public List<String> lines() {
        return lines;
    }

    private void line(final String text) {
        if (lines.size() < MAX_LINES) {
            lines.add(String.format(Locale.ROOT, "%.4f s  %s", nowNs / 1e9, text));
        }
    }

    @Override
    public void begin(final IntToLongFunction newSessionOf) {
        sessionOf = newSessionOf;
    }

    @Override
    public void onEvent(final long atNs, final DirectBuffer buffer, final int offset, final int length) {
        nowNs = atNs;
        events.onFrame(buffer, offset, length);
    }

    @Override
    public void onSent(
            final long atNs, final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        nowNs = atNs;
        if (schema(buffer, offset) == GhostFrameDecoder.SCHEMA_ID) {
            peers.onSent(wire, buffer, offset, length);
        }
    }

    @Override
    public void onTaken(
            final long atNs, final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        nowNs = atNs;
        final int schema = schema(buffer, offset);
        if (schema == GhostFrameDecoder.SCHEMA_ID) {
            peers.onTaken(wire, buffer, offset, length);
        } else if (schema == ViewDecoder.SCHEMA_ID && player >= 0) {
            views.onTaken(sessionOf.applyAsLong(player), wire, buffer, offset, length);
        }
    }

    @Override
    public void onNote(final long atNs, final String text) {
        nowNs = atNs;
        line(text);
    }

    private static int schema(final DirectBuffer buffer, final int offset) {
        // Block length, template, schema: the same in all headers.
        return buffer.getShort(offset + 4, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
