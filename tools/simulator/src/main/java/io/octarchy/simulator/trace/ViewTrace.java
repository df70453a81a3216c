package io.octarchy.simulator.trace;

import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.SessionHomeDecoder;
import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.replicator.state.EntryDecoder;
import io.octarchy.replicator.state.StateDecoder;
import io.octarchy.simulator.net.Wire;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/** What a session is told of the entity: by nodes at the gateway, and by the gateway at the client. */
final class ViewTrace {
    private static final int NONE = -1;

    private final long entity;
    private final Consumer<String> out;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ViewDecoder view = new ViewDecoder();
    private final SessionHomeDecoder home = new SessionHomeDecoder();
    private final EntryDecoder entries = new EntryDecoder();
    private final Int2ObjectHashMap<Known> knownOf = new Int2ObjectHashMap<>();

    /** What one wire has told. */
    private static final class Known {
        private StateDecoder states;
        private int handle = NONE;
        private long lastTick;
    }

    ViewTrace(final long entity, final Consumer<String> out) {
        this.entity = entity;
        this.out = out;
    }

    void onTaken(final long session, final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == SessionHomeDecoder.TEMPLATE_ID) {
            home.wrapAndApplyHeader(buffer, offset, header);
            if (home.session() == session) {
                out.accept(wire.name() + ": session's home, avatar " + home.entity() + " at "
                        + EventTrace.epoch(home.epoch()));
            }
        } else if (header.templateId() == ViewDecoder.TEMPLATE_ID) {
            view.wrapAndApplyHeader(buffer, offset, header);
            if (view.session() == session) {
                onView(wire, buffer);
            }
        }
    }

    private void onView(final Wire wire, final DirectBuffer buffer) {
        final Known known = knownOf.computeIfAbsent(wire.number(), number -> new Known());
        final boolean reset = view.flags().reset();
        final boolean last = view.flags().last();
        final String what = wire.name() + ": view of node " + view.owner() + " at tick " + view.tick() + ", epoch "
                + EventTrace.epoch(view.epoch()) + ", number " + view.sequence();
        if (reset) {
            known.handle = NONE;
            out.accept(what + (last ? " begins afresh" : " begins afresh, more to come"));
        }
        final int from = view.limit() + ViewDecoder.entriesHeaderLength();
        entries.wrap(buffer, from, from + view.entriesLength(), known.states);
        for (int kind = entries.next(); kind > EntryDecoder.END; kind = entries.next()) {
            onEntry(known, kind, what);
        }
    }

    private void onEntry(final Known known, final int kind, final String what) {
        if (kind == EntryDecoder.WORLD) {
            known.states = entries.newStateDecoder();
            entries.stateDecoder(known.states);
        } else if (kind == EntryDecoder.ENTER && entries.entity() == entity) {
            known.handle = entries.handle();
            out.accept(what + ": enter at " + EventTrace.epoch(entries.epoch()) + " of " + entries.owner());
        } else if (entries.handle() == known.handle && kind == EntryDecoder.DELTA) {
            known.lastTick = view.tick();
        } else if (entries.handle() == known.handle && kind == EntryDecoder.OWNER) {
            out.accept(what + ": now at " + EventTrace.epoch(entries.epoch()) + " of " + entries.owner());
        } else if (entries.handle() == known.handle) {
            out.accept(what + ": leave, " + PeerTrace.leave(entries.leaveKind()) + ", last told at " + known.lastTick);
            known.handle = NONE;
        }
    }
}
