package io.octarchy.tools.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.tools.role.RoleProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real processes that are killed and frozen, and a real network that loses datagrams. */
@Tag("slow")
@Timeout(300)
class ChaosProcessTest {
    private static final List<String> FAULTS = List.of("kill", "freeze-3s", "loss");
    private static final long PATIENCE_SECONDS = 240;

    private RoleProcess chaos;

    @TempDir
    Path folder;

    @AfterEach
    void end() throws Exception {
        chaos.end();
    }

    @Test
    void shouldHoldAllInvariantsWhileNodesDieAndFreezeAndDatagramsAreLost() throws Exception {
        chaos = new RoleProcess(
                folder,
                "chaos",
                "chaos",
                "--seed",
                "1",
                "--seconds",
                "40",
                "--nodes",
                "3",
                "--players",
                "40",
                "--faults",
                String.join(",", FAULTS),
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
        for (final String fault : FAULTS) {
            assertTrue(summary.path("faults").path(fault).asInt() > 0, () -> fault + chaos.errors());
        }
        assertTrue(summary.path("healed").asBoolean(), chaos::errors);
        assertEquals(0, code, chaos::errors);
        assertTrue(Files.exists(folder.resolve("report").resolve("logs").resolve("coordinator.log")));
        assertEquals(List.of(), chaos.leftInSharedMemory());
    }
}
