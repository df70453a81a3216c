package io.octarchy.tools.role;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.launch.MeshGateway;
import io.octarchy.mesh.launch.RunDirectories;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.EarlyEnd;
import io.octarchy.tools.cli.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One gateway, until the process is told to end. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = "One gateway as its own process: players connect to it, and it relays to the nodes.")
public final class GatewayCommand implements Callable<ExitCode> {
    private static final long POLL_MS = 50;

    @Mixin
    private MeshOptions mesh;

    @Option(
            names = "--host",
            defaultValue = "localhost",
            description = "Where it receives and is reached, by clients and nodes. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            description = "UDP port for clients, 0: any free one. Default: gateway.port of the settings.")
    private Integer port;

    @Option(names = "--name", description = "Unique among the living members; made up when not given.")
    private String name;

    @Option(names = "--parent", defaultValue = "0", description = "End when the process of this id has ended.")
    private long parent;

    @Override
    public ExitCode call() throws Exception {
        return EarlyEnd.serve(this::serve, 0);
    }

    private ExitCode serve() {
        final MeshSettings settings = mesh.settings();
        final int clientPort = port == null ? settings.operation().gatewayPort() : port;
        final String coordinator = mesh.ingressEndpoints();
        final Path run = RunDirectories.create("gateway");
        final RoleLog log = new RoleLog("gateway", System.err);
        final MeshGateway.Context context = new MeshGateway.Context()
                .coordinator(coordinator)
                .host(host)
                .port(clientPort)
                .settings(settings)
                .driverDirectory(run.resolve("driver"))
                .errorHandler(log);
        if (name != null) {
            context.name(name);
        }
        try (MeshGateway gateway = MeshGateway.launch(context)) {
            return watch(gateway, log);
        } finally {
            RunDirectories.delete(run);
        }
    }

    private ExitCode watch(final MeshGateway gateway, final RoleLog log) {
        log.say("joins the mesh of the coordinator at " + mesh.shownCoordinator());
        String refusal = "";
        int incarnation = 0;
        boolean toldEndpoint = false;
        try {
            while (gateway.isRunning() && !Parent.isGone(parent)) {
                if (!toldEndpoint && gateway.endpoint() != null) {
                    toldEndpoint = true;
                    log.say("clients reach it at " + gateway.endpoint() + " (UDP)");
                }
                if (incarnation != gateway.incarnation()) {
                    incarnation = gateway.incarnation();
                    log.say(incarnation != 0 ? "is member " + incarnation : "was declared dead; joins anew");
                }
                if (!refusal.equals(gateway.refusal())) {
                    refusal = gateway.refusal();
                    log.say(refusal.isEmpty() ? "is not refused any more" : "is refused, asks again: " + refusal);
                }
                Thread.sleep(POLL_MS);
            }
        } catch (final InterruptedException e) {
            log.say("told to end; " + gateway.sessions() + " sessions end");
            return ExitCode.GOOD;
        }
        if (gateway.isRunning()) {
            return ExitCode.GOOD;
        }
        throw new CommandFailure(
                ExitCode.FAILED_CHECK, "The gateway ended by itself after a fault.", "See the messages above.");
    }
}
