package io.octarchy.tools.swarm;

import io.octarchy.tools.record.Tag;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound that a metric of the report must keep, as in {@code handover.p99<50ms}: a metric's name with dots, one of
 * {@code < <= > >= =}, a number, and for times {@code ns us ms s}. A metric that was not measured does not keep it.
 */
public final class Threshold {
    private static final Pattern FORM = Pattern.compile(
            "\\s*([A-Za-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]+)*)\\s*(<=|>=|<|>|=)\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z\u00b5%]*)\\s*");

    private final String text;
    private final String metric;
    private final String comparison;
    private final double bound;

    private Threshold(final String text, final String metric, final String comparison, final double bound) {
        this.text = text;
        this.metric = metric;
        this.comparison = comparison;
        this.bound = bound;
    }

    /** @throws IllegalArgumentException when it cannot be understood; the message says why and what would do. */
    public static Threshold parse(final String text) {
        final Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not METRIC, one of < <= > >= =, NUMBER and UNIT: write for example handover.p99<50ms");
        }
        final String metric = matcher.group(1);
        final Tag times = times(metric);
        final String suffix = matcher.group(4);
        final double nanos = nanosPer(suffix);
        if (times != null && nanos == 0) {
            throw new IllegalArgumentException("'" + text + "': " + metric + " is a time: give ns, us, ms or s");
        }
        if (times == null && !suffix.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "': " + metric + " is a plain number: leave out '" + suffix + "'");
        }
        final double number = Double.parseDouble(matcher.group(3));
        final double bound = times == null ? number : number * nanos / times.nanosPerUnit();
        return new Threshold(text.strip(), metric, matcher.group(2), bound);
    }

    /** What times a metric is one of; null: it is a plain number. */
    private static Tag times(final String metric) {
        final int dot = metric.indexOf('.');
        return dot < 0 ? null : Tag.of(metric.substring(0, dot));
    }

    private static double nanosPer(final String suffix) {
        return switch (suffix) {
            case "ns" -> 1;
            case "us", "\u00b5s" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> 0;
        };
    }

    /** The metric's name, groups before members with dots between. */
    public String metric() {
        return metric;
    }

    /**
     * Compare with a report.
     *
     * @param report metrics by name, groups of metrics as maps.
     * @return null when the bound is kept, else a sentence that says what was measured instead.
     */
    public String missed(final Map<String, ?> report) {
        final Object value = find(report, metric);
        if (!(value instanceof Number number)) {
            return text + ": " + (has(report, metric) ? "not measured in this run" : "there is no such metric");
        }
        final boolean kept =
                switch (comparison) {
                    case "<" -> number.doubleValue() < bound;
                    case "<=" -> number.doubleValue() <= bound;
                    case ">" -> number.doubleValue() > bound;
                    case ">=" -> number.doubleValue() >= bound;
                    default -> number.doubleValue() == bound;
                };
        final String unit = times(metric) == null ? "" : " " + times(metric).unit();
        return kept ? null : text + ": measured " + number + unit;
    }

    /** Does the report know a metric of this name, measured or not? */
    static boolean has(final Map<String, ?> report, final String name) {
        final int dot = name.indexOf('.');
        if (dot < 0) {
            return report.containsKey(name);
        }
        return report.get(name.substring(0, dot)) instanceof Map<?, ?> group
                && group.containsKey(name.substring(dot + 1));
    }

    private static Object find(final Map<String, ?> report, final String name) {
        final int dot = name.indexOf('.');
        final Object value = report.get(dot < 0 ? name : name.substring(0, dot));
        return dot < 0 ? value : value instanceof Map<?, ?> group ? group.get(name.substring(dot + 1)) : null;
    }

    @Override
    public String toString() {
        return text;
    }
}
