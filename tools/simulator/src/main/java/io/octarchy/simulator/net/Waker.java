package io.octarchy.simulator.net;

/** Hears of frames as soon as they are on their way: who waits for them sleeps until then. */
@FunctionalInterface
public interface Waker {
    /** A frame arrives at a true time, unless its path is cut before. */
    void onFrameDue(long arrivesNs);
}
