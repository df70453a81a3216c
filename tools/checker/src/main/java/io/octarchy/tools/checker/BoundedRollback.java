package io.octarchy.tools.checker;

import java.util.Arrays;

/**
 * I4: after a crash an entity's state is at most rollbackTicks behind what anybody was shown. Watched in advance too: no
 * node shows more than that many ticks beyond what its standby acked, but as unprotected.
 */
final class BoundedRollback extends Invariant {
    private static final long NEVER = Long.MIN_VALUE / 4;
    private static final int MAX_COUNTED_TICKS = 4096;

    /** A node runs at most so many ticks of an entity at once when it has just come (design, section 4). */
    private static final int CATCH_UP_TICKS = 2;

    private final NodeTable nodes;
    private final Timeline timeline;
    private final EntityIndex entities;
    private final CheckerSettings settings;
    private final PendingQueue grants = new PendingQueue();
    private final long[] shown = new long[NodeTable.MAX_NODES];
    private final long[] acked = new long[NodeTable.MAX_NODES];
    private final boolean[] unprotected = new boolean[NodeTable.MAX_NODES];
    private final long[] ghost;
    private final long[] ghostEpoch;
    private final long[] ghostTick;
    private final long[] rollbacks = new long[MAX_COUNTED_TICKS + 1];
    private long judged;
    private long unprotectedTicks;

    BoundedRollback(
            final NodeTable nodes,
            final Timeline timeline,
            final EntityIndex entities,
            final CheckerSettings settings) {
        super("I4");
        this.nodes = nodes;
        this.timeline = timeline;
        this.entities = entities;
        this.settings = settings;
        Arrays.fill(shown, NEVER);
        ghost = new long[settings.maxEntities()];
        ghostEpoch = new long[settings.maxEntities()];
        ghostTick = new long[settings.maxEntities()];
    }

    /** Another node was shown this tick of the entity: so its sessions may have been, too. */
    void onGhostAccepted(final int slot, final long entity, final long tick, final long epoch, final int owner) {
        if (ghost[slot] != entity || epoch > ghostEpoch[slot]) {
            ghost[slot] = entity;
            ghostEpoch[slot] = epoch;
            ghostTick[slot] = NEVER;
        }
        if (epoch == ghostEpoch[slot] && !unprotected[owner]) {
            ghostTick[slot] = Math.max(ghostTick[slot], tick);
        }
    }

    void onShown(final int node, final long tick, final long itsAcked, final boolean unprotectedNow) {
        final long before = shown[node];
        if (tick <= before) {
            return;
        }
        shown[node] = tick;
        acked[node] = itsAcked;
        unprotected[node] = unprotectedNow;
        check();
        if (unprotectedNow) {
            unprotectedTicks += before == NEVER ? 1 : tick - before;
        } else if (itsAcked < 0 || tick - itsAcked > settings.rollbackTicks()) {
            violated(
                    "node %d showed tick %d, though its standby had acked %s",
                    nodes.incarnation(node), tick, itsAcked < 0 ? "nothing" : "tick " + itsAcked);
        }
    }

    void onGranted(final int slot, final long entity, final long epoch, final long copyTick, final long resumeTick) {
        grants.add(slot, entity, epoch, copyTick, nodes.active(resumeTick) + settings.settleTicks());
        check();
        if (ghost[slot] == entity
                && ghostEpoch[slot] < epoch
                && ghostTick[slot] > copyTick + settings.rollbackTicks()) {
            violated(
                    "entity %d: a node had been shown tick %d, and it came back from a copy of tick %d",
                    entity, ghostTick[slot], copyTick);
        }
    }

    /** Judge what is due. */
    void settle(final long now) {
        for (; grants.isDue(now); grants.remove()) {
            if (entities.holds(grants.slot(), grants.entity())) {
                judge(grants.slot(), grants.entity(), grants.first(), grants.second());
            }
        }
    }

    private void judge(final int slot, final long entity, final long epoch, final long copyTick) {
        long newest = NEVER;
        int by = Timeline.NONE;
        for (int i = timeline.top(slot); i != Timeline.NONE; i = timeline.below(slot, i)) {
            final long seen = seen(i);
            if (timeline.epoch(i) < epoch && seen >= timeline.first(i) && seen > newest) {
                newest = seen;
                by = timeline.node(i);
            }
        }
        check();
        judged++;
        final long rollback = Math.max(0, newest - copyTick);
        rollbacks[(int) Math.min(rollback, MAX_COUNTED_TICKS)]++;
        if (rollback > settings.rollbackTicks()) {
            if (!unprotected[by]) {
                violated(
                        "entity %d: node %d had shown tick %d, and it came back from a copy of tick %d",
                        entity, nodes.incarnation(by), newest, copyTick);
            }
        }
    }

    /**
     * The newest tick of a stretch that was shown. The standby's frame of a tick lacks who came after it was sent, though he
     * ran that tick at once: until a later frame is acked, rule 24 lets such an entity be shown rollbackTicks beyond the COMMIT
     * that brought it, whatever the node shows of others. That it is shown no more is watched by the ghosts of it.
     */
    private long seen(final int stretch) {
        final int node = timeline.node(stretch);
        final long seen = Math.min(shown[node], timeline.last(stretch));
        // Ticks may have passed frozen before the first that it ran here, and frames without it were acked meanwhile.
        final long before = timeline.first(stretch) - 1;
        return acked[node] > before + CATCH_UP_TICKS
                ? seen
                : Math.min(seen, timeline.arrivalTick(stretch) + settings.rollbackTicks());
    }

    /** Entities that came back after a crash. */
    long rollbacks() {
        return judged;
    }

    /** Ticks that nodes showed without a standby. */
    long unprotectedTicks() {
        return unprotectedTicks;
    }

    /** Ticks rolled back at a quantile of 0 to 1. */
    long rollbackTicksAt(final double quantile) {
        long left = Math.max(1, (long) Math.ceil(quantile * judged));
        for (int i = 0; i < MAX_COUNTED_TICKS; i++) {
            left -= rollbacks[i];
            if (left <= 0) {
                return i;
            }
        }
        return MAX_COUNTED_TICKS;
    }

    long overflows() {
        return grants.overflows();
    }
}
