package io.octarchy.simulator.cast;

import io.octarchy.simulator.net.Wire;
import io.octarchy.simulator.time.LocalClock;
import java.util.ArrayList;
import java.util.List;

/** One life of a process on a host: it runs duty cycles until it dies, and may be stopped for a while. */
public abstract class Actor {
    private final Stage stage;
    private final String name;
    private final int host;
    private final LocalClock clock;
    private final List<Wire> wires = new ArrayList<>();
    private long wakeNs;
    private boolean alive = true;

    Actor(final Stage stage, final String name, final int host, final LocalClock clock) {
        this.stage = stage;
        this.name = name;
        this.host = host;
        this.clock = clock;
        wakeNs = stage.network().nowNs();
    }

    final Stage stage() {
        return stage;
    }

    /** Of this life. */
    public final String name() {
        return name;
    }

    public final int host() {
        return host;
    }

    public final LocalClock clock() {
        return clock;
    }

    public final boolean isAlive() {
        return alive;
    }

    /** True time of the next duty cycle. */
    public final long wakeNs() {
        return wakeNs;
    }

    /** No cycle before a true time. */
    public final void sleepUntil(final long untilNs) {
        wakeNs = Math.max(wakeNs, untilNs);
    }

    /** It has slept enough. */
    public final void awake(final long nowNs) {
        wakeNs = Math.min(wakeNs, nowNs + 1);
    }

    /** Run a cycle at the network's time; the next one follows after a pause. */
    public final void cycle(final long pauseNs) {
        final long nowNs = stage.network().nowNs();
        wakeNs = nowNs + pauseNs;
        doWork(nowNs, clock.at(nowNs));
    }

    abstract void doWork(long nowNs, long localNs);

    /** A way out of this process. */
    final Wire open(final String name, final String endpoint, final int stream) {
        final Wire wire =
                stage.network().wire(name, host, stage.directory().find(endpoint, stream), stage.maxFrameLength());
        wires.add(wire);
        return wire;
    }

    final void close(final Wire wire) {
        wire.close();
        wires.remove(wire);
    }

    /** It is gone at once: of what it has sent, only what arrives before a time does. */
    public final void kill(final long lastArrivalNs) {
        alive = false;
        wires.forEach(wire -> wire.die(lastArrivalNs));
        wires.clear();
        onEnd(stage.network().nowNs());
    }

    abstract void onEnd(long nowNs);
}
