package io.octarchy.tools.role;

import io.aeron.CncFileDescriptor;
import io.aeron.driver.MediaDriver;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.EarlyEnd;
import io.octarchy.tools.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A media driver, until the process is told to end. */
@Command(
        name = "driver",
        mixinStandardHelpOptions = true,
        description = "A media driver as its own process, which nodes of this machine share by --aeron-directory.")
public final class DriverCommand implements Callable<ExitCode> {
    private static final long POLL_MS = 50;

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description =
                    "For its files, best in /dev/shm; whatever is there is deleted now, and all of it at the end.")
    private Path directory;

    @Option(names = "--parent", defaultValue = "0", description = "End when the process of this id has ended.")
    private long parent;

    @Override
    public ExitCode call() throws Exception {
        return EarlyEnd.serve(this::serve, 0);
    }

    private ExitCode serve() {
        requireOwn();
        final RoleLog log = new RoleLog("driver", System.err);
        try (MediaDriver driver =
                MediaDrivers.launchEmbedded(directory.toAbsolutePath().toString())) {
            log.say("nodes reach it by --aeron-directory " + driver.aeronDirectoryName());
            while (!Parent.isGone(parent)) {
                Thread.sleep(POLL_MS);
            }
        } catch (final InterruptedException e) {
            log.say("told to end");
        }
        return ExitCode.GOOD;
    }

    /** A driver deletes what is in its directory: no slip of the pen may make that somebody's files. */
    private void requireOwn() {
        final String[] files = directory.toFile().list();
        final boolean isDriver = Files.exists(directory.resolve(CncFileDescriptor.CNC_FILE));
        if (Files.exists(directory) && !isDriver && (files == null || files.length > 0)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--directory " + directory + " holds other files than a media driver's, which deletes all there.",
                    "Name a directory that does not exist yet, such as /dev/shm/octarchy-driver.");
        }
    }
}
