package io.octarchy.tools.swarm;

import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * What a swarm measures while it runs, and nothing of the time before. Latencies in nanoseconds, in one histogram a second
 * and one of the whole run. Not thread safe.
 */
public final class SwarmMetrics {
    private static final long LONGEST_NS = 60_000_000_000L;

    private final LongConsumer listener;
    private final Histogram second = new Histogram(1_000, LONGEST_NS, 3);
    private final Histogram total = new Histogram(1_000, LONGEST_NS, 3);
    private long inputsSent;
    private long inputsMissed;
    private long views;
    private long updates;
    private long bytes;
    private long samples;
    private long connectedSum;
    private long wantedSum;
    private long wantedConnectedSum;
    private int connectedMin = Integer.MAX_VALUE;
    private double shareMin = 1;
    private long disconnects;
    private long suspended;
    private long resumed;

    public SwarmMetrics() {
        this(latencyNs -> {});
    }

    /** @param listener also hears each latency, in nanoseconds. */
    public SwarmMetrics(final LongConsumer listener) {
        this.listener = listener;
    }

    void onInputSent() {
        inputsSent++;
    }

    /** Due, but the player was not connected or the way was blocked for a whole interval. */
    void onInputMissed() {
        inputsMissed++;
    }

    void onLatency(final long latencyNs) {
        second.recordValue(Math.max(0, Math.min(LONGEST_NS, latencyNs)));
        listener.accept(latencyNs);
    }

    /** Bytes of views since the run began. */
    void onBytes(final long total) {
        bytes = total;
    }

    void onView() {
        views++;
    }

    /** An entry of a view came: an entity entered, changed or left. */
    void onUpdate() {
        updates++;
    }

    /** A player who wanted to stay is out. */
    void onUnwantedDisconnect() {
        disconnects++;
    }

    void onSuspended() {
        suspended++;
    }

    void onResumed() {
        resumed++;
    }

    void onSample(final int connected, final int wanted, final int wantedAndConnected) {
        samples++;
        connectedSum += connected;
        wantedSum += wanted;
        wantedConnectedSum += wantedAndConnected;
        connectedMin = Math.min(connectedMin, connected);
        shareMin = wanted == 0 ? shareMin : Math.min(shareMin, wantedAndConnected / (double) wanted);
    }

    /** The latencies since the last call move to the whole run's; the returned object is used again. */
    Histogram endSecond(final Histogram copy) {
        second.copyInto(copy);
        total.add(second);
        second.reset();
        return copy;
    }

    /** A histogram that {@link #endSecond} can fill. */
    static Histogram histogram() {
        return new Histogram(1_000, LONGEST_NS, 3);
    }

    /** Input to view, nanoseconds, of all seconds that have ended. */
    public Histogram latency() {
        return total;
    }

    public long inputsSent() {
        return inputsSent;
    }

    public long inputsMissed() {
        return inputsMissed;
    }

    public long views() {
        return views;
    }

    public long updates() {
        return updates;
    }

    public long bytes() {
        return bytes;
    }

    public int connectedMin() {
        return samples == 0 ? 0 : connectedMin;
    }

    public double connectedMean() {
        return samples == 0 ? 0 : connectedSum / (double) samples;
    }

    /** Of those who wanted to be in the world, how many were; 1 when nobody wanted. */
    public double connectedShareMean() {
        return wantedSum == 0 ? 1 : wantedConnectedSum / (double) wantedSum;
    }

    /** The same in the worst moment. */
    public double connectedShareMin() {
        return shareMin;
    }

    /** How often a session was told that the world is suspended. */
    public long suspended() {
        return suspended;
    }

    /** How often a session was told that it goes on after that. */
    public long resumed() {
        return resumed;
    }

    public long unwantedDisconnects() {
        return disconnects;
    }
}
