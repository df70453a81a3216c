package io.octarchy.tools.swarm;

import io.octarchy.tools.checker.view.ClientViewChecker;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run measured, by the names of the command line's contract. A swarm knows its own side only: the rest is there with
 * the value null.
 */
public final class SwarmReport {
    private static final int INVARIANTS = 9;
    private static final double NS_PER_MS = 1e6;
    private static final String[] QUANTILES = {"p50", "p99", "p999", "max"};

    private SwarmReport() {}

    /** Every metric's name, nothing measured. Groups are maps. */
    public static Map<String, Object> empty() {
        final Map<String, Object> report = new LinkedHashMap<>();
        report.put("players", null);
        report.put("playersConnected", group("min", "mean"));
        nulls(report, "nodesMin", "nodesMax", "seconds", "ticks", "tickHz");
        report.put("tick", group(QUANTILES));
        nulls(report, "handovers", "handoverAborts", "returnsWithin10s", "crossings", "borderShifts", "mapVersions");
        report.put("handover", group(QUANTILES));
        report.put("authorityGap", group("p50", "p99", "max"));
        nulls(report, "ticksSkipped", "ticksDoubled", "ticksFrozen");
        report.put("inputToView", group(QUANTILES));
        nulls(report, "inputsSent", "inputsApplied", "updatesDue", "updatesDelivered", "bytesPerPlayerPerSecond");
        nulls(report, "ghostsPerEntity");
        report.put("imbalance", group("mean", "p99"));
        nulls(report, "splits", "merges", "spawned", "retired", "migratedEntities", "takeovers");
        report.put("outage", group("p50", "p99", "max"));
        report.put("rollbackTicks", group("p50", "max"));
        nulls(report, "unprotectedMs", "staleAccepted", "staleDropped");
        report.put("violations", invariants());
        report.put("checked", invariants());
        nulls(
                report,
                "entitiesCreated",
                "entitiesRemoved",
                "entitiesAlive",
                "allocatedBytesPerTick",
                "ticksAllocating");
        nulls(report, "inputsMissed", "connectedShare", "unwantedDisconnects", "views");
        return report;
    }

    /** The report of a run that took so long. */
    public static Map<String, Object> of(
            final SwarmSettings settings,
            final double seconds,
            final SwarmMetrics metrics,
            final ClientViewChecker checker) {
        final Map<String, Object> report = empty();
        report.put("players", settings.players());
        put(report, "playersConnected", "min", metrics.connectedMin());
        put(report, "playersConnected", "mean", metrics.connectedMean());
        report.put("seconds", seconds);
        latency(report, metrics.latency());
        report.put("inputsSent", metrics.inputsSent());
        report.put("updatesDelivered", metrics.updates());
        final double playerSeconds = metrics.connectedMean() * seconds;
        report.put("bytesPerPlayerPerSecond", playerSeconds > 0 ? metrics.bytes() / playerSeconds : null);
        put(report, "violations", "I6", checker.violations());
        put(report, "checked", "I6", checker.evaluations());
        report.put("inputsMissed", metrics.inputsMissed());
        report.put("connectedShare", metrics.connectedShareMean());
        report.put("unwantedDisconnects", metrics.unwantedDisconnects());
        report.put("views", metrics.views());
        return report;
    }

    private static void latency(final Map<String, Object> report, final Histogram latency) {
        if (latency.getTotalCount() > 0) {
            put(report, "inputToView", "p50", latency.getValueAtPercentile(50) / NS_PER_MS);
            put(report, "inputToView", "p99", latency.getValueAtPercentile(99) / NS_PER_MS);
            put(report, "inputToView", "p999", latency.getValueAtPercentile(99.9) / NS_PER_MS);
            put(report, "inputToView", "max", latency.getMaxValue() / NS_PER_MS);
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(
            final Map<String, Object> report, final String group, final String name, final Object value) {
        ((Map<String, Object>) report.get(group)).put(name, value);
    }

    private static Map<String, Object> invariants() {
        final Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 1; i <= INVARIANTS; i++) {
            all.put("I" + i, null);
        }
        return all;
    }

    private static Map<String, Object> group(final String... names) {
        final Map<String, Object> group = new LinkedHashMap<>();
        nulls(group, names);
        return group;
    }

    private static void nulls(final Map<String, Object> report, final String... names) {
        for (final String name : names) {
            report.put(name, null);
        }
    }
}
