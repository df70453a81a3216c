package io.octarchy.tools.record;

/**
 * Something that happened once and is worth a line in a chart.
 *
 * @param second since the start of the run.
 * @param kind shift, split, merge, spawn, retire, kill, takeover, ...
 */
public record Marker(double second, String kind, int node, int other, long value, String cause) {}
