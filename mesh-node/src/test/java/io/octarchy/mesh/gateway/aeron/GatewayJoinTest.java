package io.octarchy.mesh.gateway.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.aeron.StreamSettings;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway and a coordinator in its cluster, over real Aeron. */
class GatewayJoinTest {
    private static final long LIVENESS_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path directory;

    @Test
    void shouldJoinTheCoordinatorKeepItsIncarnationBeyondALeaseAndLeave() {
        final MeshSettings settings = MeshSettings.defaults();
        final Random random = new Random(4_711);
        try (CoordinatorServer coordinator = CoordinatorServer.launch(
                        CoordinatorConfig.embedded(settings, directory.resolve("coordinator")));
                MediaDriver driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                        .aeronDirectoryName(directory.resolve("aeron").toString())
                        .threadingMode(ThreadingMode.SHARED)
                        .sharedIdleStrategy(YieldingIdleStrategy.INSTANCE)
                        .dirDeleteOnShutdown(true));
                Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()))) {
            final GatewayAgent gateway = new GatewayAgent(
                    new GatewayAgent.Config(
                            "gateway-1",
                            "localhost",
                            0,
                            1_001,
                            settings.limits().maxIntervals(),
                            GatewaySettings.of(settings)),
                    new GatewayAgent.Collaborators(
                            aeron,
                            new AeronStreams(aeron, StreamSettings.of("localhost")),
                            new ClusterControlLink(listener -> new CoordinatorLink(
                                    aeron, coordinator.ingressEndpoints(), "localhost", listener, error -> {})),
                            SystemNanoClock.INSTANCE,
                            random::nextLong));
            gateway.onStart();
            await(gateway, () -> gateway.incarnation() != 0);
            final int incarnation = gateway.incarnation();
            final long untilNs = System.nanoTime() + 3 * settings.lease().leaseNs() / 2;
            await(gateway, () -> System.nanoTime() - untilNs > 0);
            assertEquals(incarnation, gateway.incarnation());
            assertEquals("", gateway.refusal());
            gateway.leave();
            await(gateway, gateway::hasLeft);
            gateway.onClose();
        }
    }

    private static void await(final GatewayAgent gateway, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + LIVENESS_NS;
        while (!condition.getAsBoolean()) {
            gateway.doWork();
            Thread.yield();
            assertTrue(System.nanoTime() - deadlineNs < 0, "not in time: refusal '" + gateway.refusal() + "'");
        }
    }
}
