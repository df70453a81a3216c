package io.octarchy.tools.swarm;

import java.util.Map;

/** In which unit a report tells a metric: times in one of their own, all else plain. */
enum MetricUnit {
    PLAIN(0),
    MILLISECONDS(1e-3),
    MICROSECONDS(1e-6);

    private static final Map<String, MetricUnit> BY_GROUP = Map.of(
            "tick", MILLISECONDS,
            "inputToView", MILLISECONDS,
            "outage", MILLISECONDS,
            "unprotectedMs", MILLISECONDS,
            "handover", MICROSECONDS,
            "authorityGap", MICROSECONDS);

    private final double seconds;

    MetricUnit(final double seconds) {
        this.seconds = seconds;
    }

    static MetricUnit of(final String metric) {
        final int dot = metric.indexOf('.');
        return BY_GROUP.getOrDefault(dot < 0 ? metric : metric.substring(0, dot), PLAIN);
    }

    boolean isTime() {
        return seconds != 0;
    }

    /** How a value in seconds reads in this unit. */
    double fromSeconds(final double value) {
        return value / seconds;
    }

    String suffix() {
        return this == PLAIN ? "" : this == MILLISECONDS ? " ms" : " us";
    }
}
