package io.octarchy.mesh.node;

import io.octarchy.mesh.command.CommandBoxes;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.slab.Row;

/**
 * Entities that were removed while commands of theirs, or to them, were not settled. They stay, without being run by the
 * game, until they are: what they sent must arrive, and who sent to them must not be told both that it was applied and that
 * it never was. They may be handed over and taken over on the way, like all others.
 */
final class Leavers {
    /**
     * After so many calm ticks of its node it goes in any case: who else was in the commands is gone, and nobody is left to
     * ask. While somebody is late or dead the answer may still come, with the takeover, however long that takes.
     */
    private static final int MAX_CALM_TICKS = 600;

    private final EntitySlab slab;
    private final CommandBoxes boxes;
    private final long[] untilCalmTick;
    private final int[] generation;
    private boolean calm;
    private long calmTick;
    private long abandoned;

    Leavers(final EntitySlab slab, final CommandBoxes boxes) {
        this.slab = slab;
        this.boxes = boxes;
        untilCalmTick = new long[slab.capacity()];
        generation = new int[slab.capacity()];
    }

    /** Must the entity in this slot stay for now? If so, it is leaving from now on. */
    boolean begin(final int slot) {
        if (boxes.isOpen(slot)) {
            slab.flags(slot, slab.flags(slot) | Row.LEAVING);
            return true;
        }
        return false;
    }

    boolean isLeaving(final int slot) {
        return (slab.flags(slot) & Row.LEAVING) != 0;
    }

    /** @param nowCalm is nobody late, or dead and not yet taken over? */
    void calm(final boolean nowCalm) {
        calm = nowCalm;
    }

    void beginTick() {
        calmTick += calm ? 1 : 0;
    }

    /** May the leaving entity in this slot go now, after this tick? */
    boolean mayGo(final int slot) {
        if (!boxes.isOpen(slot)) {
            return true;
        }
        if (generation[slot] != slab.generation(slot)) {
            generation[slot] = slab.generation(slot);
            untilCalmTick[slot] = calmTick + MAX_CALM_TICKS;
        }
        if (calmTick < untilCalmTick[slot]) {
            return false;
        }
        abandoned++;
        return true;
    }

    /** Entities that went with commands that were not settled. */
    long abandoned() {
        return abandoned;
    }
}
