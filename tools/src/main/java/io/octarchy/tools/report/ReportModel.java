package io.octarchy.tools.report;

import io.octarchy.tools.record.Marker;
import io.octarchy.tools.record.Second;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/**
 * What a page shows.
 *
 * @param summary of the run; empty when there are only histograms.
 * @param series histograms by tag, then by name of the run.
 * @param nodes one object a node, all with the same keys.
 */
public record ReportModel(
        String title,
        JsonNode summary,
        Map<String, Map<String, Histogram>> series,
        List<Second> timeline,
        List<Marker> markers,
        List<Map<String, String>> nodes) {}
