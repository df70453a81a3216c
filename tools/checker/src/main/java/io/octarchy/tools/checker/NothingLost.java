package io.octarchy.tools.checker;

/**
 * I3: the set of entities equals created minus removed. What runs must have been created (announced within a bound, since
 * an entity counts as created only once its standby has it) and must not have been removed; what was created and not
 * removed must not be dropped by a node that goes on.
 */
final class NothingLost extends Invariant {
    private final long boundTicks;
    private final boolean[] created;
    private final boolean[] removed;
    private final long[] createdEpoch;
    private final long[] removedTick;
    private final long[] removedEpoch;
    private final long[] grantEpoch;
    private final long[] grantTick;
    private final long[] firstSeen;
    private final boolean[] told;
    private long createdCount;
    private long removedCount;

    NothingLost(final CheckerSettings settings) {
        super("I3");
        final int capacity = settings.maxEntities();
        boundTicks = settings.orphanTicks();
        created = new boolean[capacity];
        removed = new boolean[capacity];
        createdEpoch = new long[capacity];
        removedTick = new long[capacity];
        removedEpoch = new long[capacity];
        grantEpoch = new long[capacity];
        grantTick = new long[capacity];
        firstSeen = new long[capacity];
        told = new boolean[capacity];
    }

    void add(final int slot, final long now) {
        firstSeen[slot] = now;
    }

    void onRun(final int slot, final long entity, final long tick, final int incarnation) {
        check();
        if (removed[slot] && tick > removedTick[slot] && !told[slot]) {
            told[slot] = true;
            violated(
                    "entity %d: node %d ran it in tick %d, though it was removed after tick %d",
                    entity, incarnation, tick, removedTick[slot]);
        }
    }

    void onCreated(final int slot, final long entity, final long epoch, final long tick) {
        if (!created[slot]) {
            created[slot] = true;
            createdEpoch[slot] = epoch;
            createdCount++;
        } else if (createdEpoch[slot] == epoch) {
            violated("entity %d: created twice at epoch %s, tick %d", entity, epoch(epoch), tick);
        }
    }

    /** A copy of it outlived its node: so a standby had it, and it counts as created even if nobody lived to say so. */
    void onGranted(final int slot, final long epoch, final long copyTick) {
        if (epoch > grantEpoch[slot]) {
            grantEpoch[slot] = epoch;
            grantTick[slot] = copyTick;
        }
        if (removed[slot] && isVoid(slot, removedEpoch[slot], removedTick[slot])) {
            removed[slot] = false;
            removedCount--;
        }
        if (!created[slot]) {
            created[slot] = true;
            createdEpoch[slot] = epoch;
            createdCount++;
        }
    }

    /** What befell an entity after the copy that it went on from never was; with that copy's tick it was still there. */
    private boolean isVoid(final int slot, final long epoch, final long tick) {
        return epoch < grantEpoch[slot] && tick >= grantTick[slot];
    }

    /**
     * The standby of a node that died tells once more what that node may have told itself: the very same.
     *
     * @return does it count?
     */
    boolean onRemoved(final int slot, final long entity, final long epoch, final long tick) {
        if (isVoid(slot, epoch, tick)) {
            return false;
        }
        if (removed[slot]) {
            if (tick != removedTick[slot]) {
                violated("entity %d: removed twice, after tick %d and after tick %d", entity, removedTick[slot], tick);
            }
            return true;
        }
        removed[slot] = true;
        removedTick[slot] = tick;
        removedEpoch[slot] = epoch;
        removedCount++;
        return true;
    }

    void onState(final int slot, final long entity, final Presence.State state, final boolean runs, final long now) {
        check();
        final boolean fault = created[slot]
                ? state == Presence.State.LOST && !removed[slot]
                : runs && !removed[slot] && now - firstSeen[slot] > boundTicks;
        if (fault && !told[slot]) {
            told[slot] = true;
            violated(
                    created[slot]
                            ? "entity %d: lost, its authority goes on without it"
                            : "entity %d: runs but was never created",
                    entity);
        } else if (!fault && !removed[slot]) {
            told[slot] = false;
        }
    }

    boolean isAlive(final int slot) {
        return created[slot] && !removed[slot];
    }

    boolean isRemoved(final int slot) {
        return removed[slot];
    }

    boolean isCreated(final int slot) {
        return created[slot];
    }

    long removedTick(final int slot) {
        return removedTick[slot];
    }

    void forget(final int slot) {
        created[slot] = false;
        removed[slot] = false;
        grantEpoch[slot] = 0;
        told[slot] = false;
    }

    long created() {
        return createdCount;
    }

    long removed() {
        return removedCount;
    }
}
