package io.octarchy.tools.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What a summary is held to.
 *
 * @param name of the threshold.
 * @param measured as text; "not measured" when it was not.
 * @param limit as text.
 * @param state {@link State}.
 */
public record Verdict(String name, String measured, String limit, State state) {
    /** How it went. */
    public enum State {
        GOOD,
        FAILED,
        /** Nothing to judge. */
        OPEN
    }

    /** The standing thresholds of a run; an invariant that was never evaluated proves nothing, and stays open. */
    public static List<Verdict> of(final JsonNode summary) {
        final List<Verdict> all = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            all.add(invariant("I" + i, summary));
        }
        all.add(atMost("ticks skipped", summary.path("ticksSkipped"), 0));
        all.add(atMost("ticks doubled", summary.path("ticksDoubled"), 0));
        all.add(atMost("tick p99, ms", summary.path("tick").path("p99"), 50));
        all.add(share(
                "players connected throughout",
                summary.path("playersConnected").path("min"),
                summary.path("players"),
                0.99));
        all.add(share("updates delivered", summary.path("updatesDelivered"), summary.path("updatesDue"), 0.99));
        if (summary.path("unverified").asBoolean(false)) {
            all.add(new Verdict("all events seen", "some were lost", "none lost", State.FAILED));
        }
        return all;
    }

    /** Did nothing fail? */
    public static boolean isGood(final List<Verdict> all) {
        return all.stream().noneMatch(verdict -> verdict.state() == State.FAILED);
    }

    private static Verdict invariant(final String name, final JsonNode summary) {
        final JsonNode violations = summary.path("violations").path(name);
        final long checked = summary.path("checked").path(name).asLong(0);
        if (!violations.isNumber() || checked == 0 && violations.asLong() == 0) {
            return new Verdict("violations of " + name, "not measured", "0", State.OPEN);
        }
        return new Verdict(
                "violations of " + name,
                violations.asLong() + " in " + grouped(checked) + " checks",
                "0",
                violations.asLong() == 0 ? State.GOOD : State.FAILED);
    }

    private static Verdict atMost(final String name, final JsonNode value, final double limit) {
        if (!value.isNumber()) {
            return new Verdict(name, "not measured", "≤ " + number(limit), State.OPEN);
        }
        return new Verdict(
                name,
                number(value.asDouble()),
                "≤ " + number(limit),
                value.asDouble() <= limit ? State.GOOD : State.FAILED);
    }

    private static Verdict share(final String name, final JsonNode part, final JsonNode whole, final double limit) {
        final String text = "≥ " + number(limit * 100) + " %";
        if (!part.isNumber() || whole.asDouble(0) == 0) {
            return new Verdict(name, "not measured", text, State.OPEN);
        }
        final double share = part.asDouble() / whole.asDouble();
        return new Verdict(
                name,
                String.format(Locale.ROOT, "%.2f %%", share * 100),
                text,
                share >= limit ? State.GOOD : State.FAILED);
    }

    static String number(final double value) {
        return Math.rint(value) == value && Math.abs(value) < 1e15
                ? grouped((long) value)
                : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }

    private static String grouped(final long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }
}
