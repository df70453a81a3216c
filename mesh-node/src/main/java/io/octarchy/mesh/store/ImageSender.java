package io.octarchy.mesh.store;

import io.octarchy.codec.control.BackupDecoder;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.disk.EntityRecordEncoder;
import io.octarchy.codec.disk.ExportOrderEncoder;
import io.octarchy.codec.disk.ImageRecordEncoder;
import io.octarchy.codec.disk.MessageHeaderEncoder;
import io.octarchy.codec.disk.RecordKind;
import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.KeptCopies;
import io.octarchy.mesh.authority.Luggage;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;

/**
 * Copies what a node has after one tick, the tick that the coordinator named for the whole mesh, out to the writer of its
 * store: all that it rules or has in doubt, what it has handed over since the last image, and what it removed lately. The
 * images of all nodes after that tick are one consistent cut, since no node takes Commits, commands or answers while it is
 * behind ({@link #mustWait}), and since what is on its way between two nodes is in the image of who sent it.
 *
 * <p>A few rows a duty cycle; the tick never waits for the disk. When the writer has not done with the last image, the next
 * is left out, and counted. Allocates nothing. Not thread safe.
 */
public final class ImageSender {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SLICE = 128;
    private static final int REMOVALS = 4096;
    /** Removals are told again in so many images: copies from before them may lie in images of other nodes. */
    private static final int REMOVED_IMAGES = 8;

    private final StoreLink link;
    private final long mesh;
    private final int world;
    private final int incarnation;
    private final AuthorityTable table;
    private final EntitySlab slab;
    private final Luggage luggage;
    private final KeptCopies departed;
    private final RecentRemovals removals = new RecentRemovals(REMOVALS, REMOVED_IMAGES);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EntityRecordEncoder entity = new EntityRecordEncoder();
    private final ImageRecordEncoder image = new ImageRecordEncoder();
    private final ExportOrderEncoder export = new ExportOrderEncoder();
    private long wanted;
    private long begun;
    private long sent;
    private long skipped;
    private long abandoned;
    private int founded;
    private boolean copying;
    private int slotCursor;
    private int departedCursor;
    private int removedCursor;
    private int records;
    private long ordered;

    /**
     * @param link to the store, or null when there is none: then nothing is ever done.
     * @param joined tells of which mesh, world and life the images are.
     * @param maxEntities that the node rules at most.
     */
    public ImageSender(
            final StoreLink link,
            final JoinedDecoder joined,
            final AuthorityTable table,
            final EntitySlab slab,
            final Luggage luggage,
            final int maxEntities) {
        this.link = link;
        mesh = joined.mesh();
        world = joined.world();
        incarnation = joined.incarnation();
        this.table = table;
        this.slab = slab;
        this.luggage = luggage;
        departed = new KeptCopies(link == null ? 1 : maxEntities, slab.rowLength(), luggage.maxLength());
    }

    /** Mesh that this node is a member of. */
    public long mesh() {
        return mesh;
    }

    /**
     * The coordinator names the image that is wanted, and the one that is kept.
     *
     * @param image tick, 0: none.
     * @param cut tick, 0: none.
     */
    public void onOrder(final long image, final long cut) {
        wanted = image;
        if (link != null) {
            link.progress().keep(cut);
        }
    }

    /** Newest image that is safe in the store, 0: none yet, {@link StoreProgress#NONE}: no store, or one that fails. */
    public long stored() {
        return link == null ? StoreProgress.NONE : link.progress().stored();
    }

    /**
     * The coordinator orders this node's part of a backup; it says so until {@link #backedUp()} answers.
     *
     * @param ofImage which image it is.
     */
    public void onBackup(final long ofImage, final BackupDecoder order) {
        if (link == null || ofImage == ordered) {
            return;
        }
        final FrameChannel channel = link.images();
        final int directory = order.directoryLength();
        final int at = channel.claim(HEADER + ExportOrderEncoder.BLOCK_LENGTH + BitUtil.SIZE_OF_SHORT + directory);
        if (at >= 0) {
            ordered = ofImage;
            export.wrapAndApplyHeader(channel.buffer(), at, header)
                    .image(ofImage)
                    .incarnation(incarnation)
                    .putDirectory(order.buffer(), order.limit() + BackupDecoder.directoryHeaderLength(), directory);
            channel.commit();
        }
    }

    /** Newest image whose part of a backup is written; negative: that one failed; 0: none yet. */
    public long backedUp() {
        return link == null ? 0 : link.progress().exported();
    }

    /** An entity is frozen: Commit is about to leave, at a higher epoch than it has here now. */
    public void onFrozen(final int record, final int slot) {
        if (link != null && (departed.room() > 0 || departed.find(table.entity(record)) != KeptCopies.MISSING)) {
            departed.keep(
                    table.entity(record),
                    table.epoch(record),
                    slab.tick(slot),
                    0,
                    slab.buffer(),
                    slab.offset(slot),
                    luggage,
                    slot);
        }
    }

    /** An entity that was ruled here is no more. */
    public void onRemoved(final long removed, final long epoch, final long tick, final long quantity) {
        if (link != null) {
            departed.drop(removed, Long.MAX_VALUE);
            removals.add(removed, epoch, tick, quantity);
        }
    }

    /** A tick is about to be run: the image of an earlier one is taken now, or finished. */
    public void beforeTick(final long lastTick, final long nextTick, final int newestFounding) {
        if (isWanted(lastTick) && nextTick > wanted) {
            begin(newestFounding);
        }
        while (copying) {
            doWork();
        }
    }

    /** A tick has run, with what it changed: if it is the one, its image is taken in the next cycles. */
    public void afterTick(final long lastTick, final int newestFounding) {
        if (isWanted(lastTick) && lastTick == wanted) {
            begin(newestFounding);
        }
    }

    private boolean isWanted(final long lastTick) {
        return link != null && wanted > begun && lastTick <= wanted;
    }

    /**
     * Must frames of other nodes wait, because this one has yet to run ticks that they have run, or to finish their image?
     *
     * @param dueTick the tick that is due now.
     */
    public boolean mustWait(final long lastTick, final long dueTick) {
        return link != null && dueTick - lastTick > (copying ? 0 : 1);
    }

    private void begin(final int newestFounding) {
        begun = wanted;
        if (link.progress().dealt() < sent) {
            skipped++;
            return;
        }
        copying = true;
        founded = newestFounding;
        slotCursor = 0;
        departedCursor = 0;
        removedCursor = removals.first();
        records = 0;
    }

    /** Copy some more. */
    public int doWork() {
        if (!copying) {
            return 0;
        }
        final FrameChannel channel = link.images();
        for (int i = 0; i < SLICE; i++) {
            if (slotCursor < slab.highWater()) {
                copyRuled(channel);
            } else if (departedCursor < departed.limit() && departed.size() > 0) {
                copyDeparted(channel);
            } else if (removedCursor < removals.end()) {
                copyRemoved(channel);
            } else {
                finish(channel);
            }
            if (!copying) {
                break;
            }
        }
        return 1;
    }

    private void copyRuled(final FrameChannel channel) {
        final int slot = slotCursor++;
        final int record = table.recordOfSlot(slot);
        if (record == AuthorityTable.MISSING || table.role(record) == AuthorityRole.NONE) {
            return;
        }
        final int bags = luggage.length(slot);
        if (claim(channel, slab.rowLength(), bags)) {
            final boolean doubts = table.role(record) == AuthorityRole.DOUBT;
            describe(table.entity(record), table.epoch(record), slab.tick(slot), 0, RecordKind.RULED)
                    .target(doubts ? table.doubtTarget(record) : 0);
            entity.putState(slab.buffer(), slab.offset(slot), slab.rowLength());
            final MutableDirectBuffer buffer = entity.buffer();
            final int at = entity.limit();
            buffer.putShort(at, (short) bags, ByteOrder.LITTLE_ENDIAN);
            luggage.encode(slot, buffer, at + BitUtil.SIZE_OF_SHORT);
            commit(channel);
        }
    }

    private void copyDeparted(final FrameChannel channel) {
        final int i = departedCursor++;
        final long id = departed.entity(i);
        if (id == 0) {
            return;
        }
        final int record = table.find(id);
        final boolean isBack = record != AuthorityTable.MISSING && table.role(record) != AuthorityRole.NONE;
        if (!isBack && claim(channel, slab.rowLength(), departed.luggageLength(i))) {
            describe(id, departed.epoch(i), departed.tick(i), 0, RecordKind.DEPARTED)
                    .target(0);
            entity.putState(departed.rows(), departed.rowOffset(i), slab.rowLength());
            entity.putLuggage(departed.luggage(), departed.luggageOffset(i), departed.luggageLength(i));
            commit(channel);
        }
    }

    private void copyRemoved(final FrameChannel channel) {
        final int i = removedCursor++;
        if (claim(channel, 0, 0)) {
            describe(removals.entity(i), removals.epoch(i), removals.tick(i), removals.quantity(i), RecordKind.REMOVED)
                    .target(0);
            entity.putState(slab.buffer(), 0, 0);
            entity.putLuggage(slab.buffer(), 0, 0);
            commit(channel);
        }
    }

    /** False, and the image is given up, when there is no room. */
    private boolean claim(final FrameChannel channel, final int row, final int bags) {
        final int at =
                channel.claim(HEADER + EntityRecordEncoder.BLOCK_LENGTH + 2 * BitUtil.SIZE_OF_SHORT + row + bags);
        if (at < 0) {
            copying = false;
            abandoned++;
            return false;
        }
        entity.wrapAndApplyHeader(channel.buffer(), at, header);
        return true;
    }

    private EntityRecordEncoder describe(
            final long id, final long epoch, final long tick, final long quantity, final RecordKind kind) {
        return entity.checksum(0)
                .mesh(mesh)
                .world(world)
                .incarnation(incarnation)
                .image(begun)
                .entity(id)
                .epoch(epoch)
                .tick(tick)
                .quantity(quantity)
                .kind(kind);
    }

    private void commit(final FrameChannel channel) {
        channel.commit();
        records++;
    }

    private void finish(final FrameChannel channel) {
        final int at = channel.claim(HEADER + ImageRecordEncoder.BLOCK_LENGTH);
        copying = false;
        if (at < 0) {
            abandoned++;
            return;
        }
        image.wrapAndApplyHeader(channel.buffer(), at, header)
                .checksum(0)
                .mesh(mesh)
                .world(world)
                .incarnation(incarnation)
                .image(begun)
                .records(records)
                .rowLength(slab.rowLength())
                .founded(founded);
        channel.commit();
        sent = begun;
        for (int i = 0; i < departed.limit() && departed.size() > 0; i++) {
            if (departed.entity(i) != 0) {
                departed.drop(departed.entity(i), Long.MAX_VALUE);
            }
        }
        removals.nextImage();
    }

    /** Images left out because the last one was not written yet. */
    public long skipped() {
        return skipped;
    }

    /** Images given up because the way to the writer had no room for all of it. */
    public long abandoned() {
        return abandoned;
    }
}
