package io.octarchy.tools.checker;

/**
 * When each entity was last seen running, and to whom it was given since: from that follows whether it has an authority. Time
 * is counted in ticks in which the world ran.
 */
final class Presence {
    /** What became of an entity. */
    enum State {
        /** It runs, or has not been missing for too long. */
        PRESENT,
        /** Nobody rules it: its authority is dead, or it was given to a node that never ran it. */
        ORPHAN,
        /** Its authority runs, without it. */
        LOST
    }

    private static final int RUNNING_WITHIN_TICKS = 20;

    private final NodeTable nodes;
    private final Timeline timeline;
    private final CheckerSettings settings;
    private final long[] lastRun;
    private final long[] givenEpoch;
    private final int[] givenNode;

    Presence(final NodeTable nodes, final Timeline timeline, final CheckerSettings settings) {
        this.nodes = nodes;
        this.timeline = timeline;
        this.settings = settings;
        lastRun = new long[settings.maxEntities()];
        givenEpoch = new long[settings.maxEntities()];
        givenNode = new int[settings.maxEntities()];
    }

    void add(final int slot) {
        lastRun[slot] = nodes.isStarted() ? nodes.activeNow() : 0;
        givenEpoch[slot] = -1;
    }

    void onRun(final int slot, final long tick) {
        lastRun[slot] = Math.max(lastRun[slot], nodes.active(tick));
    }

    /** Created for, handed over to or granted to a node. */
    void onGiven(final int slot, final long epoch, final int node) {
        if (epoch > givenEpoch[slot]) {
            givenEpoch[slot] = epoch;
            givenNode[slot] = node;
        }
    }

    long lastRun(final int slot) {
        return lastRun[slot];
    }

    boolean hasRunLately(final int slot) {
        return nodes.activeNow() - lastRun[slot] <= RUNNING_WITHIN_TICKS;
    }

    State stateOf(final int slot) {
        final int top = timeline.top(slot);
        final boolean awaited = top == Timeline.NONE || givenEpoch[slot] > timeline.epoch(top);
        if (awaited && givenEpoch[slot] < 0) {
            return State.PRESENT;
        }
        final int authority = awaited ? givenNode[slot] : timeline.node(top);
        final long missing = missingTicks(slot, authority);
        if (missing <= settings.orphanTicks()) {
            return State.PRESENT;
        }
        if (awaited || !nodes.isRunning(authority, RUNNING_WITHIN_TICKS)) {
            return State.ORPHAN;
        }
        // What it removed it tells when its standby knows, whose way may be clogged for a while.
        return missing <= settings.orphanTicks() + settings.settleTicks() ? State.PRESENT : State.LOST;
    }

    private long missingTicks(final int slot, final int authority) {
        if (nodes.isSuspended(authority) || nodes.isLeaderless()) {
            return 0;
        }
        // With another death every takeover that awaits a decision begins anew, and with another term every lease.
        final long since = Math.max(nodes.termBegan(), nodes.lastDeath() - settings.leaseTicks());
        final long excused = Math.max(nodes.excusedUntil(authority), since);
        return nodes.activeNow() - Math.max(lastRun[slot], excused);
    }
}
