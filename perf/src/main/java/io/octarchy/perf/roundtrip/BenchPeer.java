package io.octarchy.perf.roundtrip;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.octarchy.replicator.aeron.AeronFrameChannel;
import io.octarchy.replicator.aeron.MediaDrivers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;

/**
 * One of the two processes: a media driver of its own, a raw stream and a control stream, and one agent that serves both,
 * as a node's does.
 */
final class BenchPeer implements Agent, AutoCloseable {
    private static final int RAW_STREAM = 1001;
    private static final int CONTROL_STREAM = 1002;
    private static final int TERM_LENGTH = MediaDrivers.TERM_LENGTH;
    private static final long TIMEOUT_MS = TimeUnit.SECONDS.toMillis(10);

    private final int incarnation;
    private final IdleMode idle;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final Subscription raw;
    private final Subscription control;
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final AtomicReference<Runnable> command = new AtomicReference<>();
    private ExclusivePublication rawOut;
    private ExclusivePublication controlOut;
    private RawEcho echo;
    private RawPing ping;
    private HandoverNode node;
    private AgentRunner runner;

    /** @param incarnation 1: measures and sends raw messages; 2: echoes them. */
    BenchPeer(final int incarnation, final IdleMode idle, final Path directory) {
        this.incarnation = incarnation;
        this.idle = idle;
        driver = MediaDriver.launch(MediaDrivers.context(directory.toString()).sharedIdleStrategy(idle.create()));
        aeron = MediaDrivers.connect(directory.toString(), error -> fault.compareAndSet(null, error));
        raw = aeron.addSubscription("aeron:udp?endpoint=localhost:0", RAW_STREAM);
        control = aeron.addSubscription("aeron:udp?endpoint=localhost:0", CONTROL_STREAM);
    }

    /** Where the other one sends raw messages to. */
    String rawEndpoint() {
        return endpoint(raw);
    }

    /** Where the other one sends the handover's messages to. */
    String controlEndpoint() {
        return endpoint(control);
    }

    private String endpoint(final Subscription subscription) {
        final String[] resolved = new String[1];
        await(() -> (resolved[0] = subscription.resolvedEndpoint()) != null, "its endpoint");
        return resolved[0];
    }

    /** Open the way to the other one and begin to work. */
    void start(final String peerRaw, final String peerControl) {
        rawOut = publication(peerRaw, RAW_STREAM);
        controlOut = publication(peerControl, CONTROL_STREAM);
        if (incarnation == 1) {
            ping = new RawPing(raw, new AeronFrameChannel(rawOut));
        } else {
            echo = new RawEcho(raw, new AeronFrameChannel(rawOut));
        }
        node = new HandoverNode(incarnation, 3 - incarnation, control, new AeronFrameChannel(controlOut));
        runner = new AgentRunner(idle.create(), error -> fault.compareAndSet(null, error), null, this);
        AgentRunner.startOnThread(runner);
    }

    private ExclusivePublication publication(final String endpoint, final int stream) {
        final String uri =
                "aeron:udp?endpoint=" + endpoint + "|term-length=" + TERM_LENGTH + "|mtu=" + MediaDrivers.MTU_LENGTH;
        return aeron.addExclusivePublication(uri, stream);
    }

    void awaitConnected() {
        await(() -> rawOut.isConnected() && controlOut.isConnected(), "the other process");
    }

    @Override
    public int doWork() {
        final long nowNs = System.nanoTime();
        int work = 0;
        final Runnable next = command.get();
        if (next != null) {
            next.run();
            command.set(null);
            work++;
        }
        return work + (ping == null ? echo.doWork() : ping.doWork(nowNs)) + node.doWork(nowNs);
    }

    @Override
    public String roleName() {
        return "bench-peer-" + incarnation;
    }

    /** Run something on the agent's thread and wait for its result. */
    <T> T call(final Supplier<T> task) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        command.set(() -> result.complete(task.get()));
        await(result::isDone, "the agent");
        return result.join();
    }

    void startRaw(final Workload workload) {
        call(() -> {
            ping.start(workload);
            return true;
        });
    }

    void haltRaw() {
        call(() -> {
            ping.halt();
            return true;
        });
    }

    Samples rawSamples() {
        return call(ping::samples);
    }

    void startHandover(final int batchSize, final long intervalNs) {
        call(() -> {
            node.start(batchSize, intervalNs);
            return true;
        });
    }

    void haltHandover() {
        call(() -> {
            node.halt();
            return true;
        });
    }

    Samples handoverSamples() {
        return call(node::samples);
    }

    /** Count irregularities from now on. */
    void clear() {
        call(() -> {
            if (ping == null) {
                echo.clear();
            } else {
                ping.clear();
            }
            node.clear();
            return true;
        });
    }

    /** What should be zero: refused sends, lost echoes, aborted handovers; and starts without a batch at rest. */
    String irregularities() {
        return call(() -> "refused %d, late %d, aborted %d, not ready %d"
                .formatted(
                        ping == null ? echo.lost() : ping.refused(),
                        ping == null ? 0 : ping.late(),
                        node.aborted(),
                        node.notReady()));
    }

    private void await(final Supplier<Boolean> condition, final String what) {
        final long deadlineMs = System.currentTimeMillis() + TIMEOUT_MS;
        while (!condition.get()) {
            final Throwable cause = fault.get();
            if (cause != null || System.currentTimeMillis() > deadlineMs) {
                throw new IllegalStateException("process " + incarnation + " waits for " + what, cause);
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(runner, aeron, driver);
    }
}
