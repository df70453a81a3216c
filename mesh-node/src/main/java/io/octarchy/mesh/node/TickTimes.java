package io.octarchy.mesh.node;

import io.octarchy.mesh.event.NodeEvents;

/** What each tick took, from the moment it began to its last send: the event of it, and the sum for the heartbeats. */
final class TickTimes {
    private final World world;
    private final Avatars avatars;
    private final Ghosts ghosts;
    private final NodeEvents events;
    private final AllocationMeter allocation;
    private long tick;
    private long dueNs;
    private long startNs;
    private boolean open;
    private long allocatedBytes;
    private long busyNs;
    private int cpuMicros;

    TickTimes(
            final World world,
            final Avatars avatars,
            final Ghosts ghosts,
            final NodeEvents events,
            final AllocationMeter allocation) {
        this.world = world;
        this.avatars = avatars;
        this.ghosts = ghosts;
        this.events = events;
        this.allocation = allocation;
    }

    /** A tick begins; the one before has ended. */
    void begin(final long newTick, final long newDueNs, final long nowNs) {
        tick = newTick;
        dueNs = newDueNs;
        startNs = nowNs;
        open = true;
    }

    /** Has the newest tick run and not ended yet? */
    boolean isOpen() {
        return open;
    }

    /** All that the tick made is sent, or the next tick is about to run. */
    void end(final long sentNs, final int frozenTicks) {
        final long allocated = allocation.allocatedBytes();
        final long bytes = allocated < 0 ? -1 : allocated - allocatedBytes;
        allocatedBytes = allocated;
        busyNs += sentNs - startNs;
        events.tickTimes(
                tick,
                dueNs,
                startNs,
                sentNs,
                bytes,
                world.table().ruled(),
                avatars.sessions(),
                ghosts.count(),
                frozenTicks,
                world.loads().total());
        open = false;
    }

    /** Another second is over. */
    void sumUp() {
        cpuMicros = (int) (busyNs / 1000);
        busyNs = 0;
    }

    /** What the ticks of the last whole second took together. */
    int cpuMicros() {
        return cpuMicros;
    }
}
