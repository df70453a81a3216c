package io.octarchy.mesh.gateway;

import java.util.concurrent.atomic.AtomicLongArray;

/** A number for each {@link GatewayCounter}. Written by the gateway's agent alone; any thread may read. */
public final class GatewayCounters {
    private final AtomicLongArray values = new AtomicLongArray(GatewayCounter.values().length);

    /** Value as last written; counters are not read together. */
    public long get(final GatewayCounter counter) {
        return values.get(counter.ordinal());
    }

    void increment(final GatewayCounter counter) {
        final int i = counter.ordinal();
        values.lazySet(i, values.getPlain(i) + 1);
    }
}
