package io.octarchy.tools.checker;

import io.octarchy.codec.event.LifeState;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.collections.Int2IntHashMap;

/**
 * What the streams tell of each node's progress, and the watermark: the tick up to which the streams of all nodes that
 * could still run it have been read. A node that is suspended, dead or gone holds nobody up, nor one whose stream is
 * further behind than streams may be.
 */
final class NodeTable {
    static final int MAX_NODES = 1024;
    private static final long NEVER = Long.MIN_VALUE / 4;
    private static final int MISSING = -1;

    private final Int2IntHashMap indexes = new Int2IntHashMap(MISSING);
    private final int[] incarnations = new int[MAX_NODES];
    private final long[] progress = new long[MAX_NODES];
    private final long[] excused = new long[MAX_NODES];
    private final boolean[] suspended = new boolean[MAX_NODES];
    private final boolean[] gone = new boolean[MAX_NODES];
    private final int maxLagTicks;
    /** The tick that was last run of each remainder: what was run between the watermark and the newest. */
    private final long[] ran;

    private int size;
    private long newest = NEVER;
    private long watermark = NEVER;
    private long idleTicks;
    private long termBegan = NEVER;
    private boolean leaderless;
    private long lastDeath = NEVER;
    private long overflows;

    NodeTable(final int maxLagTicks) {
        this.maxLagTicks = maxLagTicks;
        ran = new long[BitUtil.findNextPositivePowerOfTwo(maxLagTicks + 2)];
        Arrays.fill(ran, NEVER);
        Arrays.fill(progress, NEVER);
        Arrays.fill(excused, NEVER);
    }

    /** Index of a node; the last one is shared by all that found no room, which is counted. */
    int indexOf(final int incarnation) {
        final int index = indexes.get(incarnation);
        if (index != MISSING) {
            return index;
        }
        if (size == MAX_NODES) {
            overflows++;
            return MAX_NODES - 1;
        }
        incarnations[size] = incarnation;
        indexes.put(incarnation, size);
        return size++;
    }

    int size() {
        return size;
    }

    int incarnation(final int index) {
        return incarnations[index];
    }

    long overflows() {
        return overflows;
    }

    /** The node has named all that it ran in this tick. */
    void onTick(final int node, final long tick) {
        if (tick <= progress[node]) {
            return;
        }
        progress[node] = tick;
        newest = Math.max(newest, tick);
        // What is further ahead than there is room for makes the watermark follow first.
        advance();
        if (tick > watermark) {
            ran[(int) (tick & ran.length - 1)] = tick;
        }
    }

    void onLife(final int node, final LifeState state) {
        switch (state) {
            case SUSPENDED -> suspended[node] = true;
            case ACTIVE -> {
                if (suspended[node]) {
                    suspended[node] = false;
                    excused[node] = activeNow();
                }
            }
            case DECLARED_DEAD, STOPPED -> onGone(node);
            default -> {}
        }
        advance();
    }

    /** Declared dead, or its stream has ended. */
    void onGone(final int node) {
        if (!gone[node]) {
            gone[node] = true;
            excused[node] = suspended[node] ? activeNow() : excused[node];
            suspended[node] = false;
            lastDeath = Math.max(lastDeath, active(newest));
            advance();
        }
    }

    void onLeader(final boolean present) {
        if (leaderless && present) {
            termBegan = activeNow();
        }
        leaderless = !present;
    }

    /** Nobody decides who is dead. */
    boolean isLeaderless() {
        return leaderless;
    }

    /** When the coordinator's newest term began, in active ticks: no lease ends before a whole one from then (rule 16). */
    long termBegan() {
        return termBegan;
    }

    private void advance() {
        long least = newest;
        for (int i = 0; i < size; i++) {
            if (!gone[i] && !suspended[i] && progress[i] != NEVER) {
                least = Math.min(least, progress[i]);
            }
        }
        final long reached = Math.max(watermark, Math.max(least, newest - maxLagTicks));
        if (watermark != NEVER) {
            for (long tick = watermark + 1; tick <= reached && tick < newest; tick++) {
                idleTicks += ran[(int) (tick & ran.length - 1)] == tick ? 0 : 1;
            }
        }
        watermark = reached;
    }

    boolean isStarted() {
        return newest != NEVER;
    }

    /** All that is still to be known of ticks up to this one has been read. */
    long watermark() {
        return watermark;
    }

    /** A tick's number less the ticks in which no node ran, as far as known now. */
    long active(final long tick) {
        return tick - idleTicks;
    }

    long activeNow() {
        return active(watermark);
    }

    boolean isSuspended(final int node) {
        return suspended[node];
    }

    boolean isGone(final int node) {
        return gone[node];
    }

    /** Alive, not suspended, and ticking: what it does not run it does not rule. */
    boolean isRunning(final int node, final int withinTicks) {
        return !gone[node] && !suspended[node] && watermark - progress[node] <= withinTicks;
    }

    /** Until when it cannot be blamed for what it did not run. */
    long excusedUntil(final int node) {
        return excused[node];
    }

    /** When the newest death became known, in active ticks. */
    long lastDeath() {
        return lastDeath;
    }
}
