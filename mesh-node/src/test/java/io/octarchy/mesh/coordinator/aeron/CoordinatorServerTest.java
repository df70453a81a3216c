package io.octarchy.mesh.coordinator.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.DecisionDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig.Endpoints;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.MeshMember;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CoordinatorServerTest {
    private static final long MESSAGES_OF_A_SEGMENT = 8_000;
    private static final long PATIENCE_NS = 30_000_000_000L;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> decisions = new ArrayList<>();
    private final List<CoordinatorLink> links = new ArrayList<>();
    private final List<MeshMember> members = new ArrayList<>();
    private Path directory;
    private MediaDriver driver;
    private Aeron aeron;

    @BeforeEach
    void launchClient() throws Exception {
        final Path shm = Path.of("/dev/shm");
        directory = Files.isWritable(shm)
                ? Files.createTempDirectory(shm, "octarchy-test-")
                : Files.createTempDirectory("octarchy-test-");
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.resolve("client").toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    @AfterEach
    void closeAll() {
        CloseHelper.quietCloseAll(links);
        CloseHelper.quietCloseAll(open);
        CloseHelper.quietCloseAll(aeron, driver);
        IoUtil.delete(directory.toFile(), true);
        assertFalse(Files.exists(directory), "nothing may be left behind");
    }

    private CoordinatorConfig config(final int memberId, final List<Endpoints> endpoints) {
        return new CoordinatorConfig(
                MeshSettings.defaults(),
                1,
                memberId,
                endpoints,
                directory.resolve("coordinator" + memberId),
                directory.resolve("aeron" + memberId),
                false);
    }

    private CoordinatorServer launch(final CoordinatorConfig config) {
        final CoordinatorServer server = CoordinatorServer.launch(config, error -> {});
        open.add(server);
        return server;
    }

    private MeshMember join(final CoordinatorConfig config, final String name, final Role role) {
        final CoordinatorLink link = new CoordinatorLink(aeron, config.ingressEndpoints(), "localhost", error -> {});
        final CoordinatorListener log = new CoordinatorListener() {
            @Override
            public void onDecision(final long nowNs, final DecisionDecoder message) {
                decisions.add(message.cause());
            }
        };
        final MeshMember member = new MeshMember(link.ingress(), role, name.hashCode(), "localhost:1", name, log, 64);
        link.listener(member);
        links.add(link);
        members.add(member);
        return member;
    }

    private void await(final BooleanSupplier condition, final String what) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() - startNs < PATIENCE_NS, () -> "waited too long until " + what + ": " + state());
            step();
        }
    }

    private String state() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < links.size(); i++) {
            text.append(members.get(i).incarnation())
                    .append(" connected ")
                    .append(links.get(i).isConnected());
            text.append(" times ").append(links.get(i).connections());
            text.append(" members ").append(members.get(i).members().version()).append("; ");
        }
        return text.toString();
    }

    private void step() {
        final long nowNs = System.nanoTime();
        for (int i = 0; i < links.size(); i++) {
            links.get(i).poll(nowNs);
            members.get(i).doWork(nowNs);
        }
        Thread.onSpinWait();
        Thread.yield();
    }

    @Test
    void shouldAdmitMembersAndTellWhatIsDecided() {
        final CoordinatorConfig config = config(0, List.of(Endpoints.free()));
        launch(config);
        final MeshMember one = join(config, "one", Role.OBSERVER);
        final MeshMember two = join(config, "two", Role.PROVIDER);
        await(() -> one.members().count() == 2 && two.members().count() == 2, "both know both");
        await(() -> decisions.size() >= 2, "the observer hears of both");
        final int incarnation = two.incarnation();
        two.leave();
        await(two::hasLeft, "two has left");
        await(() -> !one.members().find(incarnation).isLiving(), "one knows");
    }

    @Test
    void shouldGoOnAfterARestartFromItsSnapshotAndLog() {
        final CoordinatorConfig config = config(0, List.of(Endpoints.free()));
        final CoordinatorServer first = launch(config);
        final MeshMember one = join(config, "one", Role.OBSERVER);
        await(() -> one.isJoined(), "one has joined");
        await(() -> first.takeSnapshot(), "a snapshot begins");
        await(() -> first.snapshotChecksum() != 0, "a snapshot is taken");
        final long taken = first.snapshotChecksum();
        final MeshMember two = join(config, "two", Role.PROVIDER);
        await(() -> one.members().count() == 2, "two has joined after the snapshot");
        first.close();
        final CoordinatorServer second = launch(config);
        await(second::isLeader, "it leads again");
        assertEquals(taken, second.snapshotChecksum());
        final long incarnation = one.incarnation();
        final MeshMember three = join(config, "three", Role.PROVIDER);
        await(() -> one.members().count() == 3, "the old members live on and the next one joins");
        assertEquals(3, three.incarnation());
        assertEquals(incarnation, one.incarnation());
        assertTrue(two.isJoined());
        assertNotEquals(0, second.messages());
    }

    @Test
    void shouldForgetWhatNoRestartNeeds() {
        final CoordinatorConfig config = config(0, List.of(Endpoints.free()));
        final CoordinatorServer first = launch(config);
        final MeshMember one = join(config, "one", Role.OBSERVER);
        await(one::isJoined, "one has joined");
        assertEquals(0, first.trim(), "nothing to forget yet");
        long deleted = 0;
        for (int i = 1; i <= 4; i++) {
            final long until = first.messages() + MESSAGES_OF_A_SEGMENT;
            await(
                    () -> {
                        one.publisher().admin(1, AdminOperation.STATUS, 0);
                        return first.messages() > until;
                    },
                    "a segment of the log is full");
            final int snapshots = i;
            await(first::takeSnapshot, "a snapshot begins");
            await(() -> first.snapshots() == snapshots, "a snapshot is taken");
            deleted += first.trim();
        }
        assertTrue(deleted >= 2 * 2 + 1, "two snapshots and at least a segment, but only " + deleted);
        final long taken = first.snapshotChecksum();
        first.close();
        final CoordinatorServer second = launch(config);
        await(second::isLeader, "it leads again");
        assertEquals(taken, second.snapshotChecksum());
        final MeshMember two = join(config, "two", Role.PROVIDER);
        await(two::isJoined, "the next one joins");
        assertEquals(2, two.incarnation());
    }

    @Test
    void shouldRefuseADirectoryThatAnotherOneHas() {
        final CoordinatorConfig config = config(0, List.of(Endpoints.free()));
        launch(config);
        assertThrows(DirectoryInUseException.class, () -> launch(config));
    }

    @Test
    void shouldFollowANewLeader() {
        final List<Endpoints> endpoints = List.of(Endpoints.free(), Endpoints.free(), Endpoints.free());
        final List<CoordinatorServer> servers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            servers.add(launch(config(i, endpoints)));
        }
        final MeshMember one = join(config(0, endpoints), "one", Role.OBSERVER);
        await(one::isJoined, "one has joined");
        final CoordinatorServer leader =
                servers.stream().filter(CoordinatorServer::isLeader).findFirst().orElseThrow();
        leader.close();
        servers.remove(leader);
        await(() -> servers.stream().anyMatch(CoordinatorServer::isLeader), "another one leads");
        final MeshMember two = join(config(0, endpoints), "two", Role.PROVIDER);
        await(two::isJoined, "two has joined under the new leader");
        await(() -> one.members().count() == 2, "one has heard of it");
        assertEquals(1, one.incarnation());
        assertEquals(2, two.incarnation());
    }
}
