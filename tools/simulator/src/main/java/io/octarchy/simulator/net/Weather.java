package io.octarchy.simulator.net;

/**
 * What all paths of a network have in common. Delays keep the order of a stream; only what is lost, doubled or late breaks
 * it, which the streams of production never do while they are connected.
 *
 * <p>Changed between frames by whoever makes the weather: the faults end when the shares are set to 0.
 */
public final class Weather {
    private final long leastNs;
    private final long spreadNs;
    private final long jitterNs;
    private final long spikeNs;
    private final long livenessNs;
    private final int windowBytes;
    private double lossShare;
    private double doubleShare;
    private double lateShare;
    private long lateNs;

    /**
     * @param leastNs that a frame takes on the shortest path.
     * @param spreadNs how much longer it may take on others.
     * @param jitterNs how much longer single frames take.
     * @param spikeNs how much longer again rare frames take, and all behind them.
     * @param livenessNs of a connection without a sign of life from the other side.
     * @param windowBytes that may be under way on a stream.
     */
    public Weather(
            final long leastNs,
            final long spreadNs,
            final long jitterNs,
            final long spikeNs,
            final long livenessNs,
            final int windowBytes) {
        this.leastNs = leastNs;
        this.spreadNs = spreadNs;
        this.jitterNs = jitterNs;
        this.spikeNs = spikeNs;
        this.livenessNs = livenessNs;
        this.windowBytes = windowBytes;
    }

    /** Shares of all frames that vanish, come twice, or are overtaken. */
    public void disorder(final double lost, final double doubled, final double late, final long mostLateNs) {
        lossShare = lost;
        doubleShare = doubled;
        lateShare = late;
        lateNs = mostLateNs;
    }

    boolean isOrderly() {
        return lossShare == 0 && doubleShare == 0 && lateShare == 0;
    }

    long leastNs() {
        return leastNs;
    }

    long spreadNs() {
        return spreadNs;
    }

    long jitterNs() {
        return jitterNs;
    }

    long spikeNs() {
        return spikeNs;
    }

    long livenessNs() {
        return livenessNs;
    }

    int windowBytes() {
        return windowBytes;
    }

    double lossShare() {
        return lossShare;
    }

    double doubleShare() {
        return doubleShare;
    }

    double lateShare() {
        return lateShare;
    }

    long lateNs() {
        return lateNs;
    }
}
