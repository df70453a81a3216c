package io.octarchy.replicator.view;

import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.space.index.EntityIndex;

/**
 * Composes the views of the sessions whose avatars this node rules, from all entities that it knows, ruled and ghosts.
 *
 * <p>Each session has a dense index. Its interest is computed anew every {@code interestTicks}, staggered over the sessions;
 * what is near is told every round, what is farther less often, at rounds that all sessions share, so that they share the
 * encodings. What a gateway's channel does not take stays dirty: a later round sends the difference from what was really
 * sent last, or the whole state when that is too long ago. No queue, no growth.
 *
 * <p>A session's first view resets the receiver: see {@link Replica}. A node that takes over a session opens it, and by that
 * resets it; the receiver keeps the entities that it names again. Not thread safe; allocates nothing after construction.
 */
public final class ViewComposer {
    /** No room for another session. */
    public static final int FULL = -1;

    /**
     * Rounds after a reset in which what is stale is not named: the receiver keeps it as it was for
     * {@link Replica#GRACE_TICKS}, and may have seen newer than is known here.
     */
    private static final int RECENT_ROUNDS = Replica.GRACE_TICKS / 2;

    private final EntitySlab slab;
    private final StateHistory history;
    private final ViewRings rings;
    private final ViewTarget target;
    private final VisibleTable table;
    private final Interest interest;
    private final ViewWriter writer;
    private final int maxSessions;
    private final long[] session;
    private final int[] gateway;
    private final int[] avatarSlot;
    private final int[] avatarGeneration;
    private final long[] avatarEpoch;
    private final boolean[] open;
    private final boolean[] fresh;
    private final boolean[] unfinished;
    private final int[] sequence;
    private final long[] resetRound;
    private final int[] free;
    private int freeCount;
    private int highWater;
    private int rotation;
    private long updatesDue;
    private long updatesSent;
    private long backPressured;

    /**
     * @param index holds every slot that may be seen; queried in {@link #publish}.
     * @param maxSessions bound of sessions.
     */
    public ViewComposer(
            final EntitySlab slab,
            final EntityIndex index,
            final StateHistory history,
            final ViewRings rings,
            final int maxSessions,
            final ViewTarget target,
            final OwnerLookup owners) {
        this.slab = slab;
        this.history = history;
        this.rings = rings;
        this.target = target;
        this.maxSessions = maxSessions;
        table = new VisibleTable(maxSessions, rings.maxVisible());
        interest = new Interest(slab, index, history, rings, table, owners, maxSessions);
        writer = new ViewWriter(slab, history, table, owners);
        session = new long[maxSessions];
        gateway = new int[maxSessions];
        avatarSlot = new int[maxSessions];
        avatarGeneration = new int[maxSessions];
        avatarEpoch = new long[maxSessions];
        open = new boolean[maxSessions];
        fresh = new boolean[maxSessions];
        unfinished = new boolean[maxSessions];
        sequence = new int[maxSessions];
        resetRound = new long[maxSessions];
        free = new int[maxSessions];
        for (int i = 0; i < maxSessions; i++) {
            free[i] = maxSessions - 1 - i;
        }
        freeCount = maxSessions;
    }

    /**
     * Begin to compose a session's views; the first one resets the receiver.
     *
     * @param newGateway incarnation of its gateway.
     * @return the session's index, or {@link #FULL}.
     */
    public int open(final long newSession, final int newGateway, final int newAvatarSlot) {
        if (freeCount == 0) {
            return FULL;
        }
        final int i = free[--freeCount];
        highWater = Math.max(highWater, i + 1);
        session[i] = newSession;
        gateway[i] = newGateway;
        open[i] = true;
        avatarSlot(i, newAvatarSlot);
        table.clear(i);
        interest.open(i);
        reset(i);
        return i;
    }

    /** Compose no more views of a session. */
    public void close(final int i) {
        requireOpen(i);
        open[i] = false;
        free[freeCount++] = i;
    }

    /** The avatar has another slot on this node. */
    public void avatarSlot(final int i, final int newAvatarSlot) {
        requireOpen(i);
        avatarSlot[i] = newAvatarSlot;
        avatarGeneration[i] = slab.generation(newAvatarSlot);
    }

    /** The session goes on at another gateway, which knows nothing: start afresh there. */
    public void gateway(final int i, final int newGateway) {
        gateway[i] = newGateway;
        reset(i);
    }

    /** The receiver lost a view: send the next one absolute, with the reset flag. */
    public void reset(final int i) {
        requireOpen(i);
        fresh[i] = true;
        unfinished[i] = true;
        table.retell(i);
    }

    private void requireOpen(final int i) {
        if (!open[i]) {
            throw new IllegalStateException("no session at index " + i);
        }
    }

    /**
     * Send what is due of a round, after all known entities have been captured in the history.
     *
     * @param source incarnation of this node.
     * @param fence newest fence that it has entered.
     * @return frames sent.
     */
    public int publish(final long nowNs, final int source, final int fence, final long tick) {
        writer.beginRound(source, fence, tick);
        final long before = writer.framesSent();
        rotation = rotation + 1 < highWater ? rotation + 1 : 0;
        for (int k = 0; k < highWater; k++) {
            final int i = rotation + k < highWater ? rotation + k : rotation + k - highWater;
            if (open[i] && slab.generation(avatarSlot[i]) == avatarGeneration[i]) {
                publishSession(i, tick);
            }
        }
        return (int) (writer.framesSent() - before);
    }

    /** Views count anew in each epoch of the avatar, also when it stayed here after all. */
    private void followEpoch(final int i) {
        final long epoch = slab.epoch(avatarSlot[i]);
        if (epoch != avatarEpoch[i]) {
            avatarEpoch[i] = epoch;
            reset(i);
        }
    }

    private void publishSession(final int i, final long tick) {
        followEpoch(i);
        if (fresh[i] || (history.round() + i) % rings.interestTicks() == 0) {
            resetRound[i] = fresh[i] ? history.round() : resetRound[i];
            interest.refresh(i, avatarSlot[i], history.round() - resetRound[i] >= RECENT_ROUNDS);
        }
        final FrameChannel channel = target.channel(gateway[i]);
        final int before = fresh[i] ? Numbering.beforeReset(tick) : sequence[i];
        writer.begin(channel, session[i], avatarSlot[i], before, fresh[i]);
        final boolean complete = stageAll(i) && writer.end(unfinished[i]);
        updatesSent += writer.updatesSent();
        if (writer.sequence() != before) {
            sequence[i] = writer.sequence();
            fresh[i] = false;
            unfinished[i] = true;
        }
        if (complete) {
            unfinished[i] = false;
        } else {
            backPressured++;
        }
    }

    private boolean stageAll(final int i) {
        final int first = table.first(i);
        final int end = table.end(i);
        boolean room = true;
        for (int row = first; row < end; row++) {
            if (table.state[row] == VisibleTable.FREE) {
                continue;
            }
            writer.checkTenant(row);
            final boolean due = writer.isDue(row);
            updatesDue += due ? 1 : 0;
            if (room && due) {
                room = writer.stage(row, row - first);
            }
        }
        return room;
    }

    /** Sessions open. */
    public int sessions() {
        return maxSessions - freeCount;
    }

    /** Entities that a session sees now, or is about to be told of. */
    public int visible(final int i) {
        int count = 0;
        for (int row = table.first(i); row < table.end(i); row++) {
            count += table.state[row] == VisibleTable.SHOWN || table.state[row] == VisibleTable.ENTERING ? 1 : 0;
        }
        return count;
    }

    /** Entries that were due, counted again in every round in which they are. */
    public long updatesDue() {
        return updatesDue;
    }

    /** Entries sent; all of those due when no channel pushed back. */
    public long updatesSent() {
        return updatesSent;
    }

    public long bytesSent() {
        return writer.bytesSent();
    }

    public long framesSent() {
        return writer.framesSent();
    }

    /** Views that were not sent wholly because a channel had no room or nobody received. */
    public long backPressured() {
        return backPressured;
    }
}
