package io.octarchy.perf.roundtrip;

/** Starts at a fixed rate, whatever became of the last one: a start that is late stays due at its time. */
final class Timetable {
    private long intervalNs;
    private long nextNs;
    private boolean running;

    /**
     * @param phaseNs two processes of one machine, whose monotonic clocks are one, do not start at the same times when their
     *                phases differ.
     */
    void start(final long nowNs, final long interval, final long phaseNs) {
        intervalNs = interval;
        nextNs = nowNs - Math.floorMod(nowNs, interval) + interval + phaseNs;
        running = true;
    }

    void stop() {
        running = false;
    }

    boolean isDue(final long nowNs) {
        return running && nowNs - nextNs >= 0;
    }

    /** Take the start that is due: when it should have been. */
    long take() {
        final long dueNs = nextNs;
        nextNs += intervalNs;
        return dueNs;
    }
}
