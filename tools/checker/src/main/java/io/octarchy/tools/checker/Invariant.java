package io.octarchy.tools.checker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One of I1 to I9: how often it was evaluated, how often it did not hold, and what the first breaches were. */
public abstract class Invariant {
    private static final int MAX_TEXTS = 20;

    private final String name;
    private final List<String> texts = new ArrayList<>(MAX_TEXTS);
    private long checked;
    private long violations;

    protected Invariant(final String name) {
        this.name = name;
    }

    /** I1 to I9. */
    public final String name() {
        return name;
    }

    /** Evaluations so far. */
    public final long checked() {
        return checked;
    }

    public final long violations() {
        return violations;
    }

    /** Breaches of several together. */
    static long violations(final List<Invariant> invariants) {
        long sum = 0;
        for (int i = 0; i < invariants.size(); i++) {
            sum += invariants.get(i).violations;
        }
        return sum;
    }

    /** The first breaches, what and where. */
    public final List<String> texts() {
        return Collections.unmodifiableList(texts);
    }

    final void check() {
        checked++;
    }

    final void check(final long times) {
        checked += times;
    }

    final void violated(final String format, final Object... arguments) {
        violations++;
        if (texts.size() < MAX_TEXTS) {
            texts.add(String.format(java.util.Locale.ROOT, format, arguments));
        }
    }

    final void add(final long checked, final long violations, final List<String> texts) {
        this.checked += checked;
        this.violations += violations;
        texts.stream().limit(MAX_TEXTS - this.texts.size()).forEach(this.texts::add);
    }

    static String epoch(final long epoch) {
        return (epoch >>> 32) + ":" + (epoch & 0xFFFF_FFFFL);
    }
}
