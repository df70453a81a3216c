package io.octarchy.tools.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a command tidy up and report when its process is told to end, by Ctrl-C or SIGTERM. */
public final class EarlyEnd {
    private static final long PATIENCE_SECONDS = 30;

    private EarlyEnd() {}

    /**
     * Do a job on the calling thread. Told to end, the process interrupts it, once, and waits for it for half a minute.
     *
     * @param job treats an interruption as the wish to end soon.
     */
    public static <T> T orderly(final Callable<T> job) throws Exception {
        final Thread worker = Thread.currentThread();
        final CountDownLatch ended = new CountDownLatch(1);
        final Thread hook = new Thread(() -> interruptAndAwait(worker, ended, PATIENCE_SECONDS), "early-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return job.call();
        } finally {
            ended.countDown();
        }
    }

    /**
     * As {@link #orderly}, for a role that serves until it is told to end: the process then ends with the code that the job
     * returns and not with the signal's, so that whoever stopped it sees a good end.
     *
     * @param patienceSeconds waited for the job beside the usual half minute.
     */
    public static ExitCode serve(final Callable<ExitCode> job, final long patienceSeconds) throws Exception {
        final Thread worker = Thread.currentThread();
        final CountDownLatch ended = new CountDownLatch(1);
        final AtomicReference<ExitCode> result = new AtomicReference<>();
        final Runnable end = () -> {
            if (ended.getCount() == 0) {
                return;
            }
            interruptAndAwait(worker, ended, PATIENCE_SECONDS + patienceSeconds);
            if (result.get() != null) {
                Runtime.getRuntime().halt(result.get().code());
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(end, "end"));
        try {
            result.set(job.call());
            return result.get();
        } finally {
            ended.countDown();
        }
    }

    private static void interruptAndAwait(final Thread worker, final CountDownLatch ended, final long patienceSeconds) {
        if (ended.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            ended.await(patienceSeconds, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
