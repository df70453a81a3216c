package io.octarchy.mesh.node;

import io.octarchy.codec.event.CounterKind;

/** What happened so often, in one place; written out as events once a second. */
public final class NodeCounters {
    private final long[] totals = new long[CounterKind.values().length];

    public void add(final CounterKind kind, final long count) {
        totals[kind.ordinal()] += count;
    }

    public void increment(final CounterKind kind) {
        totals[kind.ordinal()]++;
    }

    public void set(final CounterKind kind, final long total) {
        totals[kind.ordinal()] = total;
    }

    public long total(final CounterKind kind) {
        return totals[kind.ordinal()];
    }
}
