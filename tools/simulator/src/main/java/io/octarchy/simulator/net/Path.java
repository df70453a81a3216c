package io.octarchy.simulator.net;

import java.util.SplittableRandom;

/** The way from one host to another, shared by all streams that go along it: how long frames take, and what befalls them. */
public final class Path {
    /** The path is not cut. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int SPIKE_ONE_IN = 64;

    private final int from;
    private final int to;
    private final SplittableRandom random;
    private final Weather weather;
    private final long baseNs;
    private long cutAtNs = NEVER;
    private long healedNs;
    private long cloggedUntilNs;
    private long mutedUntilNs;

    Path(final int from, final int to, final SplittableRandom random, final Weather weather) {
        this.from = from;
        this.to = to;
        this.random = random;
        this.weather = weather;
        baseNs = weather.leastNs() + below(weather.spreadNs());
    }

    /** The host where it begins. */
    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** Time that the next frame takes. */
    long delayNs() {
        final long usual = baseNs + below(weather.jitterNs());
        return weather.spikeNs() > 0 && random.nextInt(SPIKE_ONE_IN) == 0 ? usual + below(weather.spikeNs()) : usual;
    }

    private long below(final long bound) {
        return bound <= 0 ? 0 : random.nextLong(bound);
    }

    boolean isLost() {
        return happens(weather.lossShare());
    }

    boolean isDoubled() {
        return happens(weather.doubleShare());
    }

    boolean isLate() {
        return happens(weather.lateShare());
    }

    /** How much later than in order a frame that is overtaken comes. */
    long lateNs() {
        return below(weather.lateNs());
    }

    private boolean happens(final double share) {
        return share > 0 && random.nextDouble() < share;
    }

    /** Nothing passes from now on. */
    public void cut(final long nowNs) {
        if (cutAtNs == NEVER) {
            cutAtNs = nowNs;
        }
    }

    /** Frames pass again. */
    public void heal(final long nowNs) {
        if (cutAtNs != NEVER) {
            cutAtNs = NEVER;
            healedNs = nowNs;
        }
    }

    /** Nothing more is taken until a time; what is on its way arrives. */
    public void clog(final long untilNs) {
        cloggedUntilNs = untilNs;
    }

    /** All that is sent until a time vanishes. */
    public void mute(final long untilNs) {
        mutedUntilNs = untilNs;
    }

    boolean isMuted(final long nowNs) {
        return nowNs < mutedUntilNs;
    }

    /** Do frames pass? */
    public boolean isOpen() {
        return cutAtNs == NEVER;
    }

    boolean isCut() {
        return cutAtNs != NEVER;
    }

    long cutAtNs() {
        return cutAtNs;
    }

    long healedNs() {
        return healedNs;
    }

    boolean isClogged(final long nowNs) {
        return nowNs < cloggedUntilNs;
    }
}
