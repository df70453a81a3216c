package io.octarchy.simulator.trace;

import io.octarchy.simulator.net.Wire;
import java.util.function.IntToLongFunction;
import org.agrona.DirectBuffer;

/** Sees all that happens in a run, to tell people of it. It changes nothing. */
public interface Observer {
    /** Before all else. @param sessionOf gives the gateway's number of a player's session, 0 for none. */
    void begin(IntToLongFunction sessionOf);

    void onEvent(long nowNs, DirectBuffer buffer, int offset, int length);

    void onSent(long nowNs, Wire wire, DirectBuffer buffer, int offset, int length);

    void onTaken(long nowNs, Wire wire, DirectBuffer buffer, int offset, int length);

    /** Something that is no frame: a fault, a violation. */
    void onNote(long nowNs, String text);
}
