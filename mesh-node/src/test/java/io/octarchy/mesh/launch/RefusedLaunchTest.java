package io.octarchy.mesh.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig.Endpoints;
import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.mesh.gateway.GatewaySettings;
import io.octarchy.mesh.gateway.aeron.GatewayAgent;
import io.octarchy.mesh.node.WalkerGame;
import io.octarchy.replicator.aeron.AddressException;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.replicator.aeron.NoRoomException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot start says so at once, and leaves nothing behind: no thread, no directory. */
class RefusedLaunchTest {
    private static final String NAME = "refused-node";

    @TempDir
    Path directory;

    @Test
    void shouldRefuseANodeWhosePortIsInUse() throws IOException {
        try (DatagramSocket holder = held()) {
            final AddressException fault =
                    assertThrows(AddressException.class, () -> MeshNode.launch(node().port(holder.getLocalPort())));
            assertContains(fault, "UDP port " + holder.getLocalPort(), NAME, "choose another port");
        }
        assertNothingLeft();
    }

    @Test
    void shouldRefuseANodeWhoseHostIsNotThisMachine() {
        final AddressException fault =
                assertThrows(AddressException.class, () -> MeshNode.launch(node().host("no-such-host.invalid")));
        assertContains(fault, "no-such-host.invalid", NAME);
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:9000", "0=localhost", "0=localhost:9000,", "0=a b:9000", "x=localhost:9000"})
    void shouldRefuseWhatNamesNoCoordinator(final String coordinator) {
        final ConfigException fault =
                assertThrows(ConfigException.class, () -> MeshNode.launch(node().coordinator(coordinator)));
        assertContains(fault, "coordinator: '", "0=localhost:9000");
        assertNothingLeft();
    }

    @Test
    void shouldRefuseAnEventRingThatExists() throws IOException {
        final Path ring = Files.createFile(directory.resolve("ring"));
        final ConfigException fault =
                assertThrows(ConfigException.class, () -> MeshNode.launch(node().eventRing(ring)));
        assertContains(fault, ring.toString(), "exists already");
        assertEquals(0, Files.size(ring), "and it is not touched");
        assertNothingLeft();
    }

    @Test
    void shouldMakeNoDirectoryWhereThereIsNoRoom() {
        final NoRoomException fault =
                assertThrows(NoRoomException.class, () -> RunDirectories.create("no-room", 1L << 60));
        assertContains(fault, "MiB needed", "MiB usable");
        assertEquals(List.of(), ownDirectories("no-room"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldRefuseACoordinatorOneOfWhosePortsIsInUse(final int which) throws IOException {
        try (DatagramSocket holder = held()) {
            final Endpoints free = Endpoints.free();
            final int[] ports = {free.ingress(), free.consensus(), free.log(), free.catchup(), free.archive()};
            ports[which] = holder.getLocalPort();
            final Endpoints own = new Endpoints("localhost", ports[0], ports[1], ports[2], ports[3], ports[4]);
            final Path state = directory.resolve("coordinator");
            final CoordinatorConfig config = new CoordinatorConfig(
                    MeshSettings.defaults(), 1, 0, List.of(own), state, state.resolve("aeron"), true);
            final AddressException fault =
                    assertThrows(AddressException.class, () -> CoordinatorServer.launch(config, error -> {}));
            final String part = List.of("ingress", "consensus", "log", "catch-up", "archive")
                    .get(which);
            assertContains(fault, "UDP port " + holder.getLocalPort(), "the coordinator's " + part);
            assertFalse(Files.exists(state.resolve("archive")) || Files.exists(state.resolve("cluster")));
        }
    }

    @Test
    void shouldRefuseAGatewayWhosePortIsInUse() throws IOException {
        try (DatagramSocket holder = held();
                MediaDriver driver =
                        MediaDrivers.launchEmbedded(directory.resolve("driver").toString());
                Aeron aeron = MediaDrivers.connect(driver.aeronDirectoryName(), error -> {})) {
            final int port = holder.getLocalPort();
            final GatewayAgent.Config config =
                    new GatewayAgent.Config("gate", "localhost", port, 1_001, 64, GatewaySettings.defaults());
            final GatewayAgent.Collaborators with =
                    new GatewayAgent.Collaborators(aeron, null, null, SystemNanoClock.INSTANCE, () -> 1);
            final AddressException fault = assertThrows(AddressException.class, () -> new GatewayAgent(config, with));
            assertContains(fault, "UDP port " + port, "the gateway's clients");
        }
    }

    private static MeshNode.Context node() {
        return new MeshNode.Context()
                .coordinator("0=localhost:9000")
                .simulation(new WalkerGame(0))
                .name(NAME);
    }

    private static DatagramSocket held() throws IOException {
        return new DatagramSocket(new InetSocketAddress("localhost", 0));
    }

    private static void assertNothingLeft() {
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(NAME)));
        assertEquals(List.of(), ownDirectories("node"));
    }

    private static List<Path> ownDirectories(final String purpose) {
        final String prefix = "octarchy-" + ProcessHandle.current().pid() + "-" + purpose + "-";
        final Path shared = Path.of("/dev/shm");
        final Path root = Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertContains(final Exception fault, final String... parts) {
        for (final String part : parts) {
            assertTrue(fault.getMessage().contains(part), () -> part + " is not in: " + fault.getMessage());
        }
    }
}
