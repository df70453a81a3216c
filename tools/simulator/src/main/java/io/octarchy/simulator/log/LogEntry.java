package io.octarchy.simulator.log;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * One entry of the log.
 *
 * @param logTimeNs given by the leader, never below the entry's before.
 * @param commitNs true time at which it is on enough members.
 */
record LogEntry(Kind kind, long session, long logTimeNs, long commitNs, UnsafeBuffer bytes) {
    /** What an entry says. */
    enum Kind {
        OPEN,
        CLOSE,
        MESSAGE,
        TIMER,
        TERM
    }
}
