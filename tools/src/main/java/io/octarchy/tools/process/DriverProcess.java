package io.octarchy.tools.process;

import java.nio.file.Path;
import java.util.List;

/** A media driver for one other process, which it does not outlive. One thread calls. */
public final class DriverProcess implements AutoCloseable {
    private final Child child;

    /**
     * @param owner id of the process that uses it.
     * @param flags of its JVM.
     */
    public DriverProcess(final Path directory, final long owner, final Path log, final List<String> flags) {
        child = new Child(
                ChildCommand.of(
                        flags,
                        List.of("driver", "--directory", directory.toString(), "--parent", Long.toString(owner))),
                log);
        child.start();
    }

    /** Of the process that runs now. */
    public long pid() {
        return child.pid();
    }

    /** SIGKILL. */
    public void kill() {
        child.kill();
    }

    /** Again, at the same place. */
    public void restart() {
        if (!child.isAlive()) {
            child.start();
        }
    }

    @Override
    public void close() {
        child.end();
    }
}
