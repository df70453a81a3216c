package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.SPAWNS_REFUSED;

import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Epoch;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.StandbyProgress;
import io.octarchy.mesh.directory.EntityIds;
import io.octarchy.replicator.slab.EntitySlab;

/** Brings entities into being at this node and removes them. */
final class Spawner {
    /** No copy of it existed anywhere before it came into being here. */
    private static final long NEVER_SHOWN = Long.MIN_VALUE / 2;

    private final World world;
    private final Fencing fencing;
    private final StandbyProgress standby;
    private final NodeCounters counters;
    private final int maxEntities;
    private final EntityIds ids = new EntityIds();
    private final Simulation game;
    private final EntityCursor cursor;
    private Creations creations;
    private HandoverSource handovers;
    private CommandPost post;
    private Departures departures;
    private long nowNs;

    /** Told of slots whose ruled entity goes away for good. */
    interface Departures {
        /** It goes now; the slot is not free yet. */
        void onRemoved(int slot);

        /** It goes as soon as its commands are settled, and is nobody's avatar any more. */
        void onLeaving(int slot);
    }

    Spawner(
            final World world,
            final Fencing fencing,
            final StandbyProgress standby,
            final NodeCounters counters,
            final int maxEntities,
            final Simulation game) {
        this.world = world;
        this.fencing = fencing;
        this.standby = standby;
        this.counters = counters;
        this.maxEntities = maxEntities;
        this.game = game;
        cursor = new EntityCursor(world);
    }

    void wire(
            final Creations newCreations,
            final HandoverSource newHandovers,
            final CommandPost newPost,
            final Departures newDepartures) {
        post = newPost;
        creations = newCreations;
        handovers = newHandovers;
        departures = newDepartures;
    }

    /** The time of this cycle. */
    void now(final long newNowNs) {
        nowNs = newNowNs;
    }

    /**
     * New entity, ruled here, whose last tick is the given one.
     *
     * @return its slot; {@link EntitySlab#NONE}, counted, when the place is not in the world or the node is full.
     */
    int spawn(final int type, final double x, final double y, final double z, final long tick) {
        final int slot = world.cube().contains(x, y, z) && world.table().ruled() < maxEntities
                ? create(type, x, y, z, tick)
                : EntitySlab.NONE;
        if (slot == EntitySlab.NONE) {
            counters.increment(SPAWNS_REFUSED);
        }
        return slot;
    }

    private int create(final int type, final double x, final double y, final double z, final long tick) {
        final AuthorityTable table = world.table();
        final long entity = ids.next(fencing.incarnation());
        final int record = table.findOrAdd(entity);
        final int slot = record == AuthorityTable.MISSING ? EntitySlab.NONE : world.slotFor(record);
        if (slot == EntitySlab.NONE) {
            return EntitySlab.NONE;
        }
        final long epoch = Epoch.born(fencing.fence());
        table.role(record, AuthorityRole.AUTHORITY, epoch, fencing.incarnation());
        table.tick(record, tick);
        table.arrived(record, NEVER_SHOWN, standby.nextFrame());
        final EntitySlab slab = world.slab();
        slab.epoch(slot, epoch);
        slab.tick(slot, tick);
        slab.type(slot, type);
        slab.position(slot, x, y, z);
        world.writer(slot, fencing.incarnation());
        world.place(slot);
        world.load(slot);
        creations.onBorn(slot);
        return slot;
    }

    /** New avatar of a player. */
    int spawnAvatar(
            final long player,
            final long session,
            final int gateway,
            final double x,
            final double y,
            final double z,
            final long tick) {
        final int slot = spawn(game.avatarType(), world.clampX(x), world.clampY(y), world.clampZ(z), tick);
        if (slot != EntitySlab.NONE) {
            world.slab().player(slot, player);
            world.slab().session(slot, session, gateway);
            game.onPlayerJoin(cursor.at(slot));
            world.place(slot);
        }
        return slot;
    }

    /** Has another node ruled the entity in a slot before this one? */
    boolean cameFromElsewhere(final int slot) {
        return world.table().arrivalTick(world.table().recordOfSlot(slot)) != NEVER_SHOWN;
    }

    /** Remove a ruled entity, once its commands are settled. */
    void remove(final int slot) {
        if (post.leavers().begin(slot)) {
            departures.onLeaving(slot);
        } else {
            removeNow(slot);
        }
    }

    /** Remove a ruled entity, now. */
    void removeNow(final int slot) {
        final int record = world.table().recordOfSlot(slot);
        handovers.cancel(nowNs, record);
        creations.onRemoved(slot);
        departures.onRemoved(slot);
        post.boxes().drop(slot);
        world.table().tick(record, world.slab().tick(slot));
        world.table().role(record, AuthorityRole.NONE, 0, 0);
        world.drop(slot, true);
    }
}
