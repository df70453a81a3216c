package io.octarchy.tools.demo;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.mesh.fleet.process.ProviderAgent;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.aeron.ClusterControlLink;
import io.octarchy.mesh.gateway.aeron.GatewayAgent;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.replicator.aeron.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/** A whole mesh that lives and dies with this process: coordinator, gateway, nodes. Its files are in one directory. */
final class DemoMesh implements AutoCloseable {
    private static final String HOST = "localhost";

    private final SecureRandom random = new SecureRandom();
    private final CoordinatorServer coordinator;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final GatewayAgent gateway;
    private final AgentRunner gatewayRunner;
    private final DemoNodes nodes;
    private final AgentRunner providerRunner;
    private final Path events;

    DemoMesh(final DemoSettings demo, final MeshSettings settings, final Path directory, final ErrorHandler errors)
            throws IOException {
        events = Files.createDirectory(directory.resolve("events"));
        coordinator = CoordinatorServer.launch(
                CoordinatorConfig.embedded(settings, directory.resolve("coordinator")), errors);
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
                ? new ProcessNodes(settings, coordinator.ingressEndpoints(), events, directory)
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

    Aeron aeron() {
        return aeron;
    }

    DemoNodes nodes() {
        return nodes;
    }

    GatewayAgent gateway() {
        return gateway;
    }

    CoordinatorServer coordinator() {
        return coordinator;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(providerRunner, nodes, gatewayRunner, aeron, driver, coordinator);
    }
}
