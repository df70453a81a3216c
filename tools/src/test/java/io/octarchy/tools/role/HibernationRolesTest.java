package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.Role;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.mesh.store.disk.DiskStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A world that sleeps and wakes, with real processes: the first login wakes it. */
@Tag("slow")
@Timeout(300)
class HibernationRolesTest extends RoleMesh {
    private static final int PLAYERS = 20;
    private static final int LONG_SECONDS = 300;
    private static final long WHILE_MS = 5_000;

    private String settings;

    private void begin() throws IOException {
        settings = config("balance.minNodes = 3\nworld.hibernateAfterNs = 2 s");
        startAll();
    }

    private void startAll() throws IOException {
        role("coordinator", "--port", port(), "--config", settings);
        for (final String name : NAMES) {
            role(
                    "node",
                    "--name",
                    name,
                    "--coordinator",
                    address(),
                    "--store",
                    store(name).toString());
        }
    }

    private Path store(final String name) {
        return folder.resolve("store-" + name);
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

    /** All entities in the stores, whose images are all of one tick. */
    private Set<Long> stored(final long tick) {
        final Set<Long> ids = new TreeSet<>();
        for (final String name : NAMES) {
            try (DiskStore store = DiskStore.open(store(name), NodeStores.SHAPE, Throwable::printStackTrace)) {
                final StandbyImage image = store.found().at(0).last();
                assertEquals(tick, store.found().report().image(), name);
                for (int i = 0; i < image.size(); i++) {
                    assertTrue(ids.add(image.entity(i)), "twice");
                }
            }
        }
        return ids;
    }

    @Test
    void shouldSleepWithoutPlayersAndWakeAtTheFirstLogin() throws Exception {
        begin();
        awaitStatus(status -> sum(status, Role.NODE, 1) == NAMES.size() && entities(status) == ARENA);
        final long asleep = awaitStatus(MeshStatus::isAsleep).tick();
        Thread.sleep(WHILE_MS);
        final MeshStatus still = awaitStatus(MeshStatus::isAsleep);
        assertEquals(asleep, still.tick());
        assertEquals(asleep, still.cut());
        assertEquals(ARENA, entities(still));

        final RoleProcess swarm = startPlayers("gate", 5);
        awaitStatus(status -> !status.isAsleep() && sum(status, Role.NODE, 0) == PLAYERS);
        assertEquals(0, swarm.exitCode(END_SECONDS), swarm::errors);
        final long again = awaitStatus(MeshStatus::isAsleep).tick();
        assertTrue(again > asleep && again < asleep + 20 * 60, () -> "from tick " + asleep + " to " + again);

        for (final RoleProcess process : processes) {
            process.kill();
        }
        final Set<Long> before = stored(again);
        assertEquals(ARENA, before.size());
        Thread.sleep(WHILE_MS);
        startAll();
        final RoleProcess next = startPlayers("next-gate", LONG_SECONDS);
        final MeshStatus played = awaitStatus(status -> sum(status, Role.NODE, 0) == PLAYERS);
        assertTrue(entities(played) >= ARENA + PLAYERS, played::toString);
        assertTrue(
                played.tick() > again && played.tick() < again + 20 * 60, () -> "from tick " + again + " to " + played);
        assertTrue(next.isAlive(), next::errors);
    }
}
