package io.octarchy.simulator.net;

import org.agrona.DirectBuffer;

/** What a process does with a frame that came. */
@FunctionalInterface
public interface FrameTaker {
    /**
     * Take a frame.
     *
     * @return false when it must wait in its stream and be offered again; those of other streams go on.
     */
    boolean onFrame(Wire wire, DirectBuffer buffer, int offset, int length);
}
