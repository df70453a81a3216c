package io.octarchy.simulator.cast;

import org.agrona.DirectBuffer;

/** Takes the events of all nodes. */
@FunctionalInterface
public interface EventSink {
    /** A frame of the event schema. */
    void onEvent(DirectBuffer buffer, int offset, int length);
}
