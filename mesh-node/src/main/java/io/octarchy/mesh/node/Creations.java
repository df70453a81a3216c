package io.octarchy.mesh.node;

import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Removals;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.mesh.authority.StandbyProgress;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.store.ImageSender;
import io.octarchy.replicator.slab.EntitySlab;

/**
 * Entities that begin and end. An entity counts as created once the standby has it (rule 23), and as removed once the
 * standby knows (rule 19): until then a takeover could have undone it, and nobody is told.
 */
final class Creations {
    private final World world;
    private final StandbyProgress standby;
    private final Removals removals;
    private final NodeEvents events;
    private final ImageSender images;
    private final boolean[] pending;
    private final int[] pendingSlots;
    private int pendingCount;

    Creations(
            final World world,
            final StandbyProgress standby,
            final Removals removals,
            final NodeEvents events,
            final ImageSender images) {
        this.world = world;
        this.standby = standby;
        this.removals = removals;
        this.events = events;
        this.images = images;
        pending = new boolean[world.slab().capacity()];
        pendingSlots = new int[world.slab().capacity()];
    }

    /** A ruled entity was made in this slot. */
    void onBorn(final int slot) {
        if (!pending[slot]) {
            pending[slot] = true;
            pendingSlots[pendingCount++] = slot;
        }
    }

    /** Does the entity in this slot not count yet? */
    boolean isPending(final int slot) {
        return pending[slot];
    }

    int pendingCount() {
        return pendingCount;
    }

    /** The entity in this slot is about to be dropped because the game removed it. */
    void onRemoved(final int slot) {
        final AuthorityTable table = world.table();
        final int record = table.recordOfSlot(slot);
        if (pending[slot]) {
            announce(slot);
            forget(slot);
        }
        removals.add(
                table.entity(record),
                table.epoch(record),
                world.slab().tick(slot),
                world.quantity(slot),
                standby.nextFrame());
        images.onRemoved(table.entity(record), table.epoch(record), world.slab().tick(slot), world.quantity(slot));
        table.markFrame(record, standby.nextFrame());
    }

    /** The entity in this slot is dropped for another reason: this node was declared dead. */
    void forget(final int slot) {
        if (pending[slot]) {
            pending[slot] = false;
            for (int i = 0; i < pendingCount; i++) {
                if (pendingSlots[i] == slot) {
                    pendingSlots[i] = pendingSlots[--pendingCount];
                    return;
                }
            }
        }
    }

    /** Tell of what the standby holds by now. */
    int doWork() {
        int work = 0;
        for (int i = pendingCount - 1; i >= 0; i--) {
            final int slot = pendingSlots[i];
            final int record = world.table().recordOfSlot(slot);
            if (standby.isSafe(world.table().firstFrame(record))) {
                announce(slot);
                pending[slot] = false;
                pendingSlots[i] = pendingSlots[--pendingCount];
                work++;
            }
        }
        return work + tellRemovals();
    }

    private int tellRemovals() {
        int work = 0;
        for (int i = removals.firstUntold(); i < removals.size() && standby.isSafe(removals.frame(i)); i++) {
            events.entityRemoved(removals.tick(i), removals.entity(i), removals.epoch(i), removals.quantity(i));
            removals.told();
            work++;
        }
        while (removals.firstUntold() > 0 && removals.isFirstSettled(world.table(), standby)) {
            removals.removeFirst();
        }
        return work;
    }

    /** Removals that nobody but this node knows of for sure. */
    int removalsUntold() {
        return removals.size() - removals.firstUntold();
    }

    /** A node is dead, whose standby this one was: of what it removed last, it may not have told observers any more. */
    void onDead(final StandbyImage image) {
        for (int i = 0; i < image.toldCount(); i++) {
            events.entityRemoved(image.toldTick(i), image.toldEntity(i), image.toldEpoch(i), image.toldQuantity(i));
        }
        image.forgetTold();
    }

    private void announce(final int slot) {
        final EntitySlab slab = world.slab();
        events.entityCreated(slab.tick(slot), slab.entity(slot), slab.epoch(slot), world.quantity(slot));
    }
}
