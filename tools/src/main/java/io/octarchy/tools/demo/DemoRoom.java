package io.octarchy.tools.demo;

import io.octarchy.mesh.event.disk.EventRing;
import io.octarchy.replicator.aeron.MediaDrivers;

/** How much shared memory a demo fills in the end: whatever is mapped there without room kills the process. */
final class DemoRoom {
    private static final long MIB = 1L << 20;
    /** A media driver's own buffers. */
    private static final long DRIVER = 48 * MIB;

    /** The coordinator's driver, log and archive. */
    private static final long COORDINATOR = 64 * MIB;

    /** A publication's three terms. */
    private static final long LOG = 3L * MediaDrivers.TERM_LENGTH;

    /** Control and bulk to a neighbour. */
    private static final long NEIGHBOUR = 2 * LOG;

    /** Both ways between a node and the gateway. */
    private static final long SESSIONS = 2 * LOG;

    /** Streams to nodes far away hardly fill. */
    private static final int MAX_NEIGHBOURS = 6;

    private DemoRoom() {}

    /**
     * Bytes.
     *
     * @param processes is each node a process with a media driver of its own, so that a stream is written at both ends?
     */
    static long needed(final int nodes, final boolean processes) {
        final long streams = Math.min(nodes - 1, MAX_NEIGHBOURS) * NEIGHBOUR + SESSIONS;
        final long node = EventRing.DEFAULT_CAPACITY + (processes ? DRIVER + 2 * streams : streams);
        return COORDINATOR + DRIVER + SESSIONS + nodes * node;
    }
}
