package io.octarchy.mesh.config.disk;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How the value of a setting is written: a number, and a unit where one makes sense; without a unit it is the key's. */
public enum Unit {
    /** Whole number. */
    COUNT(true, Map.of()),
    /** True or false, as 1 or 0. */
    FLAG(true, Map.of()),
    /** Number. */
    RATIO(false, Map.of()),
    METRES(false, Map.of("m", 1.0, "km", 1000.0)),
    METRES_PER_SECOND(false, Map.of("m/s", 1.0, "km/h", 1 / 3.6)),
    NANOSECONDS(true, Map.of("ns", 1.0, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9, "min", 60e9));

    private final boolean whole;
    private final Map<String, Double> factors;

    Unit(final boolean whole, final Map<String, Double> factors) {
        this.whole = whole;
        this.factors = factors;
    }

    /** @throws IllegalArgumentException telling what was expected. */
    double parse(final String text) {
        final String stripped = text.strip();
        if (this == FLAG) {
            return flag(stripped);
        }
        int end = stripped.length();
        while (end > 0 && !Character.isDigit(stripped.charAt(end - 1)) && stripped.charAt(end - 1) != '.') {
            end--;
        }
        final String name = stripped.substring(end).strip();
        final Double factor = name.isEmpty() ? Double.valueOf(1) : factors.get(name);
        final double number = factor == null || end == 0 ? Double.NaN : number(stripped.substring(0, end));
        final double value = Double.isNaN(number) ? number : number * factor;
        if (!Double.isFinite(value) || whole && (Math.rint(value) != value || Math.abs(value) > 1L << 53)) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + expectation());
        }
        return value;
    }

    private static double flag(final String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + FLAG.expectation());
        }
        return text.equals("true") ? 1 : 0;
    }

    /** As it is written, without a unit. */
    String text(final double value) {
        if (this == FLAG) {
            return Boolean.toString(value != 0);
        }
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private static double number(final String digits) {
        try {
            return new BigDecimal(digits).doubleValue();
        } catch (final NumberFormatException e) {
            return Double.NaN;
        }
    }

    String expectation() {
        if (this == FLAG) {
            return "true or false";
        }
        final String kind = whole ? "a whole number" : "a number";
        return factors.isEmpty()
                ? kind
                : kind + " of " + name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ", or a number with one of the units " + String.join(", ", new TreeMap<>(factors).keySet());
    }
}
