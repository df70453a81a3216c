package io.octarchy.simulator.net;

import org.agrona.DirectBuffer;

/** Two who watch the same frames, one after the other. */
record Watchers(Traffic first, Traffic second) implements Traffic {
    @Override
    public void onSent(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        first.onSent(wire, buffer, offset, length);
        second.onSent(wire, buffer, offset, length);
    }

    @Override
    public void onTaken(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        first.onTaken(wire, buffer, offset, length);
        second.onTaken(wire, buffer, offset, length);
    }
}
