package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.CROSSINGS;

import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.config.HandoverSettings;
import io.octarchy.mesh.config.ViewSettings;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.space.region.RegionCover;
import io.octarchy.space.region.RegionMap;

/**
 * The policy TERRITORIAL: an entity follows the region that it is in, with hysteresis. It is handed over when it has been
 * deeper than the margin outside this node's region for the dwell time and is not resting from its last handover; one that
 * is so deep that its view would leave the halo does not rest.
 */
final class Territory {
    /** Ticks after a change of the map in which others learn of it too: who does not see yet makes handovers wait. */
    private static final int SETTLE_TICKS = 3;

    /** Whether a node can be given entities now. */
    @FunctionalInterface
    interface Targets {
        boolean isReachable(int incarnation);
    }

    private final World world;
    private final HandoverSettings settings;
    private final double restDepthMetres;
    private final RegionMap map;
    private final RegionCover cover;
    private final int[] dwell;

    /** Cell of the cover that each slot's entity was in last. */
    private final int[] lastCell;

    private final int[] cameFrom;
    private final long[] insideAtVersion;
    private final int[] candidate;
    private final int[] candidateOwner;
    private final int[] batch;
    private int self;
    private long mapTick;
    private boolean mapIsNew;
    private boolean draining;
    private Pins pins = slot -> false;
    private final Strays strays;

    /** Whether the entity in a slot must stay for now, wherever it is. */
    @FunctionalInterface
    interface Pins {
        boolean isPinned(int slot);
    }

    Territory(final World world, final HandoverSettings settings, final ViewSettings views, final RegionMap map) {
        this.world = world;
        this.settings = settings;
        restDepthMetres =
                Math.max(settings.marginMetres(), views.haloMetres() - views.farMetres() - settings.marginMetres());
        this.map = map;
        strays = new Strays(world);
        cover = new RegionCover(world.cube());
        dwell = new int[world.slab().capacity()];
        lastCell = new int[world.slab().capacity()];
        cameFrom = new int[world.slab().capacity()];
        insideAtVersion = new long[world.slab().capacity()];
        candidate = new int[world.slab().capacity()];
        candidateOwner = new int[world.slab().capacity()];
        batch = new int[settings.maxBatch()];
    }

    RegionMap map() {
        return map;
    }

    RegionCover cover() {
        return cover;
    }

    void pins(final Pins newPins) {
        pins = newPins;
    }

    /** Could the entity in this slot be ruled here for a while, though it may be outside, and see all around it? */
    boolean isWithinReach(final int slot) {
        final EntitySlab slab = world.slab();
        return cover.depthOutside(slab.x(slot), slab.y(slot), slab.z(slot)) <= restDepthMetres;
    }

    /** The map has changed. */
    void onMap(final int newSelf) {
        self = newSelf;
        mapIsNew = true;
        cover.rebuild(map, self);
    }

    void draining(final boolean isDraining) {
        draining = isDraining;
    }

    boolean owns(final double x, final double y, final double z) {
        return world.cube().contains(x, y, z) && map.ownerAt(world.cube().curveAt(x, y, z)) == self;
    }

    /**
     * The entity in this slot is new here.
     *
     * @param source node that handed it over, 0: none.
     */
    void onGained(final int slot, final int source) {
        dwell[slot] = 0;
        cameFrom[slot] = source;
        insideAtVersion[slot] = map.version();
    }

    /** After a tick: begin the handovers that are due. */
    void run(
            final long nowNs,
            final long tick,
            final HandoverSource handovers,
            final Creations creations,
            final Targets targets,
            final NodeCounters counters) {
        if (mapIsNew) {
            mapIsNew = false;
            mapTick = tick;
        }
        if (tick - mapTick < SETTLE_TICKS) {
            return;
        }
        strays.clear();
        int candidates = 0;
        final AuthorityTable table = world.table();
        final EntitySlab slab = world.slab();
        for (int slot = 0; slot < slab.highWater(); slot++) {
            final int record = table.recordOfSlot(slot);
            if (table.isAuthority(record)
                    && isDue(slot, tick)
                    && table.handover(record) == 0
                    && !creations.isPending(slot)
                    && !pins.isPinned(slot)) {
                final int owner = map.ownerAt(world.cube().curveAt(slab.x(slot), slab.y(slot), slab.z(slot)));
                if (owner != self
                        && owner != RegionMap.NOBODY
                        && targets.isReachable(owner)
                        && !isReturn(slot, owner, tick)) {
                    candidate[candidates] = slot;
                    candidateOwner[candidates++] = owner;
                }
            }
        }
        for (int i = 0; i < candidates; i++) {
            if (candidateOwner[i] != 0) {
                begin(nowNs, i, candidates, handovers, counters);
            }
        }
    }

    /** Avatars that were far outside of the region in the last tick: where they are must be seen. */
    Strays strays() {
        return strays;
    }

    /** Back to where it came from before it has rested: never, unless this node drains. */
    private boolean isReturn(final int slot, final int owner, final long tick) {
        return !draining && owner == cameFrom[slot] && world.slab().restUntil(slot) > tick;
    }

    private boolean isDue(final int slot, final long tick) {
        final EntitySlab slab = world.slab();
        final int cell = cover.cellAround(slab.x(slot), slab.y(slot), slab.z(slot), lastCell[slot]);
        if (cell >= 0) {
            lastCell[slot] = cell;
            insideAtVersion[slot] = map.version();
            dwell[slot] = 0;
            return false;
        }
        final double depth = cover.depthOutside(slab.x(slot), slab.y(slot), slab.z(slot));
        if (depth <= settings.marginMetres()) {
            dwell[slot] = 0;
            return false;
        }
        if (slab.session(slot) != 0) {
            strays.add(slot);
        }
        dwell[slot]++;
        return draining
                || dwell[slot] >= settings.dwellTicks() && (slab.restUntil(slot) <= tick || depth > restDepthMetres);
    }

    /** Begin one batch with all candidates of the same owner, as many as fit. */
    private void begin(
            final long nowNs,
            final int first,
            final int candidates,
            final HandoverSource handovers,
            final NodeCounters counters) {
        final int owner = candidateOwner[first];
        int size = 0;
        int load = 0;
        boolean byMap = false;
        for (int i = first; i < candidates && size < batch.length; i++) {
            if (candidateOwner[i] == owner) {
                final int slot = candidate[i];
                batch[size++] = world.table().recordOfSlot(slot);
                load += world.weight(slot);
                byMap |= insideAtVersion[slot] != map.version();
                candidateOwner[i] = 0;
            }
        }
        if (handovers.begin(nowNs, owner, batch, size, load, byMap) && !byMap) {
            counters.add(CROSSINGS, size);
        }
    }
}
