package io.octarchy.tools.record;

import io.octarchy.codec.event.CounterKind;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** What one node told of itself. */
public final class NodeFigures {
    private final int incarnation;
    private final Histogram tick = new Histogram(3);
    private final long[] counters = new long[CounterKind.values().length];
    private long ticks;
    private long firstDueNs;
    private long lastDueNs;
    private int entities;
    private int sessions;
    private int ghosts;
    private long handedOver;
    private long tookOver;
    private long granted;
    private long frozenTicks;
    private long load;
    private boolean retiring;
    private int secondsSilent;
    private String life = "";

    NodeFigures(final int incarnation) {
        this.incarnation = incarnation;
        Arrays.fill(counters, 0);
    }

    void onTick(
            final long dueNs,
            final long sentNs,
            final int entitiesNow,
            final int sessionsNow,
            final int ghostsNow,
            final int frozenNow) {
        firstDueNs = ticks == 0 ? dueNs : firstDueNs;
        lastDueNs = dueNs;
        ticks++;
        tick.recordValue(Math.max(0, sentNs - dueNs));
        entities = entitiesNow;
        sessions = sessionsNow;
        ghosts = ghostsNow;
        frozenTicks += frozenNow;
        secondsSilent = 0;
    }

    /** Ran it in the second that ends now? */
    boolean endSecond() {
        return secondsSilent++ == 0 && ticks > 0;
    }

    /** Has it told of a tick lately? */
    public boolean isAlive() {
        return ticks > 0 && secondsSilent <= 1;
    }

    void onLoad(final long newLoad) {
        load = newLoad;
    }

    /** The coordinator has begun to drain it. */
    void onRetire() {
        retiring = true;
    }

    boolean isRetiring() {
        return retiring;
    }

    void onHandedOver() {
        handedOver++;
    }

    void onTookOver() {
        tookOver++;
    }

    void onGranted() {
        granted++;
    }

    void onCounter(final CounterKind kind, final long total) {
        counters[kind.ordinal()] = Math.max(counters[kind.ordinal()], total);
    }

    void onLife(final String state) {
        life = state;
    }

    boolean isWarm(final long dueNs, final long warmUpNs) {
        return ticks > 0 && dueNs - firstDueNs >= warmUpNs;
    }

    public int incarnation() {
        return incarnation;
    }

    /** Nanoseconds from due to last send. */
    public Histogram tick() {
        return tick;
    }

    public long counter(final CounterKind kind) {
        return counters[kind.ordinal()];
    }

    public long ticks() {
        return ticks;
    }

    public double seconds() {
        return (lastDueNs - firstDueNs) / 1e9;
    }

    public int entities() {
        return entities;
    }

    /** Weights of the entities that it rules, in thousandths. */
    public long load() {
        return load;
    }

    public int sessions() {
        return sessions;
    }

    public int ghosts() {
        return ghosts;
    }

    public long handedOver() {
        return handedOver;
    }

    public long tookOver() {
        return tookOver;
    }

    public long granted() {
        return granted;
    }

    public long frozenTicks() {
        return frozenTicks;
    }

    /** Last state of life that it told. */
    public String life() {
        return life;
    }
}
