package io.octarchy.mesh.node;

import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.config.WorldSettings;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.space.WorldCube;
import io.octarchy.space.index.EntityIndex;
import io.octarchy.space.octree.CellLoads;
import java.util.function.LongConsumer;

/**
 * All entities that a node knows, ruled and ghost: rows, authority records, places and loads, kept in step. A slot has a
 * row, and a record that points to it; it is in the index as soon as it has a place.
 */
final class World {
    private static final int MAX_LOAD_CELLS = 1 << 16;

    private final WorldSettings settings;
    private final WorldCube cube;
    private final EntitySlab slab;
    private final AuthorityTable table;
    private final EntityIndex index;
    private final CellLoads loads;
    private final Simulation game;
    private final long[] loadCell;
    private final int[] loadWeight;
    private final int[] ghostOwner;
    private final long[] orphanedNs;
    private final long[] toldNs;
    private final int[] writer;
    private final EntityCursor cursor;
    private long clamped;

    World(
            final WorldSettings settings,
            final LimitSettings limits,
            final double queryRadiusMetres,
            final Simulation game) {
        this.settings = settings;
        this.game = game;
        cube = new WorldCube(
                settings.minX(), settings.minY(), settings.minZ(), settings.edgeMetres(), settings.finestLevel());
        slab = new EntitySlab(limits.maxKnown(), game.stateLength(), game.publicLength());
        table = new AuthorityTable(limits.maxKnown() * 2, limits.maxKnown());
        index = new EntityIndex(cube, limits.maxKnown(), EntityIndex.gridLevelFor(cube, queryRadiusMetres));
        loads = new CellLoads(MAX_LOAD_CELLS);
        loadCell = new long[limits.maxKnown()];
        loadWeight = new int[limits.maxKnown()];
        ghostOwner = new int[limits.maxKnown()];
        orphanedNs = new long[limits.maxKnown()];
        toldNs = new long[limits.maxKnown()];
        writer = new int[limits.maxKnown()];
        cursor = new EntityCursor(this);
    }

    WorldSettings settings() {
        return settings;
    }

    WorldCube cube() {
        return cube;
    }

    EntitySlab slab() {
        return slab;
    }

    AuthorityTable table() {
        return table;
    }

    EntityIndex index() {
        return index;
    }

    CellLoads loads() {
        return loads;
    }

    /** Slot of a record's entity, made if need be; {@link AuthorityTable#MISSING} when the slab is full. */
    int slotFor(final int record) {
        if (table.slot(record) != AuthorityTable.MISSING) {
            return table.slot(record);
        }
        final int slot = slab.add(table.entity(record));
        if (slot == EntitySlab.NONE) {
            return AuthorityTable.MISSING;
        }
        table.slot(record, slot);
        loadCell[slot] = 0;
        ghostOwner[slot] = 0;
        orphanedNs[slot] = 0;
        return slot;
    }

    /** The row of a slot has a new place. */
    void place(final int slot) {
        if (index.contains(slot)) {
            index.move(slot, slab.x(slot), slab.y(slot), slab.z(slot));
        } else {
            index.insert(slot, slab.x(slot), slab.y(slot), slab.z(slot));
        }
    }

    /**
     * Forget the entity in a slot; its record stays.
     *
     * @param forGood it exists no more, rather than being out of sight.
     */
    void drop(final int slot, final boolean forGood) {
        unload(slot);
        if (index.contains(slot)) {
            index.remove(slot);
        }
        table.slot(table.recordOfSlot(slot), AuthorityTable.MISSING);
        slab.remove(slot, forGood);
    }

    /** Count a ruled entity into the load of the cell where it is now. */
    void load(final int slot) {
        final long cell = cube.codeAt(slab.x(slot), slab.y(slot), slab.z(slot), settings.loadLevel());
        if (cell == loadCell[slot]) {
            return;
        }
        if (loadCell[slot] == 0) {
            loadWeight[slot] = game.loadWeight(slab.type(slot));
            loads.add(cell, loadWeight[slot]);
        } else {
            loads.move(loadCell[slot], cell, loadWeight[slot]);
        }
        loadCell[slot] = cell;
    }

    /** A ruled entity's load is no longer ours. */
    void unload(final int slot) {
        if (loadCell[slot] != 0) {
            loads.add(loadCell[slot], -loadWeight[slot]);
            loadCell[slot] = 0;
        }
    }

    /** Counted quantity that the entity in a slot holds. */
    long quantity(final int slot) {
        return game.quantity(cursor.at(slot));
    }

    int weight(final int slot) {
        return loadWeight[slot];
    }

    /**
     * Node that made the state that is in the row now, the one that ran its tick. Not always its authority: what has just
     * been handed over was made by the source.
     */
    int writer(final int slot) {
        return writer[slot];
    }

    void writer(final int slot, final int incarnation) {
        writer[slot] = incarnation;
    }

    /** Node whose frames write the ghost in a slot, 0: none at present. */
    int ghostOwner(final int slot) {
        return ghostOwner[slot];
    }

    /** The ghost in a slot is written by this node from a time on; with 0 it is nobody's, and waits for its next owner. */
    void ghostOwner(final int slot, final int owner, final long sinceNs) {
        ghostOwner[slot] = owner;
        orphanedNs[slot] = sinceNs;
    }

    /** When the newest state of the ghost in a slot came. */
    long toldNs(final int slot) {
        return toldNs[slot];
    }

    void toldNs(final int slot, final long atNs) {
        toldNs[slot] = atNs;
    }

    /** Since when the ghost in a slot is nobody's. */
    long orphanedNs(final int slot) {
        return orphanedNs[slot];
    }

    void forEachRuled(final LongConsumer consumer) {
        for (int slot = 0; slot < slab.highWater(); slot++) {
            if (table.isAuthority(table.recordOfSlot(slot))) {
                consumer.accept(slab.entity(slot));
            }
        }
    }

    double clampX(final double x) {
        return clamp(x, settings.minX());
    }

    double clampY(final double y) {
        return clamp(y, settings.minY());
    }

    double clampZ(final double z) {
        return clamp(z, settings.minZ());
    }

    private double clamp(final double value, final double min) {
        final double max = Math.nextDown(min + settings.edgeMetres());
        if (value < min || value > max) {
            clamped++;
            return value < min ? min : max;
        }
        return value;
    }

    /** Positions outside the world that were set to its border. */
    long clamped() {
        return clamped;
    }
}
