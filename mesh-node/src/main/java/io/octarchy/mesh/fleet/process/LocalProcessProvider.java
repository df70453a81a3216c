package io.octarchy.mesh.fleet.process;

import io.octarchy.mesh.fleet.NodeProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.agrona.concurrent.NanoClock;

/**
 * Nodes as processes of this machine, started by a command. In each word of the command {@value #LAUNCH} stands for the
 * launch id and {@value #NUMBER} for a number that counts up from 1. Output goes into a file per process, which is kept.
 *
 * <p>When processes end by themselves soon after they began, starts pause, twice as long each time. Processes that still run
 * when it is closed are ended. Not thread safe.
 */
public final class LocalProcessProvider implements NodeProvider, AutoCloseable {
    /** Stands for the launch id in a command. */
    public static final String LAUNCH = "{launch}";

    /** Stands for a number of the process, from 1. */
    public static final String NUMBER = "{number}";

    private static final long CRASHED_EARLY_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_DOUBLINGS = 6;
    private static final int REMEMBERED = 256;
    private static final long CLOSE_WAIT_MS = 5_000;

    private static final class Launch {
        private final Process process;
        private final long startedNs;
        private boolean ordered;
        private boolean noticed;
        private String reason = "";

        Launch(final Process process, final long startedNs) {
            this.process = process;
            this.startedNs = startedNs;
        }

        boolean isAlive() {
            return process != null && process.isAlive();
        }
    }

    private final IntFunction<List<String>> commands;
    private final Path logDirectory;
    private final int maxProcesses;
    private final NanoClock clock;
    private final Map<Long, Launch> launches = new LinkedHashMap<>();
    private int started;
    private int crashes;
    private long pauseUntilNs;
    private boolean pausing;

    /**
     * @param command words of the command.
     * @param logDirectory made when it is missing.
     * @param maxProcesses running at once.
     */
    public LocalProcessProvider(
            final List<String> command, final Path logDirectory, final int maxProcesses, final NanoClock clock) {
        this(always(List.copyOf(command)), logDirectory, maxProcesses, clock);
    }

    /** As above, with a command for each process by its number, from 1. */
    public LocalProcessProvider(
            final IntFunction<List<String>> commands,
            final Path logDirectory,
            final int maxProcesses,
            final NanoClock clock) {
        this.commands = commands;
        this.logDirectory = logDirectory;
        this.maxProcesses = maxProcesses;
        this.clock = clock;
    }

    private static IntFunction<List<String>> always(final List<String> command) {
        return number -> command;
    }

    @Override
    public Outcome start(final long launch) {
        noticeCrashes();
        final Launch known = launches.get(launch);
        if (known != null) {
            return known.isAlive() ? Outcome.DONE : Outcome.FAILED;
        }
        if (running() >= maxProcesses) {
            return fail(launch, "all " + maxProcesses + " processes that are allowed here run already");
        }
        if (pausing && clock.nanoTime() - pauseUntilNs < 0) {
            return Outcome.PENDING;
        }
        return spawn(launch);
    }

    private Outcome spawn(final long launch) {
        final int number = started + 1;
        final List<String> command = commands.apply(number);
        final List<String> words = new ArrayList<>(command.size());
        for (final String word : command) {
            words.add(word.replace(LAUNCH, Long.toString(launch)).replace(NUMBER, Integer.toString(number)));
        }
        try {
            Files.createDirectories(logDirectory);
            final File log = logDirectory.resolve("node-" + number + ".log").toFile();
            final Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            process.getOutputStream().close();
            started = number;
            remember(launch, new Launch(process, clock.nanoTime()));
            return Outcome.DONE;
        } catch (final IOException e) {
            return fail(launch, "cannot start '" + words.get(0) + "': " + e.getMessage());
        }
    }

    private Outcome fail(final long launch, final String reason) {
        final Launch failed = new Launch(null, clock.nanoTime());
        failed.reason = reason;
        failed.noticed = true;
        remember(launch, failed);
        return Outcome.FAILED;
    }

    private void remember(final long launch, final Launch what) {
        launches.put(launch, what);
        final var oldest = launches.values().iterator();
        while (launches.size() > REMEMBERED + maxProcesses && oldest.hasNext()) {
            if (!oldest.next().isAlive()) {
                oldest.remove();
            }
        }
    }

    private void noticeCrashes() {
        for (final Launch launch : launches.values()) {
            if (!launch.noticed && !launch.isAlive()) {
                launch.noticed = true;
                launch.reason = "ended with exit code " + launch.process.exitValue();
                final boolean early = clock.nanoTime() - launch.startedNs < CRASHED_EARLY_NS;
                crashes = early && !launch.ordered ? Math.min(crashes + 1, MAX_DOUBLINGS) : 0;
                pausing = crashes > 0;
                pauseUntilNs = clock.nanoTime() + (FIRST_PAUSE_NS << Math.max(0, crashes - 1));
            }
        }
    }

    @Override
    public Outcome stop(final long launch) {
        return end(launch, false);
    }

    @Override
    public Outcome kill(final long launch) {
        return end(launch, true);
    }

    private Outcome end(final long launch, final boolean forcibly) {
        final Launch known = launches.get(launch);
        if (known == null || !known.isAlive()) {
            return Outcome.DONE;
        }
        known.ordered = true;
        if (forcibly) {
            known.process.destroyForcibly();
        } else {
            known.process.destroy();
        }
        return Outcome.PENDING;
    }

    @Override
    public boolean knows(final long launch) {
        return launches.containsKey(launch);
    }

    @Override
    public String reason(final long launch) {
        noticeCrashes();
        final Launch known = launches.get(launch);
        return known == null ? "" : known.reason;
    }

    /** Process id of a launch that runs, 0: it does not. */
    public long pid(final long launch) {
        final Launch known = launches.get(launch);
        return known == null || !known.isAlive() ? 0 : known.process.pid();
    }

    /** Did it run, and end with exit code 0? So does a node that the coordinator drained. */
    public boolean endedWell(final long launch) {
        final Launch known = launches.get(launch);
        return known != null && known.process != null && !known.isAlive() && known.process.exitValue() == 0;
    }

    /** Processes that run now. */
    public int running() {
        int running = 0;
        for (final Launch launch : launches.values()) {
            running += launch.isAlive() ? 1 : 0;
        }
        return running;
    }

    /** Processes started so far. */
    public int started() {
        return started;
    }

    @Override
    public void close() {
        for (final Launch launch : launches.values()) {
            if (launch.isAlive()) {
                launch.ordered = true;
                launch.process.destroy();
            }
        }
        for (final Launch launch : launches.values()) {
            if (launch.isAlive() && !ends(launch.process)) {
                launch.process.destroyForcibly();
            }
        }
    }

    private static boolean ends(final Process process) {
        try {
            return process.waitFor(CLOSE_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
