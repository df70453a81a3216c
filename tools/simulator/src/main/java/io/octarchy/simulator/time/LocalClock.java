package io.octarchy.simulator.time;

/** One host's monotonic clock: begins anywhere, runs a little fast or slow, and may jump ahead. */
public final class LocalClock {
    private static final double MILLION = 1e6;

    private long trueNs;
    private long localNs;
    private double rate;

    /**
     * @param trueNs now.
     * @param localNs what the clock shows now.
     * @param driftPpm how much faster than true time it runs, in millionths.
     */
    public LocalClock(final long trueNs, final long localNs, final double driftPpm) {
        this.trueNs = trueNs;
        this.localNs = localNs;
        rate = driftPpm / MILLION;
    }

    /** What it shows at a true time, which is not before the newest change. */
    public long at(final long nowNs) {
        final long elapsedNs = nowNs - trueNs;
        return localNs + elapsedNs + (long) (elapsedNs * rate);
    }

    /** It drifts otherwise from now on. */
    public void drift(final long nowNs, final double driftPpm) {
        localNs = at(nowNs);
        trueNs = nowNs;
        rate = driftPpm / MILLION;
    }

    /** It jumps ahead. */
    public void step(final long nowNs, final long stepNs) {
        localNs = at(nowNs) + stepNs;
        trueNs = nowNs;
    }

    /** How long it takes in true time until it shows a later time. */
    public long trueNs(final long nowNs, final long localNs) {
        return nowNs + (long) ((localNs - at(nowNs)) / (1 + rate));
    }
}
