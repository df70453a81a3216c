package io.octarchy.tools.simulate;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Runs of consecutive seeds, each in one thread, several at a time; their answers come in the order of the seeds, whatever
 * the threads make of it. Only a few answers wait at any time.
 */
final class SeedRuns implements AutoCloseable {
    private static final int AHEAD = 2;

    private final ExecutorService pool;
    private final LongFunction<Map<String, Object>> run;
    private final ArrayDeque<Future<Map<String, Object>>> waiting = new ArrayDeque<>();
    private final int most;
    private final long end;
    private long next;

    /** @param run asked from several threads at once. */
    SeedRuns(final int threads, final long first, final long end, final LongFunction<Map<String, Object>> run) {
        this.run = run;
        this.end = end;
        next = first;
        most = threads * AHEAD;
        pool = Executors.newFixedThreadPool(threads, SeedRuns::daemon);
    }

    private static Thread daemon(final Runnable runnable) {
        final Thread thread = new Thread(runnable, "simulator");
        thread.setDaemon(true);
        return thread;
    }

    /** The next seed's answer. What its run throws is thrown here. */
    Map<String, Object> take() throws InterruptedException {
        while (next < end && waiting.size() < most) {
            final long seed = next++;
            waiting.add(pool.submit(() -> run.apply(seed)));
        }
        try {
            return waiting.remove().get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
