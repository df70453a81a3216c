package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.Role;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.mesh.store.disk.DiskStore;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** State that lasts, with real processes and real files. */
@Tag("slow")
@Timeout(240)
class StoreRolesTest extends RoleMesh {
    /** Long enough for several images. */
    private static final long SETTLE_MS = 5_000;
    /** Twenty ticks from image to image, and as many until one is safe; the rest is for a machine that stalls. */
    private static final long MAX_AGE_TICKS = 100;

    private static final int PLAYERS = 20;
    /** Piles of gold that players take and leave: what is there at one time may differ by less. */
    private static final int CHURN = 10;

    private String threeNodes;

    private RoleProcess begin() throws IOException {
        threeNodes = config("balance.minNodes = 3");
        return startCoordinator();
    }

    private RoleProcess startCoordinator() throws IOException {
        return role("coordinator", "--port", port(), "--config", threeNodes);
    }

    private List<RoleProcess> startNodes() throws IOException {
        final List<RoleProcess> nodes = new ArrayList<>();
        for (final String name : NAMES) {
            nodes.add(startNode(name));
        }
        return nodes;
    }

    private RoleProcess startNode(final String name) throws IOException {
        return role("node", "--name", name, "--coordinator", address(), "--store", store(name));
    }

    private String store(final String name) {
        return folder.resolve("store-" + name).toString();
    }

    /** Entities in the stores of all nodes, whose processes have ended. */
    private Set<Long> stored() {
        final Set<Long> ids = new TreeSet<>();
        for (final String name : NAMES) {
            try (DiskStore store = DiskStore.open(Path.of(store(name)), NodeStores.SHAPE, Throwable::printStackTrace)) {
                final StandbyImage image = store.found().at(0).last();
                for (int i = 0; i < image.size(); i++) {
                    ids.add(image.entity(i));
                }
            }
        }
        return ids;
    }

    /** Have all come back after these incarnations, with everything? */
    private static boolean isWholeAgain(final MeshStatus status, final int former) {
        return sum(status, Role.NODE, 1) == NAMES.size()
                && status.members().stream()
                        .filter(member -> member.isLiving() && member.role() == Role.NODE)
                        .allMatch(member -> member.incarnation() > former)
                && !status.isOpen()
                && entities(status) == ARENA;
    }

    private static int newest(final MeshStatus status) {
        return status.members().stream()
                .mapToInt(MeshStatus.MemberStatus::incarnation)
                .max()
                .orElseThrow();
    }

    @Test
    void shouldGoOnFromItsStoresAfterAllWereKilledAndAfterAllWereTold() throws Exception {
        begin();
        startNodes();
        final MeshStatus first = awaitStatus(status ->
                sum(status, Role.NODE, 1) == NAMES.size() && status.isProtected() && entities(status) == ARENA);
        Thread.sleep(SETTLE_MS);
        final MeshStatus last = awaitStatus(status -> status.cut() > 0);
        assertTrue(last.tick() - last.cut() < MAX_AGE_TICKS, last::toString);
        for (final RoleProcess process : processes) {
            process.kill();
        }
        final Set<Long> before = stored();
        assertEquals(ARENA, before.size(), this::said);

        final RoleProcess coordinator = startCoordinator();
        final List<RoleProcess> nodes = startNodes();
        final MeshStatus second = awaitStatus(status -> isWholeAgain(status, newest(first)));
        assertEquals(0, second.stuck(), second::toString);
        requireOneOwner(nodes.get(0));
        Thread.sleep(SETTLE_MS);
        assertTrue(nodes.get(0).errors().contains("its store had: image after tick"), this::said);
        for (final RoleProcess process : nodes) {
            process.tellToEnd();
            requireGoodEnd(process);
        }
        coordinator.tellToEnd();
        requireGoodEnd(coordinator);
        assertEquals(before, stored(), this::said);

        startCoordinator();
        startNodes();
        awaitStatus(status -> isWholeAgain(status, newest(second)));
    }

    @Test
    @Tag("long")
    void shouldGivePlayersTheirStoredAvatarsBack() throws Exception {
        begin();
        startNodes();
        awaitStatus(status -> sum(status, Role.NODE, 1) == NAMES.size() && entities(status) == ARENA);
        startPlayers("gate", 300);
        final MeshStatus first = awaitStatus(
                status -> status.isProtected() && entities(status) == ARENA + PLAYERS && players(status) == PLAYERS);
        Thread.sleep(SETTLE_MS);
        for (final RoleProcess process : processes) {
            process.kill();
        }

        // Players are there before the last node is: its store is awaited.
        startCoordinator();
        startNode(NAMES.get(0));
        startNode(NAMES.get(1));
        final RoleProcess swarm = startPlayers("gate-again", 40);
        awaitStatus(status -> sum(status, Role.NODE, 1) == NAMES.size() - 1 && !status.isOpen());
        Thread.sleep(SETTLE_MS);
        final MeshStatus without = awaitStatus(status -> true);
        assertTrue(sum(without, Role.NODE, 0) < PLAYERS && entities(without) < ARENA + PLAYERS, without::toString);
        startNode(NAMES.get(2));
        final int stored = ARENA + PLAYERS;
        awaitStatus(status -> sum(status, Role.NODE, 1) == NAMES.size()
                && !status.isOpen()
                && newest(status) > newest(first)
                && entities(status) > stored - CHURN);
        final int played = entities(awaitStatus(status -> sum(status, Role.NODE, 0) == PLAYERS));
        assertTrue(played < stored + CHURN, () -> played + " entities, of " + stored + " stored" + said());
        assertEquals(0, swarm.exitCode(2 * END_SECONDS), swarm::errors);
        // They log out at the end: no avatar is left, of this life or of the one before.
        awaitStatus(status -> entities(status) < stored - PLAYERS + CHURN);
    }

    private RoleProcess startPlayers(final String gateway, final int seconds) throws IOException {
        final String port = Integer.toString(RoleProcess.freePorts(1));
        role("gateway", "--name", gateway, "--coordinator", address(), "--port", port);
        awaitStatus(status -> status.members().stream()
                .anyMatch(member -> member.isLiving() && member.name().equals(gateway)));
        return process(
                "swarm" + processes.size(),
                "swarm",
                "--endpoint",
                "localhost:" + port,
                "--players",
                Integer.toString(PLAYERS),
                "--report",
                folder.resolve(gateway).toString(),
                "--seconds",
                Integer.toString(seconds));
    }

    private static int players(final MeshStatus status) {
        return status.members().stream()
                .filter(member -> member.isLiving() && member.role() == Role.GATEWAY)
                .mapToInt(MeshStatus.MemberStatus::sessions)
                .sum();
    }

    private void requireOneOwner(final RoleProcess owner) throws Exception {
        final RoleProcess second =
                role("node", "--name", "second", "--coordinator", address(), "--store", store(NAMES.get(0)));
        assertEquals(ExitCode.CONFIGURATION.code(), second.exitCode(END_SECONDS), second::errors);
        assertTrue(second.errors().contains("A node that runs keeps its state in"), second::errors);
        assertTrue(owner.isAlive(), owner::errors);
    }

    @Test
    void shouldTakeOverFromAStoreWhenANodeAndItsStandbyWereKilledAtOnce() throws Exception {
        begin();
        final List<RoleProcess> nodes = startNodes();
        final MeshStatus before = awaitStatus(status -> sum(status, Role.NODE, 1) == NAMES.size()
                && status.isProtected()
                && entities(status) == ARENA
                && status.node(NAMES.get(0)).entities() > 20);
        Thread.sleep(SETTLE_MS);
        final int standby = before.node(NAMES.get(0)).standby();
        final String other = before.node(Integer.toString(standby)).name();
        nodes.get(0).kill();
        nodes.get(NAMES.indexOf(other)).kill();
        final MeshStatus without = awaitStatus(status -> sum(status, Role.NODE, 1) == 1 && !status.isOpen());
        assertTrue(entities(without) < ARENA, without::toString);
        startNode(NAMES.get(0));
        startNode(other);
        final MeshStatus after = awaitStatus(
                status -> sum(status, Role.NODE, 1) == NAMES.size() && !status.isOpen() && entities(status) == ARENA);
        assertEquals(0, after.stuck(), after::toString);
    }
}
