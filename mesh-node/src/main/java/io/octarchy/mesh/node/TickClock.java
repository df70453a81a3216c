package io.octarchy.mesh.node;

/**
 * When ticks are due on this node's monotonic clock. The coordinator names the log time of one tick and the interval; the
 * offset from log time to the local clock is taken from the heartbeat with the least round trip of late, and slewed by at
 * most 5 %, stepped only forward when it is off by more than a second (design, section 4). A node that is ahead by more than
 * {@value #FAR_AHEAD_NS} ns runs at half speed until it is not: what it hands over would stand still for as long. What a
 * heartbeat proves to be no longer true, as after a step of either clock, is forgotten. The first heartbeats of a process
 * are its slowest: no tick runs before several have come back, and until then the offset is simply the best one. A node
 * whose ticks are not due when those of others are would freeze all that is handed over to it.
 */
public final class TickClock {
    private static final int SAMPLES = 16;
    private static final int SAMPLES_TO_BEGIN = 8;
    private static final int SLEW_DIVISOR = 20;
    private static final int FAR_SLEW_DIVISOR = 2;
    private static final long FAR_AHEAD_NS = 250_000_000L;
    /** That two clocks drift apart while samples are kept. */
    private static final long DRIFT_NS = 20_000_000L;

    private static final long FORGOTTEN = Long.MAX_VALUE;
    private static final long STEP_NS = 1_000_000_000L;

    private long firstTick;
    private long firstTickNs;
    private final long intervalNs;
    private final long[] offsets = new long[SAMPLES];
    private final long[] roundTrips = new long[SAMPLES];
    private int samples;
    private long offsetNs;
    private long adjustedAtNs;
    private long steps;

    /**
     * @param firstTick a tick,
     * @param firstTickNs and its log time.
     */
    public TickClock(final long firstTick, final long firstTickNs, final long intervalNs) {
        this.firstTick = firstTick;
        this.firstTickNs = firstTickNs;
        this.intervalNs = intervalNs;
    }

    /** The world has hibernated, and goes on with a tick at a log time. Older news change nothing. */
    public void onGoesOn(final long tick, final long logTimeNs) {
        if (tick > firstTick) {
            firstTick = tick;
            firstTickNs = logTimeNs;
        }
    }

    /** A heartbeat came back: it was sent and received at local times, and handled at a log time in between. */
    public void onSample(final long sentNs, final long receivedNs, final long logTimeNs) {
        final int at = samples % SAMPLES;
        roundTrips[at] = receivedNs - sentNs;
        offsets[at] = logTimeNs - (sentNs + roundTrips[at] / 2);
        samples++;
        forgetWhatContradicts(at);
        final long best = bestOffset();
        if (samples <= SAMPLES_TO_BEGIN) {
            offsetNs = best;
        } else {
            slew(best - offsetNs, receivedNs - adjustedAtNs);
        }
        adjustedAtNs = receivedNs;
    }

    /** Each sample bounds the offset by half its round trip; of two that cannot both be true the newer one is. */
    private void forgetWhatContradicts(final int newest) {
        for (int i = 0; i < Math.min(samples, SAMPLES); i++) {
            final long apartNs = Math.abs(offsets[i] - offsets[newest]);
            if (roundTrips[i] != FORGOTTEN && apartNs > (roundTrips[i] + roundTrips[newest]) / 2 + DRIFT_NS) {
                roundTrips[i] = FORGOTTEN;
            }
        }
    }

    private long bestOffset() {
        int best = 0;
        for (int i = 1; i < Math.min(samples, SAMPLES); i++) {
            if (roundTrips[i] < roundTrips[best]) {
                best = i;
            }
        }
        return offsets[best];
    }

    private void slew(final long error, final long elapsedNs) {
        if (error > STEP_NS) {
            offsetNs += error;
            steps++;
        } else {
            final long most = Math.max(0, elapsedNs) / (error < -FAR_AHEAD_NS ? FAR_SLEW_DIVISOR : SLEW_DIVISOR);
            offsetNs += Math.max(-most, Math.min(most, error));
        }
    }

    /** Is the offset known well enough to run ticks? */
    public boolean isReady() {
        return samples >= SAMPLES_TO_BEGIN;
    }

    /** Local time at which a tick is due. */
    public long dueNs(final long tick) {
        return firstTickNs + (tick - firstTick) * intervalNs - offsetNs;
    }

    /** The newest tick that is due at a local time. */
    public long tickAt(final long nowNs) {
        return firstTick + Math.floorDiv(nowNs + offsetNs - firstTickNs, intervalNs);
    }

    public long intervalNs() {
        return intervalNs;
    }

    /** Forward steps of more than a second. */
    public long steps() {
        return steps;
    }
}
