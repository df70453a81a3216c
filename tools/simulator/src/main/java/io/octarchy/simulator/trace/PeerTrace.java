package io.octarchy.simulator.trace;

import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.SubscribeDecoder;
import io.octarchy.codec.peer.TogetherAskDecoder;
import io.octarchy.replicator.state.EntryDecoder;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateDecoder;
import io.octarchy.replicator.state.StateRecord;
import io.octarchy.replicator.state.StateScale;
import io.octarchy.simulator.net.Wire;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;

/** What nodes tell each other of the entity: ghosts and handovers. */
final class PeerTrace {
    private static final int NONE = -1;
    private static final double EDGE_METRES = 1 << 20;
    private static final long TICK_NS = 50_000_000L;

    private final long entity;
    private final Consumer<String> out;
    private final StateDecoder states;
    private final EntryDecoder entries = new EntryDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final GhostFrameDecoder ghosts = new GhostFrameDecoder();
    private final PrepareDecoder prepare = new PrepareDecoder();
    private final CommitDecoder commit = new CommitDecoder();
    private final TogetherAskDecoder ask = new TogetherAskDecoder();
    private final SubscribeDecoder subscribe = new SubscribeDecoder();
    private final Int2IntHashMap sentHandles = new Int2IntHashMap(NONE);
    private final Int2IntHashMap takenHandles = new Int2IntHashMap(NONE);

    PeerTrace(final long entity, final int publicLength, final Consumer<String> out) {
        this.entity = entity;
        this.out = out;
        // Only the lengths of states matter here.
        states = new StateDecoder(new StateScale(0, 0, 0, EDGE_METRES, TICK_NS), StateRecord.wordsOf(publicLength));
    }

    void onSent(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case GhostFrameDecoder.TEMPLATE_ID -> ghosts(wire, buffer, offset, "shows", sentHandles);
            case PrepareDecoder.TEMPLATE_ID -> {
                prepare.wrapAndApplyHeader(buffer, offset, header);
                final long handover = prepare.handover();
                for (final PrepareDecoder.EntitiesDecoder named : prepare.entities()) {
                    if (named.entity() == entity) {
                        out.accept(wire.name() + ": prepare of handover " + handover);
                    }
                }
            }
            case CommitDecoder.TEMPLATE_ID -> {
                commit.wrapAndApplyHeader(buffer, offset, header);
                final long handover = commit.handover();
                final long tick = commit.lastTick();
                for (final CommitDecoder.EntitiesDecoder named : commit.entities()) {
                    if (named.entity() == entity) {
                        out.accept(wire.name() + ": commit of handover " + handover + " after tick " + tick);
                    }
                    named.skipState();
                    named.skipInputs();
                    named.skipLuggage();
                }
            }
            case TogetherAskDecoder.TEMPLATE_ID -> {
                ask.wrapAndApplyHeader(buffer, offset, header);
                if (ask.partner() == entity) {
                    out.accept(wire.name() + ": is asked to come to " + ask.asker());
                }
            }
            default -> {
                // Not about an entity.
            }
        }
    }

    void onTaken(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == GhostFrameDecoder.TEMPLATE_ID) {
            ghosts(wire, buffer, offset, "is taken to show", takenHandles);
        } else if (header.templateId() == SubscribeDecoder.TEMPLATE_ID) {
            subscribe.wrapAndApplyHeader(buffer, offset, header);
            out.accept(wire.name() + ": subscription " + subscribe.subscription() + " of " + subscribe.total()
                    + " cells is taken, lost stream " + subscribe.lostStream());
        }
    }

    private void ghosts(
            final Wire wire,
            final DirectBuffer buffer,
            final int offset,
            final String verb,
            final Int2IntHashMap handles) {
        ghosts.wrapAndApplyHeader(buffer, offset, header);
        final int from = ghosts.limit() + GhostFrameDecoder.entriesHeaderLength();
        entries.wrap(buffer, from, from + ghosts.entriesLength(), states);
        if (ghosts.sequence() == 1) {
            out.accept(wire.name() + ": " + verb + " stream " + ghosts.stream());
            handles.remove(wire.number());
        }
        for (int kind = entries.next(); kind > EntryDecoder.END; kind = entries.next()) {
            final boolean known = handles.get(wire.number()) == entries.handle();
            final String what = wire.name() + " tick " + ghosts.tick() + ": " + verb;
            if (kind == EntryDecoder.ENTER && entries.entity() == entity) {
                out.accept(what + " enter at " + EventTrace.epoch(entries.epoch()));
                handles.put(wire.number(), entries.handle());
            } else if (kind == EntryDecoder.LEAVE && known) {
                out.accept(what + " leave, " + leave(entries.leaveKind()));
                handles.remove(wire.number());
            } else if (kind == EntryDecoder.ENTER && known) {
                out.accept(what + " another in its place");
                handles.remove(wire.number());
            }
        }
    }

    static String leave(final int kind) {
        return kind == LeaveKind.REMOVED ? "removed" : kind == LeaveKind.MOVED ? "moved" : "out of sight";
    }
}
