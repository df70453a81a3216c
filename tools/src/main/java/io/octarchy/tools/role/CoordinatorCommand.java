package io.octarchy.tools.role;

import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig.Endpoints;
import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.mesh.coordinator.aeron.DirectoryInUseException;
import io.octarchy.mesh.launch.RunDirectories;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.EarlyEnd;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.cli.HostPort;
import io.octarchy.tools.config.ConfigFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The coordinator, or one member of its cluster, until the process is told to end. */
@Command(
        name = "coordinator",
        mixinStandardHelpOptions = true,
        description =
                "The coordinator as its own process: leases, the region map, takeovers. One member, or one of three.")
public final class CoordinatorCommand implements Callable<ExitCode> {
    private static final int WORLD = 1;
    private static final long POLL_MS = 50;
    private static final long SNAPSHOT_WAIT_NS = TimeUnit.SECONDS.toNanos(5);

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; octarchy.conf of this folder if present.")
    private Path config;

    @Option(
            names = "--host",
            defaultValue = "localhost",
            description = "Where it receives and is reached. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            description = "First of five UDP ports in a row. Default: coordinator.port of the settings.")
    private Integer port;

    @Option(
            names = "--members",
            paramLabel = "HOST:PORT,HOST:PORT,HOST:PORT",
            description = "All members of a cluster of three, each with its first port; instead of --host and --port.")
    private String members;

    @Option(
            names = "--member-id",
            paramLabel = "INDEX",
            defaultValue = "0",
            description = "Which of --members this one is, from 0.")
    private int memberId;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Its log and snapshots, kept over restarts. Default: octarchy-data/coordinator-INDEX.")
    private Path directory;

    @Option(
            names = "--snapshot-seconds",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description =
                    "From snapshot to snapshot: a restart replays the log since the last. Default: ${DEFAULT-VALUE}.")
    private long snapshotSeconds;

    @Option(names = "--parent", defaultValue = "0", description = "End when the process of this id has ended.")
    private long parent;

    @Override
    public ExitCode call() throws Exception {
        return EarlyEnd.serve(this::serve, 0);
    }

    private ExitCode serve() {
        final MeshSettings settings = ConfigFiles.load(config).settings();
        final Path run = RunDirectories.create("coordinator");
        try {
            final CoordinatorConfig where = where(settings, run.resolve("driver"));
            final Endpoints own = where.members().get(memberId);
            final RoleLog log = new RoleLog("coordinator", System.err);
            try (CoordinatorServer server = CoordinatorServer.launch(where, log)) {
                log.say("member " + memberId + " of " + where.members().size() + ", UDP ports " + own.ingress() + " to "
                        + own.archive() + " of " + own.host() + ", state in " + where.directory());
                log.say("others reach it by --coordinator " + shown(where.members()));
                return watch(server, log);
            }
        } catch (final ConfigException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), "See octarchy coordinator --help.");
        } catch (final DirectoryInUseException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION, e.getMessage(), "Stop it, or choose another place by --directory.");
        } finally {
            RunDirectories.delete(run);
        }
    }

    private CoordinatorConfig where(final MeshSettings settings, final Path driver) {
        final Path state = directory == null ? Path.of("octarchy-data", "coordinator-" + memberId) : directory;
        return new CoordinatorConfig(
                settings, WORLD, memberId, cluster(settings), state.toAbsolutePath(), driver, false);
    }

    private List<Endpoints> cluster(final MeshSettings settings) {
        final List<Endpoints> cluster = new ArrayList<>();
        if (members == null) {
            cluster.add(Endpoints.from(host, port == null ? settings.operation().coordinatorPort() : port));
        } else {
            for (final String member : members.split(",", -1)) {
                final HostPort address = HostPort.parse("--members", member.strip());
                cluster.add(Endpoints.from(address.host(), address.port()));
            }
        }
        return cluster;
    }

    private static String shown(final List<Endpoints> cluster) {
        return String.join(
                ",", cluster.stream().map(m -> m.host() + ":" + m.ingress()).toList());
    }

    private ExitCode watch(final CoordinatorServer server, final RoleLog log) {
        final long startNs = System.nanoTime();
        long snapshotAtNs = startNs + TimeUnit.SECONDS.toNanos(snapshotSeconds);
        long snapshots = server.snapshots();
        String before = "";
        try {
            while (server.isRunning() && !Parent.isGone(parent)) {
                final String part = server.isLeader() ? "leads" : server.isFollower() ? "follows" : "";
                if (!part.equals(before)) {
                    before = part;
                    log.say(
                            part.isEmpty()
                                    ? "in an election"
                                    : part + ", " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs)
                                            + " ms after the start");
                }
                if (System.nanoTime() - snapshotAtNs >= 0) {
                    snapshotAtNs += TimeUnit.SECONDS.toNanos(snapshotSeconds);
                    server.takeSnapshot();
                }
                if (snapshots != server.snapshots()) {
                    snapshots = server.snapshots();
                    trim(server, log);
                }
                Thread.sleep(POLL_MS);
            }
        } catch (final InterruptedException e) {
            log.say("told to end");
            endWell(server, log);
            return ExitCode.GOOD;
        }
        if (server.isRunning()) {
            return ExitCode.GOOD;
        }
        throw new CommandFailure(
                ExitCode.FAILED_CHECK, "The coordinator ended by itself after a fault.", "See the messages above.");
    }

    private static void trim(final CoordinatorServer server, final RoleLog log) {
        try {
            log.say("snapshot taken, " + server.trim() + " old files deleted");
        } catch (final RuntimeException e) {
            log.onError(e);
        }
    }

    private static void endWell(final CoordinatorServer server, final RoleLog log) {
        final long before = server.snapshots();
        final long startNs = System.nanoTime();
        if (!server.isLeader() || !server.takeSnapshot()) {
            return;
        }
        while (server.snapshots() == before && System.nanoTime() - startNs < SNAPSHOT_WAIT_NS) {
            LockSupport.parkNanos(1_000_000);
        }
        log.say(server.snapshots() == before ? "no snapshot in time; its log has all" : "snapshot taken");
    }
}
