package io.octarchy.tools.report;

import io.octarchy.tools.record.Marker;
import io.octarchy.tools.record.Second;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Figures by second in lanes above each other, with marks of what was decided and what broke. */
final class TimelineChart {
    private static final int WIDTH = 1160;
    private static final int LANE = 84;
    private static final int LEFT = 96;
    private static final int RIGHT = 12;
    private static final int GAP = 16;
    private static final int FOOT = 26;

    private record Lane(String name, ToDoubleFunction<Second> value, boolean stepped) {}

    private static final List<Lane> LANES = List.of(
            new Lane("players", Second::players, false),
            new Lane("nodes", Second::nodes, true),
            new Lane("tick p99, ms", second -> Math.max(0, second.tickP99Ms()), false),
            new Lane("handovers/s", Second::handovers, false),
            new Lane("imbalance", Second::imbalance, false));

    private final List<Second> seconds;
    private final List<Marker> markers;
    private final double end;

    TimelineChart(final List<Second> seconds, final List<Marker> markers) {
        this.seconds = seconds;
        this.markers = markers;
        end = Math.max(
                1, seconds.isEmpty() ? 1 : seconds.get(seconds.size() - 1).second());
    }

    String render() {
        final int height = LANES.size() * (LANE + GAP) + FOOT;
        final Svg svg = new Svg(WIDTH, height, "Timeline of the run");
        final double step = niceStep(end / 10);
        for (double second = 0; second <= end; second += step) {
            svg.line(x(second), 0, x(second), height - FOOT, "grid");
            svg.text(x(second), height - FOOT + 18, "middle", "axis", Verdict.number(second) + " s");
        }
        for (int lane = 0; lane < LANES.size(); lane++) {
            lane(svg, LANES.get(lane), lane, lane * (LANE + GAP) + GAP);
        }
        for (final Marker marker : markers) {
            svg.mark(x(marker.second()), 0, height - FOOT, "mark " + style(marker.kind()), words(marker));
        }
        return svg.toString();
    }

    private void lane(final Svg svg, final Lane lane, final int number, final double top) {
        final double most = seconds.stream().mapToDouble(lane.value()).max().orElse(0);
        final double scale = most <= 0 ? 1 : most;
        final double bottom = top + LANE;
        svg.line(LEFT, bottom, WIDTH - RIGHT, bottom, "grid");
        svg.text(LEFT - 8, bottom - LANE / 2.0 + 4, "end", "lane", lane.name());
        svg.text(LEFT - 8, top + 10, "end", "axis", Verdict.number(most));
        svg.text(LEFT - 8, bottom, "end", "axis", "0");
        final StringBuilder points = new StringBuilder();
        double before = bottom;
        for (final Second second : seconds) {
            final double y = bottom - lane.value().applyAsDouble(second) / scale * LANE;
            if (lane.stepped() && points.length() > 0) {
                Svg.point(points, x(second.second()), before);
            }
            Svg.point(points, x(second.second()), y);
            before = y;
        }
        svg.path(points, "series plain s" + number % Svg.SERIES);
    }

    private double x(final double second) {
        return LEFT + Math.min(1, second / end) * (WIDTH - LEFT - RIGHT);
    }

    static double niceStep(final double about) {
        final double power = Math.pow(10, Math.floor(Math.log10(Math.max(0.1, about))));
        final double share = about / power;
        return Math.max(1, power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10));
    }

    /** Style of a kind of mark: faults stand out, shifts stay back. */
    static String style(final String kind) {
        return switch (kind) {
            case "kill", "dead" -> "fault";
            case "takeover decided", "takeover closed" -> "takeover";
            case "spawn", "retire", "joined", "left" -> "fleet";
            case "split", "merge" -> "cut";
            default -> "shift";
        };
    }

    private static String words(final Marker marker) {
        return String.format(
                Locale.ROOT,
                "%.1f s: %s, node %d%s%s",
                marker.second(),
                marker.kind(),
                marker.node(),
                marker.other() == 0 ? "" : " and " + marker.other(),
                marker.cause().isEmpty() ? "" : ": " + marker.cause());
    }
}
