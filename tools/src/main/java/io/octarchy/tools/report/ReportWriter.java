package io.octarchy.tools.report;

import static io.octarchy.tools.report.Svg.escape;

import io.octarchy.tools.record.Marker;
import io.octarchy.tools.record.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/** Writes a page that needs nothing but itself: no network, no script. */
public final class ReportWriter {
    private static final int MAX_MARKERS_LISTED = 200;

    private final ReportModel model;
    private final StringBuilder page = new StringBuilder();

    private ReportWriter(final ReportModel model) {
        this.model = model;
    }

    public static void write(final ReportModel model, final Path file) throws IOException {
        Files.writeString(file, render(model));
    }

    public static String render(final ReportModel model) {
        return new ReportWriter(model).render();
    }

    private String render() {
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>")
                .append(escape(model.title()))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n");
        verdict();
        percentiles();
        timeline();
        nodes();
        figures();
        environment();
        page.append("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private static String style() {
        try (InputStream in = ReportWriter.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void verdict() {
        page.append("<h1>").append(escape(model.title())).append("</h1>\n");
        if (model.summary().isEmpty()) {
            return;
        }
        final List<Verdict> all = Verdict.of(model.summary());
        page.append(
                Verdict.isGood(all)
                        ? "<p class=\"verdict good\">✓ Everything measured holds</p>\n"
                        : "<p class=\"verdict failed\">✗ Some of it does not hold</p>\n");
        page.append("<div class=\"tiles\">\n");
        all.forEach(this::tile);
        page.append("</div>\n");
        for (final JsonNode breach : model.summary().path("breaches")) {
            page.append("<p class=\"breach\">✗ ")
                    .append(escape(breach.asString()))
                    .append("</p>\n");
        }
    }

    private void tile(final Verdict verdict) {
        final String sign =
                switch (verdict.state()) {
                    case GOOD -> "✓";
                    case FAILED -> "✗";
                    case OPEN -> "–";
                };
        page.append("<div class=\"tile ")
                .append(verdict.state().name().toLowerCase(Locale.ROOT))
                .append("\"><b>")
                .append(sign)
                .append(' ')
                .append(escape(verdict.name()))
                .append("</b><span>")
                .append(escape(verdict.measured()))
                .append("</span><small>")
                .append(escape(verdict.limit()))
                .append("</small></div>\n");
    }

    private void percentiles() {
        page.append("<h2>Latency by percentile</h2>\n<div class=\"charts\">\n");
        model.series().forEach((label, series) -> {
            final Tag tag = Tag.of(label);
            final double nanosPerUnit = tag == null ? 1e6 : tag.nanosPerUnit();
            final String unit = tag == null ? "ms" : tag.unit();
            page.append("<figure><figcaption>").append(escape(label)).append("</figcaption>\n");
            page.append(new PercentileChart(series, nanosPerUnit).render(label, unit));
            percentileTable(series, nanosPerUnit, unit);
            page.append("</figure>\n");
        });
        page.append("</div>\n");
    }

    private void percentileTable(final Map<String, Histogram> series, final double nanosPerUnit, final String unit) {
        page.append("<table><tr><th></th><th>count</th><th>p50</th><th>p99</th><th>p99.9</th><th>max, ")
                .append(unit)
                .append("</th></tr>\n");
        int number = 0;
        for (final Map.Entry<String, Histogram> entry : series.entrySet()) {
            final Histogram h = entry.getValue();
            page.append(
                            "<tr><td><svg class=\"key\" viewBox=\"0 0 28 8\"><line x1=\"0\" y1=\"4\" x2=\"28\" y2=\"4\" class=\"series s")
                    .append(number++ % Svg.SERIES)
                    .append("\"/></svg> ")
                    .append(escape(entry.getKey()))
                    .append("</td>");
            cell(Verdict.number(h.getTotalCount()));
            cell(Verdict.number(h.getValueAtPercentile(50) / nanosPerUnit));
            cell(Verdict.number(h.getValueAtPercentile(99) / nanosPerUnit));
            cell(Verdict.number(h.getValueAtPercentile(99.9) / nanosPerUnit));
            cell(Verdict.number(h.getMaxValue() / nanosPerUnit));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private void cell(final String text) {
        page.append("<td>").append(escape(text)).append("</td>");
    }

    private void timeline() {
        if (model.timeline().isEmpty()) {
            return;
        }
        page.append("<h2>Timeline</h2>\n<p class=\"legend\">Marks: <i class=\"mark fault\">a node died</i> ")
                .append(
                        "<i class=\"mark takeover\">takeover</i> <i class=\"mark fleet\">node spawned, retired, joined, left</i> ")
                .append(
                        "<i class=\"mark cut\">region split or merged</i> <i class=\"mark shift\">border shifted</i></p>\n")
                .append("<figure class=\"wide\">")
                .append(new TimelineChart(model.timeline(), model.markers()).render())
                .append("</figure>\n");
        if (!model.markers().isEmpty()) {
            page.append("<details><summary>What was decided, and why</summary>\n<table>")
                    .append(
                            "<tr><th>s</th><th>what</th><th>node</th><th>other</th><th>value</th><th>cause</th></tr>\n");
            model.markers().stream().limit(MAX_MARKERS_LISTED).forEach(this::marker);
            page.append("</table></details>\n");
        }
    }

    private void marker(final Marker marker) {
        page.append("<tr>");
        cell(String.format(Locale.ROOT, "%.1f", marker.second()));
        cell(marker.kind());
        cell(Integer.toString(marker.node()));
        cell(marker.other() == 0 ? "" : Integer.toString(marker.other()));
        cell(Long.toString(marker.value()));
        cell(marker.cause());
        page.append("</tr>\n");
    }

    private void nodes() {
        if (model.nodes().isEmpty()) {
            return;
        }
        page.append("<h2>Nodes</h2>\n<table>\n<tr>");
        model.nodes().get(0).keySet().forEach(key -> page.append("<th>")
                .append(escape(key))
                .append("</th>"));
        page.append("</tr>\n");
        model.nodes().forEach(node -> {
            page.append("<tr>");
            node.values().forEach(this::cell);
            page.append("</tr>\n");
        });
        page.append("</table>\n");
    }

    private void figures() {
        if (model.summary().isEmpty()) {
            return;
        }
        page.append("<h2>Figures</h2>\n<dl>\n");
        model.summary().properties().forEach(entry -> {
            if (!List.of("environment", "breaches", "violations", "checked").contains(entry.getKey())) {
                figure(entry.getKey(), text(entry.getValue()));
            }
        });
        page.append("</dl>\n");
    }

    private void figure(final String name, final String value) {
        page.append("<div><dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd></div>\n");
    }

    private static String text(final JsonNode value) {
        if (value.isNull()) {
            return "not measured";
        }
        if (value.isNumber()) {
            return Verdict.number(value.asDouble());
        }
        final StringBuilder parts = new StringBuilder();
        if (value.isArray()) {
            value.forEach(one -> parts.append(parts.isEmpty() ? "" : " | ").append(text(one)));
            return parts.toString();
        }
        if (!value.isObject()) {
            return value.asString();
        }
        value.properties().forEach(part -> parts.append(parts.isEmpty() ? "" : "  ")
                .append(part.getKey())
                .append(' ')
                .append(text(part.getValue())));
        return parts.toString();
    }

    private void environment() {
        final JsonNode environment = model.summary().path("environment");
        if (environment.isObject()) {
            page.append("<h2>Where it was measured</h2>\n<dl>\n");
            environment.properties().forEach(entry -> {
                if (!entry.getKey().equals("command")) {
                    figure(entry.getKey(), entry.getValue().asString());
                }
            });
            page.append("</dl>\n<h2>To reproduce it</h2>\n<pre>")
                    .append(escape("git checkout " + environment.path("commit").asString("") + "\n"
                            + environment.path("command").asString("")))
                    .append("</pre>\n");
        }
    }
}
