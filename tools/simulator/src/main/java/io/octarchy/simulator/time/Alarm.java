package io.octarchy.simulator.time;

/**
 * When a process runs its next duty cycle: a while after something has arrived for it or is due, now and then in between,
 * and never while it is stopped. That pause is a process's reaction: it is drawn anew for each cycle, so that any order of
 * what happens in different processes may come up. A cycle that would find nothing to do costs as much as one that does,
 * so most of those are left out.
 *
 * <p>All times are true times, in nanoseconds.
 */
public final class Alarm {
    private long cycleNs;
    private long pauseNs;
    private long wakeNs;
    private long stoppedUntilNs;

    /** @param firstNs of the first cycle. */
    public Alarm(final long firstNs) {
        cycleNs = firstNs;
        wakeNs = firstNs;
        stoppedUntilNs = firstNs;
    }

    /** The next cycle. */
    public long wakeNs() {
        return Math.max(wakeNs, stoppedUntilNs);
    }

    /**
     * A cycle runs.
     *
     * @param newPauseNs from what is due to the next cycle.
     * @param idleNs how much longer the next cycle waits when nothing is due.
     */
    public void onCycle(final long nowNs, final long newPauseNs, final long idleNs) {
        cycleNs = nowNs;
        pauseNs = newPauseNs;
        wakeNs = nowNs + newPauseNs + idleNs;
    }

    /** Something is due at a time, or has been for a while. */
    public void due(final long atNs) {
        if (atNs < wakeNs) {
            wakeNs = Math.min(wakeNs, Math.max(atNs, cycleNs) + pauseNs);
        }
    }

    /** No cycle before a time. */
    public void stop(final long untilNs) {
        stoppedUntilNs = Math.max(stoppedUntilNs, untilNs);
    }

    /** It was stopped for long enough. */
    public void go(final long nowNs) {
        stoppedUntilNs = Math.min(stoppedUntilNs, nowNs + 1);
    }
}
