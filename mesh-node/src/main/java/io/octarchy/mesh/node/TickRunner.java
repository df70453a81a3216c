package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CommandStep.APPLIED;
import static io.octarchy.codec.event.CommandStep.RETURNED;
import static io.octarchy.codec.event.CommandStep.SENT;
import static io.octarchy.codec.event.CounterKind.INPUTS_APPLIED;

import io.octarchy.mesh.api.CommandOutcome;
import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.EntityVisitor;
import io.octarchy.mesh.api.PlayerInput;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.api.TickContext;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.StandbyProgress;
import io.octarchy.mesh.command.CommandHost;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.replicator.slab.EntitySlab;
import org.agrona.DirectBuffer;

/**
 * Runs ticks of the game. An entity's row holds the last tick that it ran; a tick is run for those whose next one it is.
 * One that is further behind has its missing ticks frozen, told of, and never run (rule 17).
 */
final class TickRunner implements TickContext, CommandHost {
    private static final int DEPTH = 4;
    private static final long NOWHERE = -1;

    private final World world;
    private final EntitySlab slab;
    private final AuthorityTable table;
    private final Fencing fencing;
    private final Simulation game;
    private final Spawner spawner;
    private final Territory territory;
    private final StandbyProgress standby;
    private final InputQueues inputs;
    private final NodeEvents events;
    private final NodeCounters counters;
    private final Creations creations;
    private final CommandPost post;
    private final int[] running;
    private final int[] leaving;
    private final int[] removals;
    private final boolean[] removing;
    private final EntityCursor runCursor;
    private final EntityCursor findCursor;
    private final EntityCursor spawnCursor;
    private final EntityCursor inputCursor;
    private final EntityCursor commandCursor;
    private final Nearby[] nearby = new Nearby[DEPTH];
    private int nearbyDepth;
    private int size;
    private int leavingCount;
    private int removalCount;
    private long tick;
    private long frozenTicks;
    private long foundedFrom;
    private long foundedEnd;

    TickRunner(
            final World world,
            final Fencing fencing,
            final Simulation game,
            final Spawner spawner,
            final Territory territory,
            final StandbyProgress standby,
            final InputQueues inputs,
            final NodeEvents events,
            final NodeCounters counters,
            final Creations creations,
            final CommandPost post) {
        this.world = world;
        this.fencing = fencing;
        this.game = game;
        this.spawner = spawner;
        this.territory = territory;
        this.standby = standby;
        this.inputs = inputs;
        this.events = events;
        this.counters = counters;
        this.creations = creations;
        this.post = post;
        slab = world.slab();
        table = world.table();
        running = new int[slab.capacity()];
        leaving = new int[slab.capacity()];
        removals = new int[slab.capacity()];
        removing = new boolean[slab.capacity()];
        runCursor = new EntityCursor(world);
        findCursor = new EntityCursor(world);
        spawnCursor = new EntityCursor(world);
        inputCursor = new EntityCursor(world);
        commandCursor = new EntityCursor(world);
        for (int i = 0; i < DEPTH; i++) {
            nearby[i] = new Nearby(new EntityCursor(world));
        }
    }

    /** Run a tick of all ruled entities; those that do not count as created yet wait, so that nothing they do can be lost. */
    void runAll(final long newTick) {
        tick = newTick;
        post.commands().beginTick();
        post.leavers().beginTick();
        size = 0;
        leavingCount = 0;
        for (int slot = 0; slot < slab.highWater(); slot++) {
            if (!table.isAuthority(table.recordOfSlot(slot)) || slab.tick(slot) >= newTick) {
                continue;
            }
            if (creations.isPending(slot)) {
                slab.tick(slot, newTick);
            } else {
                freezeUpTo(slot, newTick - 1);
                add(slot);
            }
        }
        run(newTick);
    }

    private void add(final int slot) {
        if (post.leavers().isLeaving(slot)) {
            leaving[leavingCount++] = slot;
        } else {
            running[size++] = slot;
        }
    }

    /** Run a tick of one entity that came in late (rule 17). */
    void runOne(final long newTick, final int slot) {
        freezeUpTo(slot, newTick - 1);
        size = 0;
        leavingCount = 0;
        add(slot);
        run(newTick);
    }

    /** Ticks that pass for an entity without being run are told of, and over. */
    void freezeUpTo(final int slot, final long lastFrozen) {
        final long from = slab.tick(slot) + 1;
        if (from <= lastFrozen) {
            events.frozen(slab.entity(slot), from, lastFrozen);
            frozenTicks += lastFrozen - from + 1;
            slab.tick(slot, lastFrozen);
        }
    }

    private void run(final long newTick) {
        tick = newTick;
        applyInputs();
        game.onTick(this);
        events.tickRanBegin(tick);
        for (int i = 0; i < size; i++) {
            ran(running[i]);
        }
        for (int i = 0; i < leavingCount; i++) {
            ran(leaving[i]);
        }
        events.tickRanEnd();
        removeWhatTheGameRemoved();
        removeWhatMayLeave();
    }

    private void ran(final int slot) {
        final int record = table.recordOfSlot(slot);
        if (table.isAuthority(record)) {
            slab.tick(slot, tick);
            table.tick(record, tick);
            world.writer(slot, fencing.incarnation());
            world.place(slot);
            world.load(slot);
            events.tickRan(slab.entity(slot), slab.epoch(slot), world.quantity(slot));
        }
    }

    /** After the tick, so that the game walks over unchanged entities, and their last tick counts. */
    private void removeWhatTheGameRemoved() {
        for (int i = 0; i < removalCount; i++) {
            final int slot = removals[i];
            removing[slot] = false;
            spawner.remove(slot);
        }
        removalCount = 0;
    }

    private void removeWhatMayLeave() {
        for (int i = 0; i < leavingCount; i++) {
            if (post.leavers().mayGo(leaving[i])) {
                spawner.removeNow(leaving[i]);
            }
        }
        leavingCount = 0;
    }

    private void applyInputs() {
        for (int i = 0; i < size; i++) {
            final int slot = running[i];
            final int waiting = inputs.size(slot);
            for (int j = 0; j < waiting; j++) {
                final PlayerInput input = inputs.input(slot, j);
                if (slab.lastInput(slot) == 0 || input.sequence() - slab.lastInput(slot) > 0) {
                    game.onInput(inputCursor.at(slot), input);
                    slab.lastInput(slot, input.sequence());
                    counters.increment(INPUTS_APPLIED);
                }
            }
            if (waiting > 0) {
                inputs.clear(slot);
            }
        }
    }

    /** The game's entities of a part of the world that begins: an interval of the curve. */
    void startWorld(final long atTick, final long start, final long end) {
        tick = atTick;
        size = 0;
        leavingCount = 0;
        foundedFrom = start;
        foundedEnd = end;
        try {
            game.onWorldStart(this);
        } finally {
            foundedEnd = 0;
        }
        removeWhatTheGameRemoved();
    }

    /** Entity ticks frozen since the last call. */
    int takeFrozenTicks() {
        final int taken = (int) frozenTicks;
        frozenTicks = 0;
        return taken;
    }

    @Override
    public long tick() {
        return tick;
    }

    @Override
    public float secondsPerTick() {
        return world.settings().tickIntervalNs() * 1e-9f;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Entity entity(final int index) {
        return runCursor.at(running[index]);
    }

    @Override
    public Entity find(final long id) {
        return slab.slotOf(id) == EntitySlab.NONE ? null : findCursor.at(slab.slotOf(id));
    }

    @Override
    public void nearby(
            final double x, final double y, final double z, final double radiusMetres, final EntityVisitor visitor) {
        if (nearbyDepth == DEPTH) {
            throw new IllegalStateException("nearby is nested more than " + DEPTH + " deep");
        }
        final Nearby query = nearby[nearbyDepth++];
        query.visitor = visitor;
        try {
            world.index().querySphere(x, y, z, radiusMetres, query);
        } finally {
            nearbyDepth--;
        }
    }

    @Override
    public boolean owns(final double x, final double y, final double z) {
        if (foundedEnd == 0) {
            return territory.owns(x, y, z);
        }
        final long at = world.cube().contains(x, y, z) ? world.cube().curveAt(x, y, z) : NOWHERE;
        return at >= foundedFrom && at < foundedEnd;
    }

    @Override
    public double worldMinX() {
        return world.settings().minX();
    }

    @Override
    public double worldMinY() {
        return world.settings().minY();
    }

    @Override
    public double worldMinZ() {
        return world.settings().minZ();
    }

    @Override
    public double worldEdgeMetres() {
        return world.settings().edgeMetres();
    }

    @Override
    public Entity spawn(final int type, final double x, final double y, final double z) {
        final int slot = spawner.spawn(type, x, y, z, tick);
        return slot == EntitySlab.NONE ? null : spawnCursor.at(slot);
    }

    @Override
    public void remove(final Entity entity) {
        final int slot = ((EntityCursor) entity).slot();
        if (!table.isAuthority(table.recordOfSlot(slot))) {
            throw new IllegalStateException("entity " + entity.id() + " is not ruled here");
        }
        if (!removing[slot]) {
            removing[slot] = true;
            removals[removalCount++] = slot;
        }
    }

    @Override
    public void joint(final Entity a, final Entity b) {
        mark((EntityCursor) a);
        mark((EntityCursor) b);
    }

    private void mark(final EntityCursor entity) {
        final int record = table.recordOfSlot(entity.slot());
        if (!table.isAuthority(record)) {
            throw new IllegalStateException("entity " + entity.id() + " is not ruled here: no joint tick with it");
        }
        table.markFrame(record, standby.nextFrame());
    }

    @Override
    public CommandOutcome command(
            final Entity from, final long to, final DirectBuffer command, final int offset, final int length) {
        return post.commands().send(((EntityCursor) from).slot(), to, command, offset, length);
    }

    @Override
    public boolean mayApply(final int slot) {
        return slab.tick(slot) < tick && !creations.isPending(slot);
    }

    @Override
    public void onSent(
            final int slot,
            final long to,
            final long sequence,
            final DirectBuffer command,
            final int offset,
            final int length) {
        final long quantity = game.quantity(command, offset, length);
        events.commandPassed(tick, SENT, slab.epoch(slot), slab.entity(slot), to, sequence, quantity);
    }

    @Override
    public void onCommand(
            final long from,
            final int slot,
            final long sequence,
            final DirectBuffer command,
            final int offset,
            final int length) {
        if (sequence > 0) {
            final long quantity = game.quantity(command, offset, length);
            events.commandPassed(tick, APPLIED, slab.epoch(slot), from, slab.entity(slot), sequence, quantity);
        }
        game.onCommand(from, commandCursor.at(slot), command, offset, length);
    }

    @Override
    public void onReturned(
            final int slot,
            final long to,
            final long sequence,
            final DirectBuffer command,
            final int offset,
            final int length) {
        final long quantity = game.quantity(command, offset, length);
        events.commandPassed(tick, RETURNED, slab.epoch(slot), slab.entity(slot), to, sequence, quantity);
        game.onCommandReturned(commandCursor.at(slot), to, command, offset, length);
    }

    private static final class Nearby implements io.octarchy.space.index.SlotVisitor {
        private final EntityCursor cursor;
        private EntityVisitor visitor;

        Nearby(final EntityCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public void onSlot(final int slot, final double distanceSquared) {
            visitor.onEntity(cursor.at(slot), distanceSquared);
        }
    }
}
