package io.octarchy.tools.role;

import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.launch.MeshNode;
import io.octarchy.mesh.launch.RunDirectories;
import io.octarchy.tools.cli.EarlyEnd;
import io.octarchy.tools.cli.ExitCode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One game node, until it is drained, loses its lease, or the process is told to end. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "One game node as its own process; runs the example game.")
public final class NodeCommand implements Callable<ExitCode> {
    /** What the shell says of a process that SIGKILL ended. */
    private static final int KILLED = 137;

    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(1);

    @Mixin
    private MeshOptions mesh;

    @Option(names = "--host", defaultValue = "localhost", description = "Where it receives. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(names = "--port", defaultValue = "0", description = "UDP port; 0: any free one.")
    private int port;

    @Option(names = "--name", description = "Unique among the living members; made up when not given.")
    private String name;

    @Option(names = "--launch", defaultValue = "0", description = "Launch id given by a provider.")
    private long launch;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "File for its events, for observers; must not exist.")
    private Path events;

    @Option(
            names = "--driver-directory",
            paramLabel = "DIR",
            description = "Files of its media driver; a fresh place in shared memory when not given.")
    private Path driverDirectory;

    @Option(
            names = "--aeron-directory",
            paramLabel = "DIR",
            description = "A media driver that runs already (octarchy driver), instead of one of its own.")
    private Path aeronDirectory;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "Where it keeps its state, to go on from it after a restart; its own. Default: nothing is kept.")
    private Path store;

    @Option(
            names = "--rejoins",
            defaultValue = "5",
            description = "How often in a row it joins anew after it was declared dead. Default: ${DEFAULT-VALUE}.")
    private int rejoins;

    @Option(
            names = "--drain-seconds",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Told to end by a signal, hand over everything first, for so long at most; else exit code 5."
                    + " Default: ${DEFAULT-VALUE}, ends at once.")
    private long drainSeconds;

    @Option(names = "--parent", defaultValue = "0", description = "End when the process of this id has ended.")
    private long parent;

    @Override
    public ExitCode call() throws Exception {
        return EarlyEnd.serve(this::serve, drainSeconds);
    }

    private ExitCode serve() {
        final MeshSettings settings = mesh.settings();
        final String coordinator = mesh.ingressEndpoints();
        final String ownName = name == null ? "node-" + Long.toHexString(new SecureRandom().nextLong() >>> 1) : name;
        final RoleLog log = new RoleLog(ownName, System.err);
        // Whoever names a directory keeps it tidy: a node that is killed cannot.
        final boolean hasPlace = driverDirectory != null || aeronDirectory != null;
        final Path run = hasPlace ? driverDirectory : RunDirectories.create("node");
        final Path driver = hasPlace ? driverDirectory : run.resolve("driver");
        try {
            return new NodeLives(
                            (number, sameLaunch, former) -> MeshNode.launch(new MeshNode.Context()
                                    .coordinator(coordinator)
                                    .simulation(new ArenaGame(ArenaGame.ROAMERS))
                                    .settings(settings)
                                    .host(host)
                                    .port(port)
                                    .name(ownName)
                                    .launch(sameLaunch ? launch : 0)
                                    .driverDirectory(driver)
                                    .aeronDirectoryName(aeronDirectory == null ? null : aeronDirectory.toString())
                                    .eventRing(eventsOf(number))
                                    .storeDirectory(store)
                                    .formerLife(former)
                                    .onKill(() -> die(run, log))
                                    .errorHandler(log)),
                            new NodeLives.Limits(
                                    rejoins,
                                    settings.lease().leaseNs()
                                            + settings.lease().marginNs()
                                            + GRACE_NS,
                                    TimeUnit.SECONDS.toNanos(drainSeconds)),
                            () -> Parent.isGone(parent),
                            mesh.shownCoordinator(),
                            log)
                    .live();
        } finally {
            delete(run);
        }
    }

    private static void delete(final Path run) {
        if (run != null) {
            RunDirectories.delete(run);
        }
    }

    /** A file for each life, since each is another node to whoever observes. */
    private Path eventsOf(final int life) {
        if (events == null || life == 0) {
            return events;
        }
        final String file = events.getFileName().toString();
        final int dot = Math.max(0, file.lastIndexOf('.'));
        return events.resolveSibling(file.substring(0, dot) + "-life" + (life + 1) + file.substring(dot));
    }

    /** Without a word to anybody; only its files go with it, which a SIGKILL would leave. */
    private static void die(final Path run, final RoleLog log) {
        log.say("killed by an operator");
        delete(run);
        Runtime.getRuntime().halt(KILLED);
    }
}
