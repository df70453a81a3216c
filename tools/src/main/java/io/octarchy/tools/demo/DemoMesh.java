package io.octarchy.tools.demo;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.mesh.fleet.process.LocalProcessProvider;
import io.octarchy.mesh.fleet.process.ProviderAgent;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.aeron.ClusterControlLink;
import io.octarchy.mesh.gateway.aeron.GatewayAgent;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.replicator.aeron.StreamSettings;
import io.octarchy.tools.process.CoordinatorCluster;
import io.octarchy.tools.process.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/** A whole mesh that lives and dies with this process: coordinator, gateway, nodes. Its files are in one directory. */
public final class DemoMesh implements AutoCloseable {
    /** Folder for what processes say. */
    static final String LOGS = "logs";

    private static final String HOST = "localhost";

    private final SecureRandom random = new SecureRandom();
    private final DemoCoordinator coordinator;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final GatewayAgent gateway;
    private final AgentRunner gatewayRunner;
    private final DemoNodes nodes;
    private final AgentRunner providerRunner;
    private final Path directory;
    private final Path events;

    DemoMesh(
            final DemoSettings demo,
            final MeshSettings settings,
            final Path directory,
            final Cast cast,
            final ErrorHandler errors)
            throws IOException {
        this.directory = directory;
        events = Files.createDirectory(directory.resolve("events"));
        final Path config = SettingsFile.write(settings, directory.resolve("octarchy.conf"));
        coordinator = coordinator(settings, config, cast, errors);
        driver = MediaDrivers.launchEmbedded(directory.resolve("driver").toString());
        aeron = MediaDrivers.connect(driver.aeronDirectoryName(), errors);
        gateway = new GatewayAgent(
                new GatewayAgent.Config(
                        "gateway",
                        HOST,
                        0,
                        SessionStreams.CLIENT_STREAM,
                        settings.limits().maxIntervals(),
                        GatewaySettings.of(settings)),
                new GatewayAgent.Collaborators(
                        aeron,
                        new AeronStreams(aeron, StreamSettings.of(HOST)),
                        new ClusterControlLink(
                                listener -> new CoordinatorLink(aeron, coordinator.ingressEndpoints(), HOST, errors)
                                        .listener(listener)),
                        SystemNanoClock.INSTANCE,
                        random::nextLong));
        gatewayRunner = start(gateway, errors);
        nodes = demo.processes()
                ? new ProcessNodes(config, coordinator.ingressEndpoints(), events, directory, cast)
                : new InProcessNodes(
                        settings, driver.aeronDirectoryName(), coordinator.ingressEndpoints(), events, errors);
        for (int i = 0; i < demo.nodes(); i++) {
            nodes.start(random.nextLong() >>> 1 | 1);
        }
        providerRunner = start(
                new ProviderAgent(
                        aeron,
                        coordinator.ingressEndpoints(),
                        HOST,
                        nodes,
                        random.nextLong(),
                        "provider",
                        settings.limits().maxMembers(),
                        SystemNanoClock.INSTANCE,
                        errors),
                errors);
    }

    private DemoCoordinator coordinator(
            final MeshSettings settings, final Path config, final Cast cast, final ErrorHandler errors) {
        final Path state = directory.resolve("coordinator");
        if (cast.coordinators() == 0) {
            return new DemoCoordinator(
                    CoordinatorServer.launch(CoordinatorConfig.embedded(settings, state), errors), null);
        }
        final List<String> flags = cast.flags().stream()
                .map(flag -> flag.replace(LocalProcessProvider.NUMBER, "0"))
                .toList();
        return new DemoCoordinator(
                null, new CoordinatorCluster(cast.coordinators(), config, state, directory.resolve(LOGS), flags));
    }

    private static AgentRunner start(final Agent agent, final ErrorHandler errors) {
        final AgentRunner runner = new AgentRunner(idle(), errors, null, agent);
        AgentRunner.startOnThread(runner, task -> {
            final Thread thread = new Thread(task, agent.roleName());
            thread.setDaemon(true);
            return thread;
        });
        return runner;
    }

    static IdleStrategy idle() {
        return new BackoffIdleStrategy(10, 20, 1_000, 200_000);
    }

    Path events() {
        return events;
    }

    /** A client of the gateway's media driver. */
    public Aeron aeron() {
        return aeron;
    }

    /** Its nodes. */
    public DemoNodes nodes() {
        return nodes;
    }

    GatewayAgent gateway() {
        return gateway;
    }

    /** Where the coordinator is reached. */
    public String ingressEndpoints() {
        return coordinator.ingressEndpoints();
    }

    /** The coordinator's processes, or null when it is within this one. */
    public CoordinatorCluster coordinators() {
        return coordinator.processes();
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(providerRunner, nodes, gatewayRunner, aeron, driver, coordinator);
    }
}
