package io.octarchy.simulator.cast;

import io.octarchy.simulator.net.Wire;
import io.octarchy.simulator.time.Alarm;
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
    private final Alarm alarm;
    private boolean alive = true;

    Actor(final Stage stage, final String name, final int host, final LocalClock clock) {
        this.stage = stage;
        this.name = name;
        this.host = host;
        this.clock = clock;
        alarm = new Alarm(stage.network().nowNs());
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
        return alarm.wakeNs();
    }

    /** No cycle before a true time. */
    public final void sleepUntil(final long untilNs) {
        alarm.stop(untilNs);
    }

    /** It has slept enough. */
    public final void awake(final long nowNs) {
        alarm.go(nowNs);
    }

    /**
     * Run a cycle at the network's time.
     *
     * @param pauseNs to the next one when there is more to do, and from what is due till then.
     * @param idleNs how much later the next one is when nothing is due.
     */
    public final void cycle(final long pauseNs, final long idleNs) {
        final long nowNs = stage.network().nowNs();
        alarm.onCycle(nowNs, pauseNs, idleNs);
        alarm.due(doWork(nowNs, clock.at(nowNs)) > 0 ? nowNs : nextDueNs(nowNs));
    }

    /** What it did; above 0: there may be more to do at once. */
    abstract int doWork(long nowNs, long localNs);

    /** True time at which something is due as far as is known, {@link Long#MAX_VALUE} when nothing is. */
    abstract long nextDueNs(long nowNs);

    /** A frame is on its way to this process. */
    final void onFrameDue(final long arrivesNs) {
        alarm.due(arrivesNs);
    }

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
