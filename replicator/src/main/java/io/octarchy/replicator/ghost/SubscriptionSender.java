package io.octarchy.replicator.ghost;

import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.codec.peer.SubscribeEncoder;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.space.region.RegionCover;

/**
 * Tells one peer which cells this node wants to see. State, not events: what changes while chunks are on their way makes
 * a new subscription, sent from its start.
 *
 * <p>Bounded; allocates nothing after construction. Not thread safe.
 */
public final class SubscriptionSender {
    private static final int FRAME_FIXED = MessageHeaderEncoder.ENCODED_LENGTH
            + SubscribeEncoder.BLOCK_LENGTH
            + SubscribeEncoder.CellsEncoder.sbeHeaderSize();

    private static final int MAX_CHUNK_CELLS = 4096;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SubscribeEncoder subscribe = new SubscribeEncoder();
    private final long[] cells = new long[Subscription.MAX_CELLS];
    private int count;
    private int haloMillimetres;
    private int lostStream;
    private int number;
    private int sent;
    private boolean complete = true;
    private boolean known;

    /**
     * The region of this node; nothing is sent when it is as before.
     *
     * @param cover of at most {@link Subscription#MAX_CELLS} cells.
     * @param haloMetres how far around it this node wants to see.
     */
    public void onRegion(final RegionCover cover, final double haloMetres) {
        if (cover.cells() > cells.length) {
            throw new IllegalArgumentException(cover.cells() + " cells are more than " + cells.length);
        }
        final int millimetres = (int) Math.ceil(haloMetres * 1000);
        boolean changed = !known || count != cover.cells() || haloMillimetres != millimetres;
        count = cover.cells();
        haloMillimetres = millimetres;
        known = true;
        for (int i = 0; i < count; i++) {
            final long code = cover.cellCode(i);
            changed |= cells[i] != code;
            cells[i] = code;
        }
        if (changed) {
            restart();
        }
    }

    /** This node lost track of the peer's ghost stream: ask for a fresh one. Nothing is sent when that was asked before. */
    public void onLostStream(final int stream) {
        if (stream > lostStream) {
            lostStream = stream;
            restart();
        }
    }

    /** The peer may have forgotten: send all again. */
    public void restart() {
        number++;
        sent = 0;
        complete = !known;
    }

    /** Has everything been sent? */
    public boolean isComplete() {
        return complete;
    }

    /** Number of the subscription being sent or sent. */
    public int number() {
        return number;
    }

    /**
     * Send what is due, until the channel has no room.
     *
     * @return frames sent.
     */
    public int doWork(final long nowNs, final int source, final int fence, final FrameChannel control) {
        int frames = 0;
        while (!complete && sendChunk(source, fence, control)) {
            frames++;
        }
        return frames;
    }

    private boolean sendChunk(final int source, final int fence, final FrameChannel control) {
        final int room = Math.min(MAX_CHUNK_CELLS, (control.maxFrameLength() - FRAME_FIXED) / Long.BYTES);
        final int chunk = Math.min(room, count - sent);
        final int offset = control.claim(FRAME_FIXED + chunk * Long.BYTES);
        if (offset < 0) {
            return false;
        }
        final SubscribeEncoder.CellsEncoder group = subscribe
                .wrapAndApplyHeader(control.buffer(), offset, header)
                .source(source)
                .fence(fence)
                .subscription(number)
                .haloMillimetres(haloMillimetres)
                .total(count)
                .first(sent)
                .lostStream(lostStream)
                .cellsCount(chunk);
        for (int i = 0; i < chunk; i++) {
            group.next().code(cells[sent + i]);
        }
        control.commit();
        sent += chunk;
        complete = sent == count;
        return true;
    }
}
