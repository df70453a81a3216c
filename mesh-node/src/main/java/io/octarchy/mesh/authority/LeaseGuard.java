package io.octarchy.mesh.authority;

/**
 * The node's own view of its right to rule (rules 6 and 7): a time, counted from when it sent the renewal and shortened by
 * a margin, and the last tick that it may run. Safety does not rest on the time; fencing and the tick do.
 */
public final class LeaseGuard {
    private final long leaseNs;
    private final long marginNs;
    private long untilNs;
    private long lastTick = -1;
    private boolean granted;
    private boolean declaredDead;

    public LeaseGuard(final long leaseNs, final long marginNs) {
        this.leaseNs = leaseNs;
        this.marginNs = marginNs;
    }

    /** A renewal that this node sent at sentNs came back. Older answers change nothing. */
    public void onRenewed(final long sentNs, final long newLastTick) {
        final long newUntilNs = sentNs + leaseNs - marginNs;
        if (!granted || newUntilNs - untilNs > 0) {
            untilNs = newUntilNs;
            granted = true;
        }
        lastTick = Math.max(lastTick, newLastTick);
    }

    /** The coordinator told this node that it is among the dead. Final for this incarnation. */
    public void onDeclaredDead() {
        declaredDead = true;
    }

    public boolean isDeclaredDead() {
        return declaredDead;
    }

    /** May this node apply or send entity data now? */
    public boolean isValid(final long nowNs) {
        return granted && !declaredDead && nowNs - untilNs < 0;
    }

    /** L: no tick above it may be run or sent. */
    public long lastTick() {
        return lastTick;
    }
}
