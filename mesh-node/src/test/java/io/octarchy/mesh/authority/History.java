package io.octarchy.mesh.authority;

import org.agrona.collections.Long2LongHashMap;

/** What was simulated and shown anywhere, and the invariants over it. A violation is an AssertionError. */
final class History {
    static final int ROLLBACK_TICKS = 2;
    private static final long NONE = Long.MIN_VALUE;
    /** Entity whose story is printed, to find out why a seed fails. */
    private static final long TRACED = Long.getLong("octarchy.trace", 0);

    private final Long2LongHashMap stateAt = new Long2LongHashMap(NONE);
    private final Long2LongHashMap grantedAt = new Long2LongHashMap(NONE);
    private final Long2LongHashMap lastTick = new Long2LongHashMap(NONE);
    private final Long2LongHashMap shownTick = new Long2LongHashMap(NONE);
    private final Long2LongHashMap ranEpoch = new Long2LongHashMap(NONE);
    private long simulated;
    private long frozen;
    private long handovers;
    private long resumed;
    private long grants;
    private long rollbacks;

    /** I1: no tick of an entity is simulated twice, anywhere, believed or accepted. */
    void ran(final int node, final long entity, final long epoch, final long tick, final long state) {
        simulated++;
        note(entity, node, "ran tick " + tick);
        final long before = stateAt.put(key(entity, tick), state);
        if (before != NONE) {
            throw new AssertionError("I1: tick " + tick + " of " + entity + " run twice, now by " + node);
        }
        final long previous = lastTick.get(entity);
        if (tick > previous) {
            if (previous != NONE && epoch < ranEpoch.get(entity)) {
                throw new AssertionError("I1: " + node + " runs tick " + tick + " of " + entity + " at a lower epoch");
            }
            ranEpoch.put(entity, epoch);
            lastTick.put(entity, tick);
        }
    }

    static boolean isTraced(final long entity) {
        return entity == TRACED;
    }

    static void note(final long entity, final int node, final String text) {
        if (isTraced(entity)) {
            System.err.println("node " + node + ' ' + text);
        }
    }

    /** Ticks that passed in doubt, suspension or takeover. */
    void froze(final long ticks) {
        frozen += ticks;
    }

    void shown(final long entity, final long tick) {
        if (tick > shownTick.get(entity)) {
            shownTick.put(entity, tick);
        }
    }

    /** I9: a handover goes on from the very tick and state that the source froze. */
    void tookOver(final int node, final long entity, final long tick, final long state) {
        handovers++;
        note(entity, node, "took over at tick " + tick);
        if (tick != lastTick.get(entity)) {
            throw new AssertionError("I9: " + node + " took " + entity + " over at tick " + tick + " instead of "
                    + lastTick.get(entity));
        }
        checkState(node, entity, tick, state);
    }

    /** I3, I4: a grant goes on from a state that was, at most two ticks behind what was shown. */
    void granted(
            final int node,
            final long entity,
            final long copyTick,
            final long state,
            final long newTick,
            final boolean single) {
        grants++;
        note(entity, node, "was granted, copy of tick " + copyTick + ", goes on after " + newTick);
        checkState(node, entity, copyTick, state);
        if (single && copyTick < shownTick.get(entity) - ROLLBACK_TICKS) {
            throw new AssertionError(
                    "I4: " + entity + " shown at " + shownTick.get(entity) + ", restored at " + copyTick);
        }
        rollbacks += shownTick.get(entity) > copyTick ? 1 : 0;
        if (newTick < lastTick.get(entity)) {
            throw new AssertionError(
                    "I1: " + entity + " goes on after tick " + newTick + ", was run at " + lastTick.get(entity));
        }
        lastTick.put(entity, newTick);
        grantedAt.put(key(entity, newTick), state);
        shownTick.put(entity, Math.min(shownTick.get(entity), newTick));
    }

    void resumed() {
        resumed++;
    }

    private void checkState(final int node, final long entity, final long tick, final long state) {
        if (stateAt.get(key(entity, tick)) != state && grantedAt.get(key(entity, tick)) != state) {
            throw new AssertionError(
                    "I3: " + node + " has a state of " + entity + " at tick " + tick + " that never was");
        }
    }

    long shownTick(final long entity) {
        return shownTick.get(entity);
    }

    long lastTick(final long entity) {
        return lastTick.get(entity);
    }

    long simulated() {
        return simulated;
    }

    long frozen() {
        return frozen;
    }

    long handovers() {
        return handovers;
    }

    long resumes() {
        return resumed;
    }

    long grants() {
        return grants;
    }

    long rollbacks() {
        return rollbacks;
    }

    private static long key(final long entity, final long tick) {
        return entity << 24 | tick;
    }
}
