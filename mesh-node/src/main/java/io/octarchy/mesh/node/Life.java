package io.octarchy.mesh.node;

import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.event.NodeEvents;

/** What a node may do now (rule 7): it follows its lease, and observers are told of every change. */
final class Life {
    private final LeaseGuard lease;
    private final TickClock tickClock;
    private final NodeEvents events;
    private LifeState state = LifeState.JOINING;

    Life(final long nowNs, final LeaseGuard lease, final TickClock tickClock, final NodeEvents events) {
        this.lease = lease;
        this.tickClock = tickClock;
        this.events = events;
        events.life(state, -1, nowNs);
    }

    void follow(final long nowNs, final boolean hasLeft, final long lastTick) {
        final LifeState now = at(nowNs, hasLeft);
        if (now != state) {
            state = now;
            events.life(state, lastTick, nowNs);
        }
    }

    private LifeState at(final long nowNs, final boolean hasLeft) {
        if (lease.isDeclaredDead()) {
            return LifeState.DECLARED_DEAD;
        }
        if (hasLeft) {
            return LifeState.DRAINED;
        }
        if (lease.isValid(nowNs) && tickClock.isReady()) {
            return LifeState.ACTIVE;
        }
        return state == LifeState.JOINING ? LifeState.JOINING : LifeState.SUSPENDED;
    }

    boolean isActive() {
        return state == LifeState.ACTIVE;
    }

    /** The newest tick that may run. */
    long dueTick(final long nowNs) {
        return Math.min(tickClock.tickAt(nowNs), lease.lastTick());
    }

    long nextTickNs(final long lastTick) {
        return isActive() && lastTick >= 0 ? tickClock.dueNs(lastTick + 1) : NodeCore.NO_TICK;
    }

    LifeState state() {
        return state;
    }
}
