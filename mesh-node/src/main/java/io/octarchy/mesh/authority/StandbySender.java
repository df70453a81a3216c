package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.DOUBT;
import static io.octarchy.mesh.authority.AuthorityRole.NONE;

import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.codec.peer.StandbyFrameEncoder;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;

/**
 * Sends the standby one frame a tick: the full rows of all entities that this node rules or has in doubt, and what it
 * removed (rules 19 and 21). A frame is sent in chunks and counts only whole. One that is not out when the next tick has
 * run is abandoned: the next full frame replaces it, rows are never conflated singly.
 */
public final class StandbySender implements StandbyProgress {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int GROUPS = 8;
    private static final int MAX_CHUNKS_A_CYCLE = 64;

    private final Fencing fencing;
    private final AuthorityTable table;
    private final EntitySlab slab;
    private final Luggage luggage;
    private final PeerBulk peers;
    private final Removals removals;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StandbyFrameEncoder encoder = new StandbyFrameEncoder();
    private int standby;
    private long frame;
    private long frameTick;
    private boolean sending;
    private int slotCursor;
    private long removalCursor; // counted from the first removal ever, because acks take some out while a frame is sent
    private int skipped; // slots that the rows counted last reach over
    private int rowsLength; // bytes that they take
    private int chunk;
    private long ackedFrame = -1;
    private long ackedTick = -1;
    private long abandoned;
    private long firstOwnFrame;
    private int founded;

    public StandbySender(
            final Fencing fencing,
            final AuthorityTable table,
            final EntitySlab slab,
            final Luggage luggage,
            final PeerBulk peers,
            final Removals removals) {
        this.fencing = fencing;
        this.table = table;
        this.slab = slab;
        this.luggage = luggage;
        this.peers = peers;
        this.removals = removals;
    }

    /** The coordinator named the standby, 0 for none. A new one has acked nothing yet: everything is acked anew. */
    public void standby(final int incarnation) {
        if (incarnation != standby) {
            standby = incarnation;
            ackedFrame = -1;
            ackedTick = -1;
            // A node that is standby for the second time has dropped what it held: its late acks say nothing.
            firstOwnFrame = frame + 1;
            sending = false;
        }
    }

    /** What this founding made is in the rows: frames from the next one on say so. */
    public void founded(final int number) {
        founded = number;
    }

    /** Newest founding whose entities are in the rows, 0: none. */
    public int founded() {
        return founded;
    }

    public int standby() {
        return standby;
    }

    /** A tick has run: its frame goes out from the next cycle on. */
    public void onTickRan(final long tick) {
        if (sending) {
            abandoned++;
        }
        frame++;
        frameTick = tick;
        sending = standby != 0;
        slotCursor = 0;
        removalCursor = 0;
        chunk = 0;
    }

    /** The standby holds a frame whole. */
    public void onAck(final int source, final long ackFrame, final long tick) {
        if (source == standby && ackFrame > ackedFrame && ackFrame >= firstOwnFrame && ackFrame <= frame) {
            ackedFrame = ackFrame;
            ackedTick = tick;
        }
    }

    @Override
    public long nextFrame() {
        return frame + 1;
    }

    @Override
    public long ackedFrame() {
        return ackedFrame;
    }

    @Override
    public long ackedTick() {
        return ackedTick;
    }

    @Override
    public boolean hasStandby() {
        return standby != 0 && !fencing.isDead(standby);
    }

    /**
     * Is part of a frame out, or none yet? What changes now may be in it for one entity and not for another: whoever lets
     * entities act on each other waits.
     */
    public boolean isSending() {
        return sending;
    }

    /** Frames that were not out in time. */
    public long abandoned() {
        return abandoned;
    }

    /** Send chunks while the channel takes them. */
    public int doWork() {
        final FrameChannel channel = sending ? peers.bulk(standby) : null;
        int work = 0;
        while (sending && channel != null && work < MAX_CHUNKS_A_CYCLE && sendChunk(channel)) {
            work++;
        }
        return work;
    }

    private boolean sendChunk(final FrameChannel channel) {
        final int fixed = HEADER + StandbyFrameEncoder.BLOCK_LENGTH + GROUPS;
        final int room = channel.maxFrameLength() - fixed;
        final int rows = countRows(room);
        final int removedBytes = StandbyFrameEncoder.RemovedEncoder.sbeBlockLength();
        removalCursor = Math.max(removalCursor, removals.left());
        final int toldFirst = (int) (removalCursor - removals.left());
        final int untold = removals.size() - toldFirst;
        final boolean allRows = slotCursor + skipped >= slab.highWater();
        final int removed = allRows ? Math.min(untold, (room - rowsLength) / removedBytes) : 0;
        final boolean last = allRows && removed == untold;
        final int at = channel.claim(fixed + rowsLength + removed * removedBytes);
        if (at < 0) {
            return false;
        }
        final StandbyFrameEncoder.EntitiesEncoder entities = encoder.wrapAndApplyHeader(channel.buffer(), at, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .frame(frame)
                .tick(frameTick)
                .chunk(chunk)
                .last((short) (last ? 1 : 0))
                .founded(founded)
                .entitiesCount(rows);
        for (int i = 0; i < rows; slotCursor++) {
            final int record = table.recordOfSlot(slotCursor);
            if (isFollowed(record)) {
                entities.next()
                        .entity(table.entity(record))
                        .epoch(table.epoch(record))
                        .doubtTarget(table.role(record) == DOUBT ? table.doubtTarget(record) : 0);
                entities.putState(slab.buffer(), slab.offset(slotCursor), slab.rowLength());
                putLuggage();
                i++;
            }
        }
        final StandbyFrameEncoder.RemovedEncoder gone = encoder.removedCount(removed);
        for (int i = toldFirst; i < toldFirst + removed; i++) {
            gone.next()
                    .entity(removals.entity(i))
                    .epoch(removals.epoch(i))
                    .tick(removals.tick(i))
                    .quantity(removals.quantity(i));
        }
        removalCursor += removed;
        channel.commit();
        if (last) {
            sending = false;
        } else {
            chunk++;
        }
        return true;
    }

    private void putLuggage() {
        final int length = luggage.length(slotCursor);
        final MutableDirectBuffer buffer = encoder.buffer();
        final int at = encoder.limit();
        buffer.putShort(at, (short) length, ByteOrder.LITTLE_ENDIAN);
        luggage.encode(slotCursor, buffer, at + BitUtil.SIZE_OF_SHORT);
        encoder.limit(at + BitUtil.SIZE_OF_SHORT + length);
    }

    /** Rows from the cursor on that fit; leaves what they take, and how many slots they reach over. */
    private int countRows(final int room) {
        final int rowBytes =
                StandbyFrameEncoder.EntitiesEncoder.sbeBlockLength() + 2 * BitUtil.SIZE_OF_SHORT + slab.rowLength();
        int rows = 0;
        int slot = slotCursor;
        final int end = slab.highWater();
        rowsLength = 0;
        while (slot < end) {
            if (isFollowed(table.recordOfSlot(slot))) {
                final int length = rowBytes + luggage.length(slot);
                if (rowsLength + length > room) {
                    break;
                }
                rowsLength += length;
                rows++;
            }
            slot++;
        }
        skipped = slot - slotCursor;
        return rows;
    }

    private boolean isFollowed(final int record) {
        return record != AuthorityTable.MISSING && table.role(record) != NONE;
    }
}
