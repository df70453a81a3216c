package io.octarchy.tools.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.tools.role.RoleProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three coordinators as processes, of which the leader is killed, and all of which are away for longer than a lease. */
@Tag("slow")
@Timeout(300)
class CoordinatorChaosTest {
    private static final int NODES = 3;
    private static final int PLAYERS = 30;
    private static final long PATIENCE_SECONDS = 240;

    private RoleProcess chaos;

    @TempDir
    Path folder;

    @AfterEach
    void end() throws Exception {
        chaos.end();
    }

    @Test
    void shouldHoldAllInvariantsAndGoOnAsItWasWhenLeadersDieAndWhenAllCoordinatorsAreAway() throws Exception {
        chaos = new RoleProcess(
                folder,
                "chaos",
                "chaos",
                "--coordinators",
                "3",
                "--seed",
                "1",
                "--seconds",
                "60",
                "--nodes",
                Integer.toString(NODES),
                "--players",
                Integer.toString(PLAYERS),
                "--faults",
                "leader-kill,coordinators-down",
                "--report",
                folder.resolve("report").toString(),
                "--json");
        final int code = chaos.exitCode(PATIENCE_SECONDS);
        final List<String> lines = chaos.output().lines().toList();
        assertEquals(1, lines.size(), () -> chaos.output() + chaos.errors());
        final JsonNode summary = new JsonMapper().readTree(lines.get(0));
        for (int i = 1; i <= 9; i++) {
            final String invariant = "I" + i;
            assertEquals(0, summary.path("violations").path(invariant).asInt(-1), () -> invariant + chaos.errors());
            assertTrue(summary.path("checked").path(invariant).asLong() > 0, () -> invariant + chaos.errors());
        }
        final JsonNode kills = summary.path("leaderKills");
        assertTrue(kills.path("count").asInt() > 0, chaos::errors);
        assertTrue(kills.path("ticks").asInt() > 0, chaos::errors);
        assertTrue(kills.path("splitsAfter").asInt() > 0, () -> "no split under a new leader" + chaos.errors());

        final JsonNode away = summary.path("coordinatorsDown");
        final int times = away.path("count").asInt();
        assertTrue(times > 0, chaos::errors);
        assertEquals(times * NODES, away.path("nodesSuspended").asInt(), () -> away + chaos.errors());
        assertEquals(
                times, away.path("asBefore").asInt(), () -> "somebody was declared dead: " + away + chaos.errors());
        assertTrue(away.path("resumedMsMax").isNumber(), () -> "not all nodes went on: " + away + chaos.errors());
        assertEquals(times * PLAYERS, summary.path("sessionsSuspended").asInt(), chaos::errors);
        assertEquals(times * PLAYERS, summary.path("sessionsResumed").asInt(), chaos::errors);
        assertEquals(PLAYERS, summary.path("playersConnected").path("min").asInt(), chaos::errors);
        assertTrue(summary.path("healed").asBoolean(), chaos::errors);
        assertEquals(0, code, chaos::errors);
        assertEquals(List.of(), chaos.leftInSharedMemory());
    }
}
