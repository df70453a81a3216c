package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;
import static io.octarchy.mesh.authority.AuthorityRole.DOUBT;
import static io.octarchy.mesh.authority.AuthorityRole.NONE;

import io.octarchy.replicator.slab.Row;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * What a node knew when it entered a fence (rules 9 and 10): per entity its role, the highest epoch seen and its owner,
 * and the best full copy. Questions about the fence are answered from here, never from the present, so that the reports
 * of all nodes are one consistent cut.
 */
public final class FrozenSnapshot {
    public static final int MISSING = -1;

    /** Where a copy lies. */
    private static final byte COPY_NONE = 0;

    private static final byte COPY_SLAB = 1;
    private static final byte COPY_KEPT = 2;
    private static final byte COPY_STANDBY = 3;
    private static final byte COPY_FORMER = 4;

    private final Fencing fencing;
    private final AuthorityTable table;
    private final KeptCopies kept;
    private final StandbyCopies standby;
    private final Long2LongHashMap indexByEntity;
    private final long[] entity;
    private final byte[] role;
    private final int[] doubtTarget;
    private final long[] epoch;
    private final long[] highestEpoch;
    private final int[] highestOwner;
    private final long[] tick;
    private final long[] copyEpoch;
    private final long[] copyTick;
    private final byte[] copyPlace;
    private final int[] copyIndex;
    private final StandbyImage[] copyImage;
    private final boolean[] removed;
    private final boolean[] known;
    private final boolean[] ofDead;
    private int size;
    private int fence;
    private long overflows;

    public FrozenSnapshot(
            final int capacity,
            final Fencing fencing,
            final AuthorityTable table,
            final KeptCopies kept,
            final StandbyCopies standby) {
        this.fencing = fencing;
        this.table = table;
        this.kept = kept;
        this.standby = standby;
        indexByEntity = new Long2LongHashMap(BitUtil.findNextPositivePowerOfTwo(capacity * 2), 0.65f, MISSING);
        entity = new long[capacity];
        role = new byte[capacity];
        doubtTarget = new int[capacity];
        epoch = new long[capacity];
        highestEpoch = new long[capacity];
        highestOwner = new int[capacity];
        tick = new long[capacity];
        copyEpoch = new long[capacity];
        copyTick = new long[capacity];
        copyPlace = new byte[capacity];
        copyIndex = new int[capacity];
        copyImage = new StandbyImage[capacity];
        removed = new boolean[capacity];
        known = new boolean[capacity];
        ofDead = new boolean[capacity];
    }

    /** What this node keeps for others; of the dead nothing changes in it after the snapshot. */
    StandbyCopies copies() {
        return standby;
    }

    /** Freeze what is known now, for the fence just entered. */
    void freeze() {
        fence = fencing.fence();
        size = 0;
        indexByEntity.clear();
        for (int record = 0; record < table.highWater(); record++) {
            if (table.entity(record) != 0) {
                addRecord(record);
            }
        }
        addKept(kept, COPY_KEPT);
        if (standby.formerKept() != null) {
            addKept(standby.formerKept(), COPY_FORMER);
        }
        for (int i = 0; i < standby.sources(); i++) {
            if (fencing.isDead(standby.at(i).source())) {
                addImage(standby.at(i));
            }
        }
    }

    private void addKept(final KeptCopies copies, final byte place) {
        for (int i = 0; i < copies.limit(); i++) {
            if (copies.entity(i) != 0) {
                offer(copies.entity(i), copies.epoch(i), copies.tick(i), copies.target(i), place, i, null);
            }
        }
    }

    private void addRecord(final int record) {
        final int at = add(table.entity(record));
        if (at == MISSING) {
            return;
        }
        role[at] = table.role(record);
        doubtTarget[at] = table.doubtTarget(record);
        epoch[at] = table.epoch(record);
        highestEpoch[at] = table.highestEpoch(record);
        highestOwner[at] = table.highestOwner(record);
        tick[at] = table.tick(record);
        // While an outcome is held its source may still keep a copy, and only we know that a dead node had the entity
        // since.
        known[at] = table.slot(record) != AuthorityTable.MISSING || table.isHeld(record);
        // Ours to the last and ours no more: handed on it would have another's epoch, so it was removed here (rule 19).
        if (role[at] == NONE && highestEpoch[at] > 0 && highestOwner[at] == fencing.incarnation()) {
            remove(at, highestEpoch[at], fencing.incarnation());
        }
        if (role[at] == AUTHORITY) {
            // Of an entity in doubt the kept copy speaks: its row in the slab may become a ghost's before the grant.
            copyEpoch[at] = epoch[at];
            copyTick[at] = tick[at];
            copyPlace[at] = COPY_SLAB;
        }
    }

    private void addImage(final StandbyImage image) {
        for (int i = 0; i < image.size(); i++) {
            final int owner = image.doubtTarget(i) != 0 ? image.doubtTarget(i) : image.source();
            final long rowTick = rowTick(image.rows(), image.rowOffset(i));
            final int at = offer(image.entity(i), image.epoch(i), rowTick, owner, COPY_STANDBY, i, image);
            if (at != MISSING) {
                ofDead[at] = true;
            }
        }
        for (int i = 0; i < image.removedCount(); i++) {
            final int at = find(image.removedEntity(i));
            final long removedEpoch = image.removedEpoch(image.removedEntity(i));
            if (at != MISSING && role[at] == NONE && removedEpoch >= highestEpoch[at]) {
                remove(at, removedEpoch, image.source());
            }
        }
    }

    private void remove(final int at, final long atEpoch, final int owner) {
        removed[at] = true;
        epoch[at] = atEpoch;
        highestEpoch[at] = atEpoch;
        highestOwner[at] = owner;
    }

    /** Epoch at which a dead node that this one is standby of removed the entity, 0 when none did. */
    long removedByDead(final long id) {
        long newest = 0;
        for (int i = 0; i < standby.sources(); i++) {
            if (fencing.isDead(standby.at(i).source())) {
                newest = Math.max(newest, standby.at(i).removedEpoch(id));
            }
        }
        return newest;
    }

    private static long rowTick(final DirectBuffer rows, final int offset) {
        return rows.getLong(offset + Row.TICK);
    }

    /** A copy is evidence of its epoch, and perhaps the best copy (highest epoch, then highest tick). */
    private int offer(
            final long id,
            final long atEpoch,
            final long atTick,
            final int owner,
            final byte place,
            final int index,
            final StandbyImage image) {
        final int at = add(id);
        if (at == MISSING) {
            return MISSING;
        }
        if (atEpoch > highestEpoch[at]) {
            highestEpoch[at] = atEpoch;
            highestOwner[at] = owner;
            if (removed[at]) {
                removed[at] = false;
                epoch[at] = 0;
            }
        }
        tick[at] = Math.max(tick[at], atTick);
        if (copyPlace[at] == COPY_NONE
                || atEpoch > copyEpoch[at]
                || atEpoch == copyEpoch[at] && atTick > copyTick[at]) {
            copyEpoch[at] = atEpoch;
            copyTick[at] = atTick;
            copyPlace[at] = place;
            copyIndex[at] = index;
            copyImage[at] = image;
        }
        return at;
    }

    private int add(final long id) {
        int at = find(id);
        if (at == MISSING) {
            if (size == entity.length) {
                overflows++;
                return MISSING;
            }
            at = size++;
            indexByEntity.put(id, at);
            entity[at] = id;
            role[at] = NONE;
            doubtTarget[at] = 0;
            epoch[at] = 0;
            highestEpoch[at] = 0;
            highestOwner[at] = 0;
            tick[at] = 0;
            copyEpoch[at] = 0;
            copyTick[at] = 0;
            copyPlace[at] = COPY_NONE;
            copyImage[at] = null;
            removed[at] = false;
            known[at] = false;
            ofDead[at] = false;
        }
        return at;
    }

    /** Must the coordinator hear of this entity unasked (rule 10)? */
    boolean isCandidate(final int at) {
        // What a dead node ruled or had in doubt is asked about even where its target, who lives, has the higher epoch:
        // the
        // Commit may never have arrived.
        if (ofDead[at] || role[at] == DOUBT && fencing.isDead(doubtTarget[at])) {
            return true;
        }
        // A bare fence record of something long gone from here is evidence when asked, but no reason to ask.
        return fencing.isDead(highestOwner[at]) && (known[at] || copyPlace[at] != COPY_NONE);
    }

    public int find(final long id) {
        return (int) indexByEntity.get(id);
    }

    public int fence() {
        return fence;
    }

    public int size() {
        return size;
    }

    public int capacity() {
        return entity.length;
    }

    /** Entities that did not fit: they could not be taken over. Must stay 0. */
    public long overflows() {
        return overflows;
    }

    public long entity(final int at) {
        return entity[at];
    }

    public byte role(final int at) {
        return role[at];
    }

    public boolean isRemoved(final int at) {
        return removed[at];
    }

    public int doubtTarget(final int at) {
        return doubtTarget[at];
    }

    /** Of the role, or of the removal; 0 when there is neither. */
    public long epoch(final int at) {
        return epoch[at];
    }

    public long highestEpoch(final int at) {
        return highestEpoch[at];
    }

    public int highestOwner(final int at) {
        return highestOwner[at];
    }

    public long tick(final int at) {
        return tick[at];
    }

    public long copyEpoch(final int at) {
        return copyEpoch[at];
    }

    public long copyTick(final int at) {
        return copyTick[at];
    }

    /** Rows that hold the copy, or null when it lies in the slab or there is none. */
    DirectBuffer copyRows(final int at) {
        return switch (copyPlace[at]) {
            case COPY_KEPT, COPY_FORMER ->
                keptOf(at) != null && keptOf(at).entity(copyIndex[at]) == entity[at]
                        ? keptOf(at).rows()
                        : null;
            case COPY_STANDBY -> copyImage[at].rows();
            default -> null;
        };
    }

    /** Where the copy was kept from a handover; null when it was not. */
    private KeptCopies keptOf(final int at) {
        return switch (copyPlace[at]) {
            case COPY_KEPT -> kept;
            case COPY_FORMER -> standby.formerKept();
            default -> null;
        };
    }

    int copyOffset(final int at) {
        final KeptCopies from = keptOf(at);
        return from != null ? from.rowOffset(copyIndex[at]) : copyImage[at].rowOffset(copyIndex[at]);
    }

    /** Give the entity in a slot the luggage of the copy, whose row was given to it before. */
    void copyLuggage(final int at, final int slot, final Luggage luggage, final long frame) {
        final int index = copyIndex[at];
        final KeptCopies from = keptOf(at);
        if (from != null) {
            luggage.decode(slot, from.luggage(), from.luggageOffset(index), from.luggageLength(index), frame);
        } else {
            final StandbyImage image = copyImage[at];
            luggage.decode(slot, image.luggage(), image.luggageOffset(index), image.luggageLength(index), frame);
        }
    }
}
