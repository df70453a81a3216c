package io.octarchy.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.tools.swarm.scenario.ScenarioKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSettingsTest {
    private static DemoSettings settings(
            final String nodes, final String min, final String max, final ScenarioKind kind) {
        return DemoSettings.of(
                number(nodes), number(min), number(max), 0, 2_000, 90, kind, null, 10, false, -1, 1, Path.of("out"));
    }

    private static Integer number(final String text) {
        return text == null ? null : Integer.valueOf(text);
    }

    @ParameterizedTest
    @CsvSource({
        // nodes, min, max -> at the start, at least, at most, load a node carries
        ",,,1,1,8,733",
        "4,,,4,1,8,733",
        "2,,,2,1,4,1466",
        ",2,,2,2,8,733",
        ",6,,6,6,12,488",
        ",,4,1,1,4,1466",
        "1,1,1,1,1,1,2933"
    })
    void shouldLetARushHourGrowFromFewNodesToHalfOfThoseAllowed(
            final String nodes,
            final String min,
            final String max,
            final int start,
            final int least,
            final int most,
            final long capacity) {
        final DemoSettings demo = settings(nodes, min, max, ScenarioKind.RUSH_HOUR);
        assertEquals(start, demo.nodes());
        assertEquals(least, demo.minNodes());
        assertEquals(most, demo.maxNodes());
        assertEquals(capacity, demo.nodeCapacity());
        final MeshSettings mesh = demo.mesh(MeshSettings.defaults());
        assertEquals(least, mesh.balance().minNodes());
        assertEquals(most, mesh.balance().maxNodes());
        assertEquals(capacity * 1_000, mesh.limits().capacity());
    }

    @ParameterizedTest
    @CsvSource({",4,733", "3,3,977", "8,8,366"})
    void shouldKeepTheNodesOfOtherScenarios(final String nodes, final int all, final long capacity) {
        for (final ScenarioKind kind : ScenarioKind.values()) {
            if (kind != ScenarioKind.RUSH_HOUR) {
                final DemoSettings demo = settings(nodes, "1", "9", kind);
                assertEquals(all, demo.nodes());
                assertEquals(all, demo.minNodes());
                assertEquals(all, demo.maxNodes());
                assertEquals(capacity, demo.nodeCapacity());
            }
        }
    }

    @Test
    void shouldRefuseBoundsThatContradictEachOther() {
        assertThrows(ConfigException.class, () -> settings("4", "5", null, ScenarioKind.RUSH_HOUR));
        assertThrows(ConfigException.class, () -> settings("4", null, "3", ScenarioKind.RUSH_HOUR));
    }
}
