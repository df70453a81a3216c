package io.octarchy.tools.demo;

import io.octarchy.tools.swarm.Swarm;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/** The synthetic players' thread. */
final class SwarmThread implements AutoCloseable {
    private final Swarm swarm;
    private final ErrorHandler errors;
    private final Thread thread = new Thread(this::run, "swarm");
    private volatile Swarm.Phase phase = Swarm.Phase.GATHERING;
    private volatile double elapsedSeconds;
    private volatile boolean stopping;

    SwarmThread(final Swarm swarm, final ErrorHandler errors) {
        this.swarm = swarm;
        this.errors = errors;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        final IdleStrategy idle = DemoMesh.idle();
        try {
            while (swarm.phase() != Swarm.Phase.DONE) {
                final long nowNs = SystemNanoClock.INSTANCE.nanoTime();
                idle.idle(swarm.doWork(nowNs));
                if (swarm.phase() == Swarm.Phase.RUNNING) {
                    elapsedSeconds = swarm.elapsedNs(nowNs) / 1e9;
                }
                phase = swarm.phase();
                if (stopping) {
                    swarm.stop(nowNs);
                }
            }
        } catch (final RuntimeException e) {
            errors.onError(e);
            phase = Swarm.Phase.DONE;
        }
    }

    Swarm.Phase phase() {
        return phase;
    }

    double elapsedSeconds() {
        return elapsedSeconds;
    }

    /** End early: the players leave. */
    void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join(10_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
