package io.octarchy.tools.checker;

import io.octarchy.codec.event.GaugeKind;

/** Gauges and maps of the nodes of a {@link SyntheticRun}. */
final class SyntheticMaps {
    private final Streams streams;
    private final Fault fault;
    private final int faultTick;
    private long version = 1;
    private boolean faultDone;

    SyntheticMaps(final Streams streams, final Fault fault, final int faultTick) {
        this.streams = streams;
        this.fault = fault;
        this.faultTick = faultTick;
    }

    boolean isFaultDone() {
        return faultDone;
    }

    void nextVersion() {
        version++;
    }

    void gauge(final int node, final long tick) {
        streams.add(node, tick, h -> h.onGauge(node, GaugeKind.GHOSTS, 10, 10));
    }

    void apply(final int node, final long tick) {
        final long applied = version;
        if (fault == Fault.MAP_NOT_APPLIED && tick >= faultTick && node == 102) {
            faultDone = true;
            return;
        }
        final boolean wrong = fault == Fault.OTHER_CHECKSUM && tick >= faultTick && !faultDone;
        faultDone |= wrong;
        streams.add(node, tick, h -> h.onMapApplied(node, applied, applied * 31 + (wrong ? 1 : 0), tick));
    }
}
