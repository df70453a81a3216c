package io.octarchy.simulator.net;

import java.util.ArrayList;
import java.util.List;

/** One stream to receive of a process: wires of many senders end here. Polled in turns, so that none starves another. */
public final class Inbox {
    private final int host;
    private final Waker waker;
    private final List<Wire> wires = new ArrayList<>();
    private long closedAtNs = Path.NEVER;
    private int first;

    /**
     * @param host where it is: paths lead to it.
     * @param waker told of every frame.
     */
    public Inbox(final int host, final Waker waker) {
        this.host = host;
        this.waker = waker;
    }

    public int host() {
        return host;
    }

    void onFrameDue(final long arrivesNs) {
        waker.onFrameDue(arrivesNs);
    }

    void attach(final Wire wire) {
        wires.add(wire);
    }

    /** The process is gone: nobody receives here any more. */
    public void close(final long nowNs) {
        closedAtNs = nowNs;
        wires.clear();
    }

    long closedAtNs() {
        return closedAtNs;
    }

    boolean isClosed() {
        return closedAtNs != Path.NEVER;
    }

    /** Take up to so many frames of each wire that have arrived; returns their number. */
    public int poll(final long nowNs, final FrameTaker taker, final int limit) {
        final int count = wires.size();
        first = first + 1 < count ? first + 1 : 0;
        int taken = 0;
        boolean ended = false;
        for (int i = 0; i < count; i++) {
            final Wire wire = wires.get(first + i < count ? first + i : first + i - count);
            taken += wire.poll(nowNs, taker, limit);
            ended |= wire.isOver();
        }
        if (ended) {
            wires.removeIf(Wire::isOver);
        }
        return taken;
    }

    /** When the next frame arrives, or {@link Long#MAX_VALUE}. */
    public long nextArrivalNs() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < wires.size(); i++) {
            next = Math.min(next, wires.get(i).nextArrivalNs());
        }
        return next;
    }
}
