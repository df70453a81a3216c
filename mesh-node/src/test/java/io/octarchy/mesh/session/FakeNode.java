package io.octarchy.mesh.session;

import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.SessionCloseDecoder;
import io.octarchy.codec.client.SessionClosedEncoder;
import io.octarchy.codec.client.SessionHomeEncoder;
import io.octarchy.codec.client.SessionOpenDecoder;
import io.octarchy.codec.client.SessionResyncDecoder;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.replicator.state.StateScale;
import io.octarchy.replicator.view.ViewComposer;
import io.octarchy.replicator.view.ViewRings;
import io.octarchy.space.WorldCube;
import io.octarchy.space.index.EntityIndex;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/** A node without game or protocol, that keeps avatars, moves them by their inputs, and shows them as a real one would. */
public final class FakeNode {
    public static final WorldCube WORLD = new WorldCube(-512, -512, -512, 1024, 4);

    private static final int CAPACITY = 4_096;
    private static final long TICK_NS = 50_000_000L;
    private static final int FENCE = 1;
    private static final long NONE = -1;

    private final int incarnation;
    private final FrameChannel toGateway;
    private final EntitySlab slab = new EntitySlab(CAPACITY, 8, 8);
    private final EntityIndex index = new EntityIndex(WORLD, CAPACITY, 4);
    private final StateHistory history = new StateHistory(slab, StateScale.of(WORLD, TICK_NS));
    private final ViewComposer composer;
    private final Long2LongHashMap slotOfSession = new Long2LongHashMap(CAPACITY * 2, 0.6f, NONE);
    private final Long2LongHashMap viewOfSession = new Long2LongHashMap(CAPACITY * 2, 0.6f, NONE);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder headerOut = new MessageHeaderEncoder();
    private final SessionOpenDecoder open = new SessionOpenDecoder();
    private final SessionCloseDecoder close = new SessionCloseDecoder();
    private final SessionResyncDecoder resync = new SessionResyncDecoder();
    private final InputDecoder input = new InputDecoder();
    private final SessionHomeEncoder home = new SessionHomeEncoder();
    private final SessionClosedEncoder closed = new SessionClosedEncoder();
    private long tick = 1_000;
    private long inputs;
    private long resyncs;

    public FakeNode(final int incarnation, final FrameChannel toGateway) {
        this.incarnation = incarnation;
        this.toGateway = toGateway;
        composer = new ViewComposer(
                slab,
                index,
                history,
                new ViewRings(20, 40, 64, 1, 1, 1, 32, 5),
                CAPACITY,
                gateway -> toGateway,
                slot -> incarnation);
    }

    public int avatars() {
        return slotOfSession.size();
    }

    public long inputs() {
        return inputs;
    }

    public long resyncs() {
        return resyncs;
    }

    public void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        switch (SessionFrames.templateId(buffer, offset, length)) {
            case SessionOpenDecoder.TEMPLATE_ID -> onOpen(open.wrapAndApplyHeader(buffer, offset, header));
            case SessionCloseDecoder.TEMPLATE_ID -> onClose(close.wrapAndApplyHeader(buffer, offset, header));
            case SessionResyncDecoder.TEMPLATE_ID -> onResync(resync.wrapAndApplyHeader(buffer, offset, header));
            default -> onInput(input.wrapAndApplyHeader(buffer, offset, header));
        }
    }

    private void onOpen(final SessionOpenDecoder message) {
        final long session = message.session();
        if (slotOfSession.get(session) == NONE) {
            final int slot = slab.add(message.player());
            slab.position(slot, message.x(), message.y(), message.z());
            slab.epoch(slot, (long) FENCE << 32);
            slab.session(slot, session, message.gateway());
            index.insert(slot, message.x(), message.y(), message.z());
            slotOfSession.put(session, slot);
            viewOfSession.put(session, composer.open(session, message.gateway(), slot));
        }
        final int at = toGateway.claim(SessionFrames.HEADER_LENGTH + SessionHomeEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            home.wrapAndApplyHeader(toGateway.buffer(), at, headerOut)
                    .session(session)
                    .entity(message.player())
                    .owner(incarnation)
                    .fence(FENCE)
                    .epoch((long) FENCE << 32)
                    .status(LoginStatus.OK);
            toGateway.commit();
        }
    }

    private void onClose(final SessionCloseDecoder message) {
        final long session = message.session();
        final long slot = slotOfSession.remove(session);
        if (slot != NONE) {
            composer.close((int) viewOfSession.remove(session));
            index.remove((int) slot);
            slab.remove((int) slot);
        }
        final int at = toGateway.claim(SessionFrames.HEADER_LENGTH + SessionClosedEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            closed.wrapAndApplyHeader(toGateway.buffer(), at, headerOut)
                    .session(session)
                    .owner(incarnation)
                    .fence(FENCE);
            toGateway.commit();
        }
    }

    private void onResync(final SessionResyncDecoder message) {
        resyncs++;
        final long view = viewOfSession.get(message.session());
        if (view != NONE) {
            composer.reset((int) view);
        }
    }

    private void onInput(final InputDecoder message) {
        final long slot = slotOfSession.get(message.session());
        if (slot != NONE) {
            inputs++;
            final int i = (int) slot;
            slab.lastInput(i, message.sequence());
            slab.position(i, slab.x(i) + message.moveX(), slab.y(i) + message.moveY(), slab.z(i));
            index.move(i, slab.x(i), slab.y(i), slab.z(i));
        }
    }

    /** Run a tick and show it. */
    public void tick(final long nowNs) {
        tick++;
        history.beginRound(tick);
        for (int slot = 0; slot < slab.highWater(); slot++) {
            if (slab.isUsed(slot)) {
                slab.tick(slot, tick);
                history.capture(slot);
            }
        }
        composer.publish(nowNs, incarnation, FENCE, tick);
    }
}
