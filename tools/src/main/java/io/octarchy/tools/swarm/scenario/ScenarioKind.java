package io.octarchy.tools.swarm.scenario;

import io.octarchy.tools.trace.Traces;
import java.util.Locale;

/** The scenarios by the names of the command line. */
public enum ScenarioKind {
    ROAM,
    CROWD,
    BORDER_DANCE,
    RUSH_HOUR,
    TRACE;

    /**
     * Make one.
     *
     * @param traces recorded paths; needed by {@link #TRACE} only, otherwise null.
     * @throws IllegalArgumentException when the trace's map does not fit into the area.
     */
    public Scenario create(final Area area, final long seed, final double runSeconds, final Traces traces) {
        return switch (this) {
            case ROAM -> new Roam(area, seed, Roam.WIDE * area.edgeMetres());
            case CROWD -> new Crowd(area, seed, runSeconds);
            case BORDER_DANCE -> new BorderDance(area, seed);
            case RUSH_HOUR -> new RushHour(area, seed, runSeconds);
            case TRACE -> new TraceWalk(area, traces, seed);
        };
    }

    /** As on the command line: {@code border-dance}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
