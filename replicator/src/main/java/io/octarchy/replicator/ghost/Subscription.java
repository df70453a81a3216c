package io.octarchy.replicator.ghost;

import io.octarchy.codec.peer.SubscribeDecoder;
import io.octarchy.space.LocationalCode;
import io.octarchy.space.WorldCube;
import io.octarchy.space.region.RegionCover;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * What one peer wants to see of this node's entities: all within a halo around the peer's cells. Put together from the
 * chunks that {@link SubscriptionSender} sends; the former set holds until the new one is complete.
 *
 * <p>Bounded; allocates nothing after construction. Not thread safe.
 */
public final class Subscription {
    /** Taken. */
    public static final int OK = 0;

    /** No cell, no distance or no order that a sender would send: dropped, nothing has changed. */
    public static final int MALFORMED = -1;

    /** Older than what is held, or a repetition: dropped. */
    public static final int STALE = -2;

    /** Most cells of a subscription. */
    public static final int MAX_CELLS = RegionCover.DEFAULT_MAX_CELLS;

    /** Greatest number of a ghost stream. */
    static final int MAX_STREAM = 1 << 30;

    /** No cell. */
    static final int NONE = -1;

    private static final int GROUP_HEADER = SubscribeDecoder.CellsDecoder.sbeHeaderSize();
    private static final int MAX_HALO_MILLIMETRES = 1 << 30;

    private final CellTree cells;
    private final double keepMetres;
    private final long[] incoming = new long[MAX_CELLS];
    private int incomingNumber;
    private int incomingCount;
    private int number;
    private int lostStream;
    private int size;
    private double haloMetres;

    /**
     * @param keepMetres how far beyond the halo an entity that was in it is kept, so that it does not flap.
     */
    public Subscription(final WorldCube cube, final double keepMetres) {
        cells = new CellTree(cube, MAX_CELLS);
        this.keepMetres = keepMetres;
    }

    /** As {@link #onSubscribe(long, SubscribeDecoder, int)}, of a message that ends where its buffer does. */
    public int onSubscribe(final long nowNs, final SubscribeDecoder chunk) {
        return onSubscribe(nowNs, chunk, chunk.buffer().capacity());
    }

    /**
     * A chunk came.
     *
     * @param limit where the message ends in the decoder's buffer; its fixed part is before that.
     * @return {@link #OK} or a negative outcome.
     */
    public int onSubscribe(final long nowNs, final SubscribeDecoder chunk, final int limit) {
        final int chunkNumber = chunk.subscription();
        final int total = chunk.total();
        final int first = chunk.first();
        final int halo = chunk.haloMillimetres();
        if (chunkNumber <= number) {
            return STALE;
        }
        if (total > MAX_CELLS
                || first > total
                || halo < 0
                || halo > MAX_HALO_MILLIMETRES
                || chunk.lostStream() > MAX_STREAM) {
            return MALFORMED;
        }
        if (chunkNumber == incomingNumber && first < incomingCount) {
            return STALE;
        }
        final boolean isNext = chunkNumber == incomingNumber && first == incomingCount;
        if (!isNext && first != 0 || !isSound(chunk.buffer(), chunk.limit(), limit, total - first)) {
            return MALFORMED;
        }
        take(chunk.buffer(), chunk.limit(), first);
        incomingNumber = chunkNumber;
        if (incomingCount == total) {
            complete(chunkNumber, halo / 1000.0, chunk.lostStream());
        }
        return OK;
    }

    /** Does the group of cells lie within the message, with so many valid cells at most? */
    private static boolean isSound(final DirectBuffer buffer, final int group, final int limit, final int atMost) {
        if (group > limit - GROUP_HEADER) {
            return false;
        }
        final int stride = stride(buffer, group);
        final int count = count(buffer, group);
        if (stride < Long.BYTES || count > atMost || stride * count > limit - group - GROUP_HEADER) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!LocationalCode.isValid(code(buffer, group, stride, i))) {
                return false;
            }
        }
        return true;
    }

    private void take(final DirectBuffer buffer, final int group, final int first) {
        final int stride = stride(buffer, group);
        final int count = count(buffer, group);
        for (int i = 0; i < count; i++) {
            incoming[first + i] = code(buffer, group, stride, i);
        }
        incomingCount = first + count;
    }

    private static int stride(final DirectBuffer buffer, final int group) {
        return buffer.getShort(group, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static int count(final DirectBuffer buffer, final int group) {
        return buffer.getShort(group + Short.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static long code(final DirectBuffer buffer, final int group, final int stride, final int i) {
        return buffer.getLong(group + GROUP_HEADER + i * stride, ByteOrder.LITTLE_ENDIAN);
    }

    private void complete(final int newNumber, final double newHaloMetres, final int lost) {
        cells.build(incoming, incomingCount);
        size = incomingCount;
        number = newNumber;
        haloMetres = newHaloMetres;
        lostStream = Math.max(lostStream, lost);
        incomingNumber = 0;
        incomingCount = 0;
    }

    /** Does the peer want to see what is there? */
    public boolean wants(final double x, final double y, final double z) {
        return cells.within(x, y, z, haloMetres, NONE) != NONE;
    }

    /** Should what the peer sees already stay in its sight when it is there? */
    public boolean keeps(final double x, final double y, final double z) {
        return nearCell(x, y, z, NONE) != NONE;
    }

    /**
     * A cell of the peer's for which what it sees already should stay in its sight when it is there, {@link #NONE} when
     * there is none.
     *
     * @param likely a cell to look at first, such as the one of the last time; any number will do.
     */
    int nearCell(final double x, final double y, final double z, final int likely) {
        return cells.within(x, y, z, haloMetres + keepMetres, likely);
    }

    /** Number of the complete subscription, 0: none yet. */
    public int number() {
        return number;
    }

    /** Newest ghost stream that the peer lost track of; 0: none. */
    public int lostStream() {
        return lostStream;
    }

    /** Cells of the complete subscription. */
    public int size() {
        return size;
    }

    public double haloMetres() {
        return haloMetres;
    }
}
