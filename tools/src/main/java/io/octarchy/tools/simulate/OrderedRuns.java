package io.octarchy.tools.simulate;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Runs of consecutive numbers, each in one thread, several at a time; their answers come in the order of the numbers,
 * whatever the threads make of it. Only a few answers wait at any time.
 *
 * @param <T> an answer.
 */
final class OrderedRuns<T> implements AutoCloseable {
    private static final int AHEAD = 2;

    private final ExecutorService pool;
    private final LongFunction<T> run;
    private final ArrayDeque<Future<T>> waiting = new ArrayDeque<>();
    private final int most;
    private final long end;
    private long next;

    /** @param run asked from several threads at once. */
    OrderedRuns(final int threads, final long first, final long end, final LongFunction<T> run) {
        this.run = run;
        this.end = end;
        next = first;
        most = threads * AHEAD;
        pool = Executors.newFixedThreadPool(threads, OrderedRuns::daemon);
    }

    private static Thread daemon(final Runnable runnable) {
        final Thread thread = new Thread(runnable, "simulator");
        thread.setDaemon(true);
        return thread;
    }

    /** The next number's answer. What its run throws is thrown here. */
    T take() throws InterruptedException {
        while (next < end && waiting.size() < most) {
            final long number = next++;
            waiting.add(pool.submit(() -> run.apply(number)));
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
