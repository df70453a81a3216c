package io.octarchy.tools.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Sums up what came of many seeds. */
final class Tally {
    private static final int INVARIANTS = 9;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final long[] violations = new long[INVARIANTS];
    private final long[] checked = new long[INVARIANTS];
    private final Map<String, Long> faults = new TreeMap<>();
    private long seeds;
    private long ticks;
    private long simulatedNs;
    private long handovers;
    private long takeovers;
    private long hash;
    private Long failingSeed;

    /** Add the simulator's answer about a seed; true when nothing was violated. */
    boolean add(final long seed, final Map<String, Object> answer) {
        seeds++;
        ticks += (Long) answer.get("ticks");
        simulatedNs += (Long) answer.get("simulatedNs");
        handovers += (Long) answer.get("handovers");
        takeovers += (Long) answer.get("takeovers");
        hash = hash * FACTOR ^ (Long) answer.get("historyHash");
        for (final Map.Entry<?, ?> fault : ((Map<?, ?>) answer.get("faults")).entrySet()) {
            faults.merge((String) fault.getKey(), (Long) fault.getValue(), Long::sum);
        }
        addTo(checked, (long[]) answer.get("checked"));
        final boolean good = addTo(violations, (long[]) answer.get("violations")) == 0;
        if (!good && failingSeed == null) {
            failingSeed = seed;
        }
        return good;
    }

    private static long addTo(final long[] sums, final long[] values) {
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
            sums[i] += values[i];
            sum += values[i];
        }
        return sum;
    }

    boolean isGood() {
        return failingSeed == null;
    }

    long seeds() {
        return seeds;
    }

    /** Virtual over real time. */
    double speed(final long wallNs) {
        return simulatedNs / (double) Math.max(1, wallNs);
    }

    /** As design asks for it. */
    Map<String, Object> summary(final long wallNs) {
        final Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("seeds", seeds);
        summary.put("ticks", ticks);
        summary.put("simulatedSeconds", simulatedNs / 1e9);
        summary.put("wallSeconds", wallNs / 1e9);
        summary.put("handovers", handovers);
        summary.put("takeovers", takeovers);
        summary.put("faults", faults);
        summary.put("violations", byInvariant(violations));
        summary.put("checked", byInvariant(checked));
        summary.put("historyHash", String.format(Locale.ROOT, "%016x", hash));
        summary.put("failingSeed", failingSeed);
        return summary;
    }

    private static Map<String, Long> byInvariant(final long[] values) {
        final Map<String, Long> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put("I" + (i + 1), values[i]);
        }
        return named;
    }

    static String json(final Map<String, Object> summary) {
        return JsonMapper.shared().writeValueAsString(summary);
    }

    /** The first lines of a list. */
    static List<?> first(final List<?> lines, final int most) {
        return lines.subList(0, Math.min(most, lines.size()));
    }
}
