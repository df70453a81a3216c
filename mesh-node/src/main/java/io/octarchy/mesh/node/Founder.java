package io.octarchy.mesh.node;

import io.octarchy.codec.control.FoundDecoder;
import io.octarchy.mesh.authority.StandbySender;

/**
 * Begins the parts of the world that the coordinator says never began, each once: the game spawns what belongs there, in
 * one go before a tick, so that one standby frame holds all of it or nothing. It is told of as carried out when the standby
 * has that frame; whoever takes over from this node before then knows by the frame whether it was.
 */
final class Founder {
    private final TickRunner ticks;
    private final StandbySender standby;
    private int owed;
    private long start;
    private long end;
    private int carriedOut;
    private int told;
    private long frame;

    Founder(final TickRunner ticks, final StandbySender standby) {
        this.ticks = ticks;
        this.standby = standby;
    }

    /** The coordinator says what is owed, again and again. */
    void onFound(final FoundDecoder found) {
        if (found.number() > carriedOut) {
            owed = found.number();
            start = found.start();
            end = found.end();
        }
    }

    /** Before a tick is run: begin what is owed. */
    void run(final long lastTick) {
        if (owed > carriedOut) {
            ticks.startWorld(lastTick, start, end);
            carriedOut = owed;
            frame = standby.nextFrame();
            standby.founded(carriedOut);
        }
    }

    /** Newest founding that is carried out, and safe where there is a standby. */
    int founded() {
        if (told < carriedOut && standby.isSafe(frame)) {
            told = carriedOut;
        }
        return told;
    }

    /** Is nothing owed, and the last one safe? */
    boolean isIdle() {
        return owed <= carriedOut && founded() == carriedOut;
    }
}
