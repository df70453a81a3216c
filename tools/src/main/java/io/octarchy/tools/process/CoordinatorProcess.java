package io.octarchy.tools.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One member of a coordinator's cluster as a process of this machine, which goes on where it was when it is started again.
 * What part it plays is read from what it says. One thread calls.
 */
public final class CoordinatorProcess implements AutoCloseable {
    private static final long LOOK_NS = 10_000_000;
    private static final int MAX_READ = 64 * 1024;

    private final String name;
    private final Path log;
    private final Child child;
    private long read;
    private long lookedNs = System.nanoTime() - LOOK_NS;
    private Part part = Part.NONE;

    /** What a member does for its cluster. */
    public enum Part {
        /** It is down, starts, or stands for election. */
        NONE,
        /** It decides. */
        LEADS,
        /** It has all that the leader has, and could lead next. */
        FOLLOWS
    }

    /**
     * @param members of the cluster, {@code host:port,host:port}.
     * @param index of this one among them.
     * @param directory for its log and snapshots.
     * @param logs where what it says is appended to.
     * @param flags of its JVM.
     */
    CoordinatorProcess(
            final String members,
            final int index,
            final Path config,
            final Path directory,
            final Path logs,
            final List<String> flags) {
        name = index == 0 ? "coordinator" : "coordinator-" + index;
        log = logs.resolve(name + ".log");
        child = new Child(
                ChildCommand.of(
                        flags,
                        List.of(
                                "coordinator",
                                "--config",
                                config.toString(),
                                "--members",
                                members,
                                "--member-id",
                                Integer.toString(index),
                                "--directory",
                                directory.toString(),
                                "--parent",
                                Long.toString(ProcessHandle.current().pid()))),
                log);
        child.start();
    }

    /** As in the name of its log. */
    public String name() {
        return name;
    }

    /** Of the process that runs now. */
    public long pid() {
        return child.pid();
    }

    /** Is there a process? */
    public boolean isAlive() {
        return child.isAlive();
    }

    /** What it said last that it does. Reads on in its log, every ten milliseconds at most. */
    public Part part() {
        final long nowNs = System.nanoTime();
        if (nowNs - lookedNs >= LOOK_NS) {
            lookedNs = nowNs;
            if (child.isAlive()) {
                follow();
            } else {
                forget();
            }
        }
        return part;
    }

    /** What was said before is of a former life. */
    private void forget() {
        part = Part.NONE;
        read = length();
    }

    private void follow() {
        final long length = length();
        if (length <= read) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            final byte[] bytes = new byte[(int) Math.min(length - read, MAX_READ)];
            file.seek(read);
            file.readFully(bytes);
            final String text = new String(bytes, StandardCharsets.UTF_8);
            final int end = text.lastIndexOf('\n') + 1;
            read += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
            text.substring(0, end).lines().forEach(this::onLine);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    private void onLine(final String line) {
        if (line.contains("coordinator: leads")) {
            part = Part.LEADS;
        } else if (line.contains("coordinator: follows")) {
            part = Part.FOLLOWS;
        } else if (line.contains("coordinator: in an election")) {
            part = Part.NONE;
        }
    }

    private long length() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        child.kill();
        forget();
    }

    /** SIGTERM. Does not wait. */
    public void tellToEnd() {
        child.tellToEnd();
    }

    /** Again, from its log; nothing happens while it runs. */
    public void restart() {
        if (!child.isAlive()) {
            forget();
            child.start();
        }
    }

    /** At once: its state is nobody's any more. */
    @Override
    public void close() {
        child.kill();
    }
}
