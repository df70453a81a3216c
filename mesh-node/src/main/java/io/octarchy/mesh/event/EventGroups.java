package io.octarchy.mesh.event;

import io.octarchy.codec.event.FencedEncoder;
import io.octarchy.codec.event.GhostsAcceptedEncoder;
import io.octarchy.codec.event.MessageHeaderEncoder;
import io.octarchy.codec.event.TickRanEncoder;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.MutableDirectBuffer;

/** The events with a repeating group: built aside until a frame is full or the group ends, then sent. */
final class EventGroups {
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final FrameChannel channel;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TickRanEncoder tickRan = new TickRanEncoder();
    private final GhostsAcceptedEncoder ghosts = new GhostsAcceptedEncoder();
    private final FencedEncoder fenced = new FencedEncoder();
    private final EventBatch tickRanBatch;
    private final EventBatch ghostBatch;
    private final EventBatch fencedBatch;
    private TickRanEncoder.EntitiesEncoder tickRanEntities;
    private GhostsAcceptedEncoder.EntitiesEncoder ghostEntities;
    private FencedEncoder.DeadEncoder fencedDead;
    private int node;
    private long tickRanTick;
    private int ghostOwner;
    private long ghostTick;
    private int fence;
    private long lost;

    EventGroups(final FrameChannel channel) {
        this.channel = channel;
        final int max = channel.maxFrameLength();
        tickRanBatch = new EventBatch(
                max,
                HEADER_LENGTH + TickRanEncoder.BLOCK_LENGTH + TickRanEncoder.EntitiesEncoder.sbeHeaderSize(),
                TickRanEncoder.EntitiesEncoder.sbeBlockLength());
        ghostBatch = new EventBatch(
                max,
                HEADER_LENGTH
                        + GhostsAcceptedEncoder.BLOCK_LENGTH
                        + GhostsAcceptedEncoder.EntitiesEncoder.sbeHeaderSize(),
                GhostsAcceptedEncoder.EntitiesEncoder.sbeBlockLength());
        fencedBatch = new EventBatch(
                max,
                HEADER_LENGTH + FencedEncoder.BLOCK_LENGTH + FencedEncoder.DeadEncoder.sbeHeaderSize(),
                FencedEncoder.DeadEncoder.sbeBlockLength());
    }

    long lost() {
        return lost;
    }

    void tickRanBegin(final int incarnation, final long tick) {
        tickRanBatch.begin();
        node = incarnation;
        tickRanTick = tick;
        wrapTickRan();
    }

    void tickRan(final long entity, final long epoch, final long quantity) {
        if (tickRanBatch.isFull()) {
            sendTickRan(0);
            wrapTickRan();
        }
        tickRanBatch.add();
        tickRanEntities.next().entity(entity).epoch(epoch).quantity(quantity);
    }

    void tickRanEnd() {
        tickRanBatch.end();
        sendTickRan(1);
    }

    private void wrapTickRan() {
        tickRanBatch.restart();
        tickRan.wrapAndApplyHeader(tickRanBatch.buffer(), 0, header).node(node).tick(tickRanTick);
        tickRanEntities = tickRan.entitiesCount(tickRanBatch.maxEntries());
    }

    private void sendTickRan(final int last) {
        tickRan.last((short) last);
        tickRanEntities.resetCountToIndex();
        send(tickRanBatch.buffer(), tickRan.limit());
    }

    void ghostsAcceptedBegin(final int incarnation, final int owner, final long tick) {
        ghostBatch.begin();
        node = incarnation;
        ghostOwner = owner;
        ghostTick = tick;
        wrapGhosts();
    }

    void ghostAccepted(final long entity, final long epoch) {
        if (ghostBatch.isFull()) {
            sendGhosts();
            wrapGhosts();
        }
        ghostBatch.add();
        ghostEntities.next().entity(entity).epoch(epoch);
    }

    void ghostsAcceptedEnd() {
        ghostBatch.end();
        if (ghostBatch.entries() > 0) {
            sendGhosts();
        }
    }

    private void wrapGhosts() {
        ghostBatch.restart();
        ghosts.wrapAndApplyHeader(ghostBatch.buffer(), 0, header)
                .node(node)
                .owner(ghostOwner)
                .tick(ghostTick);
        ghostEntities = ghosts.entitiesCount(ghostBatch.maxEntries());
    }

    private void sendGhosts() {
        ghostEntities.resetCountToIndex();
        send(ghostBatch.buffer(), ghosts.limit());
    }

    void fencedBegin(final int incarnation, final int newest) {
        fencedBatch.begin();
        node = incarnation;
        fence = newest;
        wrapFenced();
    }

    void fencedDead(final int incarnation) {
        if (fencedBatch.isFull()) {
            sendFenced();
            wrapFenced();
        }
        fencedBatch.add();
        fencedDead.next().incarnation(incarnation);
    }

    void fencedEnd() {
        fencedBatch.end();
        sendFenced();
    }

    private void wrapFenced() {
        fencedBatch.restart();
        fenced.wrapAndApplyHeader(fencedBatch.buffer(), 0, header).node(node).fence(fence);
        fencedDead = fenced.deadCount(fencedBatch.maxEntries());
    }

    private void sendFenced() {
        fencedDead.resetCountToIndex();
        send(fencedBatch.buffer(), fenced.limit());
    }

    private void send(final MutableDirectBuffer message, final int length) {
        final int offset = channel.claim(length);
        if (offset < 0) {
            lost++;
            return;
        }
        channel.buffer().putBytes(offset, message, 0, length);
        channel.commit();
    }
}
