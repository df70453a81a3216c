package io.octarchy.simulator.net;

import org.agrona.DirectBuffer;

/** Watches every frame on its way. */
public interface Traffic {
    /** A frame was committed to a wire. */
    void onSent(Wire wire, DirectBuffer buffer, int offset, int length);

    /** It was taken at the other end. */
    void onTaken(Wire wire, DirectBuffer buffer, int offset, int length);
}
