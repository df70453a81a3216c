package io.octarchy.tools.report;

import io.octarchy.codec.event.CounterKind;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.record.Marker;
import io.octarchy.tools.record.NodeFigures;
import io.octarchy.tools.record.RunRecorder;
import io.octarchy.tools.record.RunSummary;
import io.octarchy.tools.record.Second;
import io.octarchy.tools.record.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of one run in its directory: run.hlog (written by the recorder), summary.json, timeline.json, report.html. */
public final class RunFiles {
    public static final String HLOG = "run.hlog";
    public static final String SUMMARY = "summary.json";
    public static final String TIMELINE = "timeline.json";
    public static final String REPORT = "report.html";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What timeline.json holds. */
    public record Timeline(List<Second> seconds, List<Marker> markers, List<Map<String, String>> nodes) {
        static final Timeline EMPTY = new Timeline(List.of(), List.of(), List.of());
    }

    private RunFiles() {}

    /** Write all but the histogram log. */
    public static void write(final Path directory, final RunRecorder run, final RunSummary summary) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(SUMMARY), summary.pretty());
        final Timeline timeline = new Timeline(
                run.timeline(),
                run.markers(),
                run.nodes().stream().map(RunFiles::row).toList());
        Files.writeString(directory.resolve(TIMELINE), MAPPER.writeValueAsString(timeline));
        final Map<String, Map<String, Histogram>> series = new LinkedHashMap<>();
        for (final Tag tag : Tag.values()) {
            if (run.total(tag).getTotalCount() > 0) {
                series.put(tag.label(), Map.of("this run", run.total(tag)));
            }
        }
        final String title =
                "Octarchy: " + run.facts().scenario() + ", " + run.facts().players() + " players";
        ReportWriter.write(
                new ReportModel(
                        title, summary.json(), series, timeline.seconds(), timeline.markers(), timeline.nodes()),
                directory.resolve(REPORT));
    }

    private static Map<String, String> row(final NodeFigures node) {
        final Map<String, String> row = new LinkedHashMap<>();
        row.put("node", Integer.toString(node.incarnation()));
        row.put("state", node.life().toLowerCase(java.util.Locale.ROOT));
        row.put("ticks", Verdict.number(node.ticks()));
        row.put("tick p50, ms", Verdict.number(node.tick().getValueAtPercentile(50) / 1e6));
        row.put("p99", Verdict.number(node.tick().getValueAtPercentile(99) / 1e6));
        row.put("max", Verdict.number(node.tick().getMaxValue() / 1e6));
        row.put("entities", Verdict.number(node.entities()));
        row.put("sessions", Verdict.number(node.sessions()));
        row.put("ghosts", Verdict.number(node.ghosts()));
        row.put("handed over", Verdict.number(node.handedOver()));
        row.put("took over", Verdict.number(node.tookOver()));
        row.put("granted", Verdict.number(node.granted()));
        row.put("frozen ticks", Verdict.number(node.frozenTicks()));
        row.put("commands applied", Verdict.number(node.counter(CounterKind.COMMANDS_APPLIED)));
        row.put("stale dropped", Verdict.number(node.counter(CounterKind.STALE_DROPPED)));
        row.put("malformed dropped", Verdict.number(node.counter(CounterKind.MALFORMED_DROPPED)));
        row.put("strangers dropped", Verdict.number(node.counter(CounterKind.UNKNOWN_SENDER_DROPPED)));
        row.put("inputs refused", Verdict.number(node.counter(CounterKind.INPUTS_REFUSED)));
        row.put("spawns refused", Verdict.number(node.counter(CounterKind.SPAWNS_REFUSED)));
        row.put("places clamped", Verdict.number(node.counter(CounterKind.PLACES_CLAMPED)));
        row.put("events lost", Verdict.number(node.counter(CounterKind.EVENTS_LOST)));
        return row;
    }

    /** The summary beside a histogram log; an empty object when there is none. */
    static JsonNode summaryBeside(final Path hlog) {
        final Path file = hlog.resolveSibling(SUMMARY);
        return Files.exists(file) ? read(file, JsonNode.class) : MAPPER.createObjectNode();
    }

    static Timeline timelineBeside(final Path hlog) {
        final Path file = hlog.resolveSibling(TIMELINE);
        return Files.exists(file) ? read(file, Timeline.class) : Timeline.EMPTY;
    }

    private static <T> T read(final Path file, final Class<T> type) {
        try {
            return MAPPER.readValue(file.toFile(), type);
        } catch (final JacksonException e) {
            final int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    file + ":" + line + " is malformed: " + e.getOriginalMessage(),
                    "Write it anew, or take it away: the report does without.");
        }
    }
}
