package io.octarchy.mesh.launch;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.aeron.ClusterControlLink;
import io.octarchy.mesh.gateway.aeron.GatewayAgent;
import io.octarchy.mesh.session.aeron.SessionStreams;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.replicator.aeron.StreamSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/** A gateway with a thread and a media driver of its own. Clients reach it at one UDP port, nodes at another. */
public final class MeshGateway implements AutoCloseable {
    private static final long LEAVE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long NOTICES_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MediaDriver driver;
    private final Aeron aeron;
    private final GatewayAgent agent;
    private final AgentRunner runner;
    private final Thread thread;

    /** What a gateway needs to start. Every value has a default but the coordinator's address. */
    public static final class Context {
        private String coordinator;
        private String host = "localhost";
        private int port = -1;
        private MeshSettings settings = MeshSettings.defaults();
        private String name = "gateway-" + Long.toHexString(new SecureRandom().nextLong() >>> 1);
        private Path driverDirectory;
        private ErrorHandler errorHandler = Throwable::printStackTrace;

        /** Addresses of the coordinator's members: {@code 0=host:port,1=host:port,2=host:port}. */
        public Context coordinator(final String ingressEndpoints) {
            coordinator = ingressEndpoints;
            return this;
        }

        /** Host at which it receives and is reached, by clients and by nodes. */
        public Context host(final String newHost) {
            host = newHost;
            return this;
        }

        /** UDP port for clients, 0: any free one; that of the settings when not given. */
        public Context port(final int newPort) {
            port = newPort;
            return this;
        }

        public Context settings(final MeshSettings newSettings) {
            settings = newSettings;
            return this;
        }

        /** Unique among the living members; made up when not given. */
        public Context name(final String newName) {
            name = newName;
            return this;
        }

        /** Where its media driver keeps its files, deleted at the end; a fresh place when not given. */
        public Context driverDirectory(final Path directory) {
            driverDirectory = directory;
            return this;
        }

        public Context errorHandler(final ErrorHandler handler) {
            errorHandler = handler;
            return this;
        }
    }

    private MeshGateway(final Context context) {
        final Path directory =
                context.driverDirectory == null ? RunDirectories.create("gateway") : context.driverDirectory;
        driver = MediaDrivers.launchEmbedded(directory.toString());
        aeron = MediaDrivers.connect(directory.toString(), context.errorHandler);
        agent = new GatewayAgent(
                new GatewayAgent.Config(
                        context.name,
                        context.host,
                        context.port < 0 ? context.settings.operation().gatewayPort() : context.port,
                        SessionStreams.CLIENT_STREAM,
                        context.settings.limits().maxIntervals(),
                        GatewaySettings.of(context.settings)),
                new GatewayAgent.Collaborators(
                        aeron,
                        new AeronStreams(aeron, StreamSettings.of(context.host)),
                        new ClusterControlLink(listener -> new CoordinatorLink(
                                        aeron, context.coordinator, context.host, context.errorHandler)
                                .listener(listener)),
                        SystemNanoClock.INSTANCE,
                        new SecureRandom()::nextLong));
        runner = new AgentRunner(new BackoffIdleStrategy(10, 20, 1_000, 200_000), context.errorHandler, null, agent);
        thread = AgentRunner.startOnThread(runner, task -> {
            final Thread newThread = new Thread(task, context.name);
            newThread.setDaemon(true);
            return newThread;
        });
    }

    /** Start a gateway; it joins by itself. */
    public static MeshGateway launch(final Context context) {
        if (context.coordinator == null) {
            throw new IllegalStateException("coordinator(...) is not set: where is the mesh to join?");
        }
        return new MeshGateway(context);
    }

    /** host:port where clients reach it; null before it has started. */
    public String endpoint() {
        return agent.endpoint();
    }

    /** This life's number in the mesh, 0 while it is no member. */
    public int incarnation() {
        return agent.incarnation();
    }

    /** Sessions that are not closing. */
    public int sessions() {
        return agent.sessions();
    }

    /** Why the coordinator would not have it, empty when it did. It asks again all the same. */
    public String refusal() {
        return agent.refusal();
    }

    /** Has it not ended of a fault? Aeron closes the client of a process that stood still for ten seconds. */
    public boolean isRunning() {
        return thread.isAlive() && !aeron.isClosed();
    }

    /** Leave the mesh: sessions end, clients are told. Waits for the coordinator's answer for a second at most. */
    @Override
    public void close() {
        if (agent.incarnation() != 0) {
            agent.leave();
            await(agent::hasLeft, LEAVE_NS);
            await(() -> false, NOTICES_NS);
        }
        CloseHelper.closeAll(runner, aeron, driver);
    }

    private void await(final BooleanSupplier condition, final long patienceNs) {
        final long startNs = System.nanoTime();
        while (isRunning() && !condition.getAsBoolean() && System.nanoTime() - startNs < patienceNs) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
