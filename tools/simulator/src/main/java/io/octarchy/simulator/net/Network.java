package io.octarchy.simulator.net;

import java.util.SplittableRandom;
import org.agrona.collections.Long2ObjectHashMap;

/** All paths between hosts, the weather on them, and the time. One thread. */
public final class Network {
    private final Weather weather;
    private final SplittableRandom random;
    private final Long2ObjectHashMap<Path> paths = new Long2ObjectHashMap<>();
    private Traffic traffic;
    private long nowNs;
    private int wires;

    public Network(final Weather weather, final SplittableRandom random, final Traffic traffic) {
        this.weather = weather;
        this.random = random;
        this.traffic = traffic;
    }

    public Weather weather() {
        return weather;
    }

    /** Let another one watch, too, after those before. */
    public void watch(final Traffic another) {
        traffic = new Watchers(traffic, another);
    }

    Traffic traffic() {
        return traffic;
    }

    /** True time, which no process knows. */
    public long nowNs() {
        return nowNs;
    }

    public void now(final long newNowNs) {
        nowNs = newNowNs;
    }

    /** The way from one host to another. */
    public Path path(final int from, final int to) {
        final long key = (long) from << 32 | to;
        Path path = paths.get(key);
        if (path == null) {
            path = new Path(from, to, random.split(), weather);
            paths.put(key, path);
        }
        return path;
    }

    /**
     * A new stream.
     *
     * @param inbox where it ends; null: nobody is there, and it will never be connected.
     * @param maxFrameLength of its frames.
     */
    public Wire wire(final String name, final int from, final Inbox inbox, final int maxFrameLength) {
        final int to = inbox == null ? from : inbox.host();
        final Wire wire = new Wire(this, ++wires, name, path(from, to), path(to, from), inbox, maxFrameLength);
        if (inbox != null && !inbox.isClosed()) {
            inbox.attach(wire);
        }
        return wire;
    }
}
