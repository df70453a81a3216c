package io.octarchy.tools.role;

import io.octarchy.codec.event.LifeState;
import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.launch.MeshNode;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.config.ConfigFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One game node, until it is drained, loses its lease, or the process is told to end. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "One game node as its own process; runs the example game.")
public final class NodeCommand implements Callable<ExitCode> {
    private static final long POLL_MS = 50;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; octarchy.conf of this folder if present.")
    private Path config;

    @Option(
            names = "--coordinator",
            paramLabel = "0=HOST:PORT[,1=HOST:PORT...]",
            required = true,
            description = "The coordinator's members.")
    private String coordinator;

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

    @Option(names = "--parent", defaultValue = "0", description = "End when the process of this id has ended.")
    private long parent;

    @Override
    public ExitCode call() throws IOException, InterruptedException {
        final MeshSettings settings = ConfigFiles.load(config).settings();
        try (MeshNode node = MeshNode.launch(new MeshNode.Context()
                .coordinator(coordinator)
                .simulation(new ArenaGame())
                .settings(settings)
                .host(host)
                .port(port)
                .name(name)
                .launch(launch)
                .driverDirectory(driverDirectory)
                .eventRing(events))) {
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "close"));
            while (!node.hasEnded() && !isOrphaned()) {
                Thread.sleep(POLL_MS);
            }
            return verdict(node);
        }
    }

    private boolean isOrphaned() {
        return parent != 0
                && ProcessHandle.of(parent).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static ExitCode verdict(final MeshNode node) {
        if (node.refusal() != null) {
            throw new CommandFailure(ExitCode.CONFIGURATION, "This node could not join the mesh.", node.refusal());
        }
        if (node.life() == LifeState.DECLARED_DEAD) {
            throw new CommandFailure(
                    ExitCode.LOST_LEASE,
                    "The coordinator declared this node dead: it was silent for longer than its lease.",
                    "Start it again; if it happens often, look at pauses of this process, or lengthen lease.leaseNs.");
        }
        return ExitCode.GOOD;
    }
}
