package io.octarchy.tools.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.tools.checker.CheckerSettings;
import io.octarchy.tools.checker.MeshChecker;
import io.octarchy.tools.report.SampleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunSummaryTest {
    /** Of the contract: each must be there, measured or not. */
    private static final List<String> KEYS = List.of(
            "players",
            "playersConnected.min",
            "playersConnected.mean",
            "nodesMin",
            "nodesMax",
            "seconds",
            "ticks",
            "tickHz",
            "tick.p50",
            "tick.p99",
            "tick.p999",
            "tick.max",
            "handovers",
            "handoverAborts",
            "returnsWithin10s",
            "crossings",
            "borderShifts",
            "mapVersions",
            "handover.p50",
            "handover.p99",
            "handover.p999",
            "handover.max",
            "authorityGap.p50",
            "authorityGap.p99",
            "authorityGap.max",
            "ticksSkipped",
            "ticksDoubled",
            "ticksFrozen",
            "inputToView.p50",
            "inputToView.p99",
            "inputToView.p999",
            "inputToView.max",
            "inputsSent",
            "inputsApplied",
            "updatesDue",
            "updatesDelivered",
            "bytesPerPlayerPerSecond",
            "ghostsPerEntity",
            "imbalance.mean",
            "imbalance.p99",
            "splits",
            "merges",
            "spawned",
            "retired",
            "migratedEntities",
            "takeovers",
            "outage.p50",
            "outage.p99",
            "outage.max",
            "rollbackTicks.p50",
            "rollbackTicks.max",
            "unprotectedMs",
            "staleAccepted",
            "staleDropped",
            "violations.I1",
            "violations.I2",
            "violations.I3",
            "violations.I4",
            "violations.I5",
            "violations.I6",
            "violations.I7",
            "violations.I8",
            "violations.I9",
            "checked.I1",
            "checked.I2",
            "checked.I3",
            "checked.I4",
            "checked.I5",
            "checked.I6",
            "checked.I7",
            "checked.I8",
            "checked.I9",
            "entitiesCreated",
            "entitiesRemoved",
            "entitiesAlive",
            "allocatedBytesPerTick",
            "ticksAllocating");

    @TempDir
    Path directory;

    @Test
    void shouldHaveEveryKeyOfTheContractAndNullWhereNothingWasMeasured() {
        final RunFacts facts = new RunFacts("roam", 0, 1, "in-process", 1, 50_000_000, "./octarchy demo");
        final MeshChecker checker = new MeshChecker(CheckerSettings.of(MeshSettings.defaults()));
        try (RunRecorder run = new RunRecorder(facts, checker, directory.resolve("run.hlog"), 0)) {
            final JsonNode json = run.summary().json();
            KEYS.forEach(key -> assertFalse(at(json, key).isMissingNode(), key));
            assertTrue(at(json, "tick.p99").isNull());
            assertTrue(at(json, "outage.max").isNull());
            assertTrue(at(json, "allocatedBytesPerTick").isNull());
            assertFalse(run.summary().line().contains("\n"));
        }
    }

    @Test
    void shouldSayInWordsWhatIsMeasuredAndWhatIsNot() throws IOException {
        final String text = SampleRun.write(directory, 1).text();
        assertTrue(text.contains("I9") && text.contains("input to view") && text.contains("p99"), text);
        final RunFacts facts = new RunFacts("roam", 0, 1, "in-process", 1, 50_000_000, "octarchy demo");
        final MeshChecker checker = new MeshChecker(CheckerSettings.of(MeshSettings.defaults()));
        try (RunRecorder run = new RunRecorder(facts, checker, directory.resolve("run.hlog"), 0)) {
            assertTrue(run.summary().text().contains("p50 -"), run.summary().text());
        }
    }

    @Test
    void shouldMeasureARun() throws IOException {
        final JsonNode json = SampleRun.write(directory, 1).json();
        KEYS.forEach(key ->
                assertFalse(at(json, key).isMissingNode() || at(json, key).isNull(), key));
        assertEquals(1200, at(json, "ticks").asLong());
        assertEquals(20, at(json, "tickHz").asDouble());
        assertEquals(4, at(json, "nodesMax").asInt());
        assertEquals(3, at(json, "nodesMin").asInt());
        assertEquals(1, at(json, "takeovers").asInt());
        assertEquals(1990, at(json, "playersConnected.min").asInt());
        assertEquals(0, at(json, "returnsWithin10s").asInt());
        assertEquals(
                at(json, "handovers").asLong(),
                at(json, "crossings").asLong() + at(json, "migratedEntities").asLong());
        assertTrue(
                at(json, "outage.max").asDouble() > 3000, "from the last tick run to the first that could run again");
        for (int i = 1; i <= 9; i++) {
            assertTrue(at(json, "checked.I" + i).asLong() > 0, "I" + i);
        }
    }

    @Test
    void shouldWeighLoadsAndLeaveOutNodesThatDrain() {
        final RunFacts facts = new RunFacts("roam", 0, 1, "in-process", 1, 50_000_000, "octarchy demo");
        final MeshChecker checker = new MeshChecker(CheckerSettings.of(MeshSettings.defaults()));
        try (RunRecorder run = new RunRecorder(facts, checker, directory.resolve("run.hlog"), 0)) {
            // Equal in entities, not in weights.
            tick(run, 1, 300_000);
            tick(run, 2, 100_000);
            run.onSecond(1000);
            assertEquals(1.5, run.timeline().get(0).imbalance());
            tick(run, 1, 300_000);
            tick(run, 2, 100_000);
            tick(run, 3, 0);
            run.onSecond(2000);
            assertEquals(2.25, run.timeline().get(1).imbalance());
            run.onDecision(1, DecisionKind.RETIRE.ordinal(), 3, 0, 0, "idle", 2000);
            tick(run, 1, 200_000);
            tick(run, 2, 200_000);
            tick(run, 3, 0);
            run.onSecond(3000);
            assertEquals(1, run.timeline().get(2).imbalance());
            final JsonNode json = run.summary().json();
            assertEquals((1.5 + 2.25 + 1) / 3, at(json, "imbalance.mean").asDouble(), 0.01);
            assertEquals(2.25, at(json, "imbalance.p99").asDouble(), 0.01);
        }
    }

    private static void tick(final RunRecorder run, final int node, final long load) {
        run.onTickTimes(node, 1, 0, 1, 0, 100, 0, 0, 0);
        run.onLoad(node, 1, load);
    }

    @Test
    void shouldCountReturnsWhateverTheOrderOfReading() {
        final Returns returns = new Returns();
        returns.onHandedOver(1, 10, 20, 1_000_000_000L);
        returns.onHandedOver(1, 20, 10, 5_000_000_000L);
        assertEquals(1, returns.count());
        returns.onHandedOver(2, 20, 10, 5_000_000_000L);
        returns.onHandedOver(2, 10, 20, 1_000_000_000L);
        assertEquals(2, returns.count());
        returns.onHandedOver(3, 10, 20, 1_000_000_000L);
        returns.onHandedOver(3, 20, 10, 11_500_000_000L);
        returns.onHandedOver(4, 10, 20, 1_000_000_000L);
        returns.onHandedOver(4, 20, 30, 2_000_000_000L);
        assertEquals(2, returns.count());
    }

    private static JsonNode at(final JsonNode json, final String path) {
        JsonNode node = json;
        for (final String part : path.split("\\.")) {
            node = node.path(part);
        }
        return node;
    }
}
