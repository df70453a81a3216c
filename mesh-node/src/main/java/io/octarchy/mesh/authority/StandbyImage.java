package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.StandbyFrameDecoder;
import io.octarchy.replicator.slab.EntitySlab;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The newest whole standby frame of one node, and the next one while it arrives. */
public final class StandbyImage {
    private static final int TOMBSTONES = 4096;

    private final int source;
    private final int rowLength;
    private StandbyTable current;
    private StandbyTable arriving;
    private final Tombstones tombstones = new Tombstones(TOMBSTONES);
    private int nextChunk = -1;
    private long ackDueFrame = -1;
    private int founded;
    private boolean inherited;
    private long malformed;

    StandbyImage(final int source, final int maxEntities, final int rowLength, final int maxLuggage) {
        this.source = source;
        this.rowLength = rowLength;
        current = new StandbyTable(maxEntities, rowLength, maxLuggage);
        arriving = new StandbyTable(maxEntities, rowLength, maxLuggage);
    }

    /**
     * What a node had at last, as if it were its own standby: what it ruled and had in doubt, and what it removed. Newer than
     * any frame that it sent.
     */
    static StandbyImage ofSelf(
            final AuthorityContext context, final int maxLuggage, final Removals removals, final int founded) {
        final AuthorityTable table = context.table();
        final EntitySlab slab = context.slab();
        final Luggage luggage = context.luggage();
        final StandbyImage image =
                new StandbyImage(context.fencing().incarnation(), context.maxEntities(), slab.rowLength(), maxLuggage);
        final UnsafeBuffer scratch = new UnsafeBuffer(new byte[maxLuggage]);
        image.current.begin(Long.MAX_VALUE, 0);
        for (int slot = 0; slot < slab.highWater(); slot++) {
            final int record = table.recordOfSlot(slot);
            if (record != AuthorityTable.MISSING && table.role(record) != AuthorityRole.NONE) {
                final boolean doubts = table.role(record) == AuthorityRole.DOUBT;
                image.current.add(
                        table.entity(record),
                        table.epoch(record),
                        doubts ? table.doubtTarget(record) : 0,
                        slab.buffer(),
                        slab.offset(slot));
                if (luggage.length(slot) > 0) {
                    luggage.encode(slot, scratch, 0);
                    image.current.addLuggage(scratch, 0, luggage.length(slot));
                }
            }
        }
        image.tombstones.begin();
        for (int i = 0; i < removals.size(); i++) {
            image.tombstones.tell(removals.entity(i), removals.epoch(i), removals.tick(i), removals.quantity(i));
        }
        image.tombstones.take();
        image.founded = founded;
        return image;
    }

    /**
     * What a node had at last, as its store knows: give it the entities and removals, then {@link #restored()}.
     *
     * @param source incarnation of that life.
     * @param founded newest founding whose entities are in it.
     */
    public static StandbyImage restoring(
            final int source, final int maxEntities, final int rowLength, final int maxLuggage, final int founded) {
        final StandbyImage image = new StandbyImage(source, maxEntities, rowLength, maxLuggage);
        image.current.begin(Long.MAX_VALUE, 0);
        image.tombstones.begin();
        image.founded = founded;
        return image;
    }

    /** @return false when there is no room for it. */
    public boolean restore(
            final long entity,
            final long epoch,
            final int doubtTarget,
            final DirectBuffer buffer,
            final int rowOffset,
            final int luggageOffset,
            final int luggageLength) {
        return current.add(entity, epoch, doubtTarget, buffer, rowOffset)
                && (luggageLength == 0 || current.addLuggage(buffer, luggageOffset, luggageLength));
    }

    /** @return false when there is no room for it. */
    public boolean restoreRemoved(final long entity, final long epoch, final long tick, final long quantity) {
        return tombstones.tell(entity, epoch, tick, quantity);
    }

    /** All has been given back. */
    public void restored() {
        tombstones.take();
        tombstones.newest().clear();
    }

    /** A former life of this process held it. */
    void inherited() {
        inherited = true;
        ackDueFrame = -1;
    }

    /** Is it of a former life, and nothing newer came? */
    boolean isInherited() {
        return inherited;
    }

    void onChunk(final StandbyFrameDecoder chunk) {
        if (chunk.chunk() == 0) {
            arriving.begin(chunk.frame(), chunk.tick());
            tombstones.begin();
            nextChunk = 0;
        }
        if (nextChunk != chunk.chunk() || arriving.frame() != chunk.frame() || chunk.frame() <= current.frame()) {
            nextChunk = -1;
            return;
        }
        nextChunk++;
        if (!readEntities(chunk) || !readRemoved(chunk)) {
            malformed++;
            nextChunk = -1;
        } else if (chunk.last() != 0) {
            final StandbyTable whole = arriving;
            arriving = current;
            current = whole;
            tombstones.take();
            ackDueFrame = whole.frame();
            inherited = false;
            founded = chunk.founded();
            nextChunk = -1;
        }
    }

    private boolean readEntities(final StandbyFrameDecoder chunk) {
        final StandbyFrameDecoder.EntitiesDecoder entities = chunk.entities();
        while (entities.hasNext()) {
            entities.next();
            final long entity = entities.entity();
            final long epoch = entities.epoch();
            final int doubtTarget = entities.doubtTarget();
            final int at = chunk.limit() + StandbyFrameDecoder.EntitiesDecoder.stateHeaderLength();
            if (entities.skipState() != rowLength || !arriving.add(entity, epoch, doubtTarget, chunk.buffer(), at)) {
                return false;
            }
            final int luggageAt = chunk.limit() + StandbyFrameDecoder.EntitiesDecoder.luggageHeaderLength();
            final int luggageLength = entities.skipLuggage();
            if (luggageLength > 0 && !arriving.addLuggage(chunk.buffer(), luggageAt, luggageLength)) {
                return false;
            }
        }
        return true;
    }

    private boolean readRemoved(final StandbyFrameDecoder chunk) {
        final StandbyFrameDecoder.RemovedDecoder removed = chunk.removed();
        while (removed.hasNext()) {
            removed.next();
            if (!tombstones.tell(removed.entity(), removed.epoch(), removed.tick(), removed.quantity())) {
                return false;
            }
        }
        return true;
    }

    /** Epoch at which the source removed the entity, or -1. */
    public long removedEpoch(final long entity) {
        return tombstones.epoch(entity);
    }

    public int removedCount() {
        return tombstones.size();
    }

    public long removedEntity(final int index) {
        return tombstones.entity(index);
    }

    /** Removals that the newest whole frame told of: the source may have died before it told observers. */
    public int toldCount() {
        return tombstones.newest().size();
    }

    public long toldEntity(final int index) {
        return tombstones.newest().entity(index);
    }

    public long toldEpoch(final int index) {
        return tombstones.newest().epoch(index);
    }

    /** The last tick that it ran. */
    public long toldTick(final int index) {
        return tombstones.newest().tick(index);
    }

    public long toldQuantity(final int index) {
        return tombstones.newest().quantity(index);
    }

    /** Observers have been told of them. */
    public void forgetTold() {
        tombstones.newest().clear();
    }

    /** Newest founding whose entities are in the newest whole frame; 0: none. */
    public int founded() {
        return founded;
    }

    public int source() {
        return source;
    }

    /** Frame whose ack is due, or below 0. */
    public long ackDue() {
        return ackDueFrame;
    }

    public void acked() {
        ackDueFrame = -1;
    }

    public long frame() {
        return current.frame();
    }

    public long tick() {
        return current.tick();
    }

    public int size() {
        return current.size();
    }

    public long entity(final int index) {
        return current.entity(index);
    }

    public long epoch(final int index) {
        return current.epoch(index);
    }

    public int doubtTarget(final int index) {
        return current.doubtTarget(index);
    }

    public DirectBuffer rows() {
        return current.rows();
    }

    public int rowOffset(final int index) {
        return index * rowLength;
    }

    DirectBuffer luggage() {
        return current.luggage();
    }

    int luggageOffset(final int index) {
        return current.luggageOffset(index);
    }

    int luggageLength(final int index) {
        return current.luggageLength(index);
    }

    public long malformed() {
        return malformed;
    }
}
