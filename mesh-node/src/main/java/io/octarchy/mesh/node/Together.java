package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.TOGETHER_BROUGHT;
import static io.octarchy.codec.event.CounterKind.TOGETHER_FAILED;

import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.api.TogetherOutcome;
import io.octarchy.mesh.authority.AuthorityContext;
import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.replicator.slab.EntitySlab;

/**
 * Joint operations: two entities are brought to one node by a plain handover, and the operation is run on both in one tick
 * there. Nothing has happened before that tick, and afterwards it is a joint tick like any other (rule 22), so that a crash
 * leaves both entities as they were before it or both as they are after it.
 *
 * <pre>
 *   begin ──► COMING ──both ruled here──► run ──► gone
 *               │ TogetherAsk, repeated
 *               '── refused, yielded, or 2 s of ticks ──► failed ──► gone
 * </pre>
 *
 * <p>While one waits, neither it nor its partner leaves this node by the policy of borders, for 2 s of ticks at most. Two that
 * want each other, or a ring of them, do not wait for each other: of an asker that is asked for itself, the lower id wins.
 * A wish lives in memory alone: it is forgotten, never half done, when its node dies.
 *
 * <p>Bounded; allocates nothing. Not thread safe.
 */
final class Together {
    /** Wishes of one node that wait at once. */
    static final int MAX_OPEN = 256;

    /** Until a wish fails. */
    static final int PATIENCE_TICKS = 40;

    /** From ask to ask. A handover takes about as long. */
    private static final long RETRY_NS = 50_000_000L;

    private final World world;
    private final AuthorityContext context;
    private final AuthorityTable table;
    private final EntitySlab slab;
    private final Simulation game;
    private final Territory territory;
    private final Creations creations;
    private final Leavers leavers;
    private final HandoverSource handovers;
    private final Territory.Targets targets;
    private final NodeCounters counters;
    private final TogetherPublisher publisher;
    private final EntityCursor firstCursor;
    private final EntityCursor secondCursor;
    private final int[] wishOfSlot;
    private final int[] slotOf = new int[MAX_OPEN];
    private final long[] asker = new long[MAX_OPEN];
    private final long[] partner = new long[MAX_OPEN];
    private final long[] operation = new long[MAX_OPEN];
    private final long[] deadlineTick = new long[MAX_OPEN];
    private final long[] nextAskNs = new long[MAX_OPEN];
    private final boolean[] isAsked = new boolean[MAX_OPEN];
    private final int[] batch = new int[1];
    private int open;
    private boolean isSweeping;

    Together(
            final World world,
            final AuthorityContext context,
            final Simulation game,
            final Territory territory,
            final Creations creations,
            final Leavers leavers,
            final HandoverSource handovers,
            final Territory.Targets targets,
            final NodeCounters counters) {
        this.world = world;
        this.context = context;
        this.game = game;
        this.territory = territory;
        this.creations = creations;
        this.leavers = leavers;
        this.handovers = handovers;
        this.targets = targets;
        this.counters = counters;
        table = world.table();
        slab = world.slab();
        publisher = new TogetherPublisher(context.fencing(), context.peers());
        firstCursor = new EntityCursor(world);
        secondCursor = new EntityCursor(world);
        wishOfSlot = new int[slab.capacity()];
    }

    /** Wishes that wait. */
    int open() {
        return open;
    }

    /**
     * Run it now or have the partner come; within a tick of the asker.
     *
     * @param slot of the asker.
     * @throws IllegalStateException when the asker is not ruled here.
     * @throws IllegalArgumentException when the partner is nobody, or the asker itself.
     */
    TogetherOutcome begin(final int slot, final long other, final long what, final long tick) {
        final int record = table.recordOfSlot(slot);
        if (!table.isAuthority(record)) {
            throw new IllegalStateException("slot " + slot + " holds nothing that is ruled here");
        }
        if (other == 0 || other == slab.entity(slot)) {
            throw new IllegalArgumentException("entity " + slab.entity(slot) + " together with " + other);
        }
        if (isSweeping || wishOfSlot[slot] != 0 || leavers.isLeaving(slot)) {
            return TogetherOutcome.REFUSED;
        }
        final int otherSlot = slab.slotOf(other);
        if (otherSlot == EntitySlab.NONE) {
            return TogetherOutcome.REFUSED;
        }
        if (mayRun(otherSlot, tick)) {
            run(slot, otherSlot, what);
            return TogetherOutcome.APPLIED;
        }
        if (open == MAX_OPEN || table.handover(record) != 0 || !territory.isWithinReach(otherSlot)) {
            return TogetherOutcome.REFUSED;
        }
        slotOf[open] = slot;
        asker[open] = slab.entity(slot);
        partner[open] = other;
        operation[open] = what;
        deadlineTick[open] = tick + PATIENCE_TICKS;
        isAsked[open] = false;
        wishOfSlot[slot] = ++open;
        return TogetherOutcome.COMING;
    }

    /** Is it ruled here, and does it run in this tick? */
    private boolean mayRun(final int slot, final long tick) {
        return table.isAuthority(table.recordOfSlot(slot))
                && slab.tick(slot) < tick
                && !creations.isPending(slot)
                && !leavers.isLeaving(slot);
    }

    private void run(final int first, final int second, final long what) {
        final long frame = context.standby().nextFrame();
        table.markFrame(table.recordOfSlot(first), frame);
        table.markFrame(table.recordOfSlot(second), frame);
        game.onTogether(firstCursor.at(first), secondCursor.at(second), what);
    }

    /** A tick begins, and who runs in it is known: run what waited for its partner, in the order of the wishes. */
    void beginTick(final long tick) {
        int kept = 0;
        isSweeping = true;
        for (int i = 0; i < open; i++) {
            wishOfSlot[slotOf[i]] = 0;
            if (!isSettled(i, tick)) {
                keep(i, kept++);
            }
        }
        open = kept;
        isSweeping = false;
    }

    private boolean isSettled(final int wish, final long tick) {
        final int slot = slotOf[wish];
        final int record = table.recordOfSlot(slot);
        if (!table.isAuthority(record) || table.entity(record) != asker[wish]) {
            return true;
        }
        final int otherSlot = slab.slotOf(partner[wish]);
        if (otherSlot != EntitySlab.NONE && mayRun(slot, tick) && mayRun(otherSlot, tick)) {
            run(slot, otherSlot, operation[wish]);
            if (isAsked[wish]) {
                counters.increment(TOGETHER_BROUGHT);
            }
            return true;
        }
        if (tick < deadlineTick[wish]) {
            return false;
        }
        counters.increment(TOGETHER_FAILED);
        game.onTogetherFailed(firstCursor.at(slot), partner[wish], operation[wish]);
        return true;
    }

    private void keep(final int from, final int to) {
        slotOf[to] = slotOf[from];
        asker[to] = asker[from];
        partner[to] = partner[from];
        operation[to] = operation[from];
        deadlineTick[to] = deadlineTick[from];
        nextAskNs[to] = nextAskNs[from];
        isAsked[to] = isAsked[from];
        wishOfSlot[slotOf[to]] = to + 1;
    }

    /** Must the entity in this slot stay here for now, whatever region it is in? */
    boolean isPinned(final int slot) {
        return open > 0 && (wishOfSlot[slot] != 0 || isAwaited(slab.entity(slot)));
    }

    private boolean isAwaited(final long entity) {
        for (int i = 0; i < open; i++) {
            if (partner[i] == entity) {
                return true;
            }
        }
        return false;
    }

    /** Another node's entity wants one of ours to come. Repeated, so that what cannot be now is left to the next time. */
    void onAsk(final long nowNs, final int from, final long itsAsker, final long itsPartner) {
        final int record = table.find(itsPartner);
        if (!context.lease().isValid(nowNs) || !table.isAuthority(record) || table.handover(record) != 0) {
            return;
        }
        final int slot = table.slot(record);
        if (creations.isPending(slot) || leavers.isLeaving(slot) || isAwaited(itsPartner)) {
            return;
        }
        if (wishOfSlot[slot] != 0) {
            onRivals(from, itsAsker, itsPartner, wishOfSlot[slot] - 1);
        } else if (targets.isReachable(from) && handovers.hasRoom(from, 1)) {
            batch[0] = record;
            handovers.begin(nowNs, from, batch, 1, world.weight(slot), false);
        }
    }

    /** Who is asked for is an asker itself: the lower id goes first, so that nobody waits in a ring. */
    private void onRivals(final int from, final long itsAsker, final long itsPartner, final int own) {
        if (Long.compareUnsigned(itsAsker, itsPartner) < 0) {
            deadlineTick[own] = Long.MIN_VALUE;
        } else {
            publisher.refused(from, itsAsker, itsPartner);
        }
    }

    /** The partner has a wish of its own that goes first. */
    void onRefused(final long itsAsker, final long itsPartner) {
        final int slot = slab.slotOf(itsAsker);
        final int wish = slot == EntitySlab.NONE ? -1 : wishOfSlot[slot] - 1;
        if (wish >= 0 && asker[wish] == itsAsker && partner[wish] == itsPartner) {
            deadlineTick[wish] = Long.MIN_VALUE;
        }
    }

    /** Ask for those who are not here yet. */
    int doWork(final long nowNs) {
        if (open == 0 || !context.lease().isValid(nowNs)) {
            return 0;
        }
        int work = 0;
        for (int i = 0; i < open; i++) {
            if (!isAsked[i] || nowNs - nextAskNs[i] >= 0) {
                work += ask(nowNs, i);
            }
        }
        return work;
    }

    private int ask(final long nowNs, final int wish) {
        final int record = table.find(partner[wish]);
        if (record == AuthorityTable.MISSING || table.role(record) != AuthorityRole.NONE) {
            return 0;
        }
        final int owner = table.highestOwner(record);
        if (owner == context.fencing().incarnation()
                || !targets.isReachable(owner)
                || !publisher.ask(owner, asker[wish], partner[wish])) {
            return 0;
        }
        isAsked[wish] = true;
        nextAskNs[wish] = nowNs + RETRY_NS;
        return 1;
    }
}
