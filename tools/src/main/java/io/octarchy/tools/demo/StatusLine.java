package io.octarchy.tools.demo;

import io.octarchy.tools.checker.MeshChecker;
import io.octarchy.tools.checker.view.ClientViewChecker;
import io.octarchy.tools.record.NodeFigures;
import io.octarchy.tools.record.RunRecorder;
import io.octarchy.tools.record.Tag;
import io.octarchy.tools.swarm.Swarm;
import java.io.PrintStream;
import java.util.Locale;

/** A line a second. */
final class StatusLine {
    private static final double NS_PER_MS = 1e6;

    private StatusLine() {}

    static void print(
            final PrintStream to,
            final DemoSettings demo,
            final SwarmThread players,
            final Swarm swarm,
            final RunRecorder recorder,
            final MeshChecker checker,
            final ClientViewChecker views) {
        int nodes = 0;
        for (final NodeFigures node : recorder.nodes()) {
            nodes += node.isAlive() ? 1 : 0;
        }
        to.printf(
                Locale.ROOT,
                "%-9s %3.0f/%.0f s  nodes %d  players %d  tick p50 %.1f p99 %.1f ms  view p50 %.0f ms"
                        + "  handovers %d  violations %d%n",
                players.phase().toString().toLowerCase(Locale.ROOT),
                players.elapsedSeconds(),
                demo.seconds(),
                nodes,
                swarm.connected(),
                recorder.total(Tag.TICK).getValueAtPercentile(50) / NS_PER_MS,
                recorder.total(Tag.TICK).getValueAtPercentile(99) / NS_PER_MS,
                recorder.total(Tag.INPUT_TO_VIEW).getValueAtPercentile(50) / NS_PER_MS,
                recorder.handovers(),
                checker.violations() + views.violations());
    }
}
