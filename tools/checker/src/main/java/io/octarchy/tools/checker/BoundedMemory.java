package io.octarchy.tools.checker;

import io.octarchy.codec.event.GaugeKind;

/** I7: queues, tables and histories stay under their stated bound. */
final class BoundedMemory extends Invariant {
    BoundedMemory() {
        super("I7");
    }

    void onGauge(final int incarnation, final GaugeKind kind, final long used, final long bound) {
        check();
        if (used > bound) {
            violated("node %d: %s holds %d, above its bound of %d", incarnation, kind, used, bound);
        }
    }
}
