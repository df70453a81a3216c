package io.octarchy.simulator.net;

import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.MutableDirectBuffer;

/**
 * One stream from one process to another, as Aeron has them: ordered, reliable and bounded while it is connected. What the
 * path holds back for a while arrives later; after the liveness time the connection is lost with all that was under way,
 * and there is another one once the path is whole again. Weather may disorder it beyond that.
 */
public final class Wire implements FrameChannel {
    private static final long HANDSHAKE_NS = 20_000_000L;

    private final Network network;
    private final int number;
    private final String name;
    private final Inbox inbox;
    private final int maxFrameLength;
    private final FrameRing ring = new FrameRing();
    private final Stragglers stragglers = new Stragglers();
    private final Path path;
    private final Path back;
    private final long openedNs;
    private long lastArrivalNs;
    private int unacked;
    private boolean connected;
    private boolean closed;

    Wire(
            final Network network,
            final int number,
            final String name,
            final Path path,
            final Path back,
            final Inbox inbox,
            final int maxFrameLength) {
        this.network = network;
        this.number = number;
        this.name = name;
        this.path = path;
        this.back = back;
        this.inbox = inbox;
        this.maxFrameLength = maxFrameLength;
        openedNs = network.nowNs();
    }

    /** Unique in its network. */
    public int number() {
        return number;
    }

    /** What it is, for people. */
    public String name() {
        return name;
    }

    /** The way that it goes. */
    public Path path() {
        return path;
    }

    @Override
    public int claim(final int length) {
        if (length < 1 || length > maxFrameLength) {
            throw new IllegalArgumentException(name + ": a frame has 1 to " + maxFrameLength + " bytes, not " + length);
        }
        if (closed) {
            return CLOSED;
        }
        if (!isConnected()) {
            return NOT_CONNECTED;
        }
        if (ring.size() + unacked + length > network.weather().windowBytes() || path.isClogged(network.nowNs())) {
            return BACK_PRESSURED;
        }
        return ring.claim(length);
    }

    @Override
    public MutableDirectBuffer buffer() {
        return ring.buffer();
    }

    @Override
    public void commit() {
        final int offset = ring.claimedOffset();
        final int length = ring.claimedLength();
        network.traffic().onSent(this, ring.buffer(), offset, length);
        final long arrivesNs = network.nowNs() + path.delayNs();
        if (path.isMuted(network.nowNs())) {
            return;
        }
        if (!network.weather().isOrderly()) {
            if (path.isDoubled()) {
                stray(arrivesNs + path.lateNs(), offset, length);
            }
            if (path.isLost()) {
                return;
            }
            if (path.isLate()) {
                stray(arrivesNs + path.lateNs(), offset, length);
                return;
            }
        }
        lastArrivalNs = Math.max(lastArrivalNs, arrivesNs);
        ring.commit(lastArrivalNs);
        inbox.onFrameDue(lastArrivalNs);
    }

    private void stray(final long arrivesNs, final int offset, final int length) {
        stragglers.add(arrivesNs, ring.buffer(), offset, length);
        inbox.onFrameDue(arrivesNs);
    }

    @Override
    public void abort() {
        // The claim is forgotten with the next one.
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public boolean isConnected() {
        if (closed || inbox == null) {
            return false;
        }
        final long nowNs = network.nowNs();
        final long stalledNs = Math.min(path.cutAtNs(), Math.min(back.cutAtNs(), inbox.closedAtNs()));
        if (stalledNs != Path.NEVER) {
            if (nowNs - stalledNs > network.weather().livenessNs()) {
                lose();
            }
        } else {
            unacked = 0;
            connected |= nowNs - Math.max(openedNs, Math.max(path.healedNs(), back.healedNs())) >= HANDSHAKE_NS;
        }
        return connected;
    }

    private void lose() {
        connected = false;
        if (path.isCut() || inbox.isClosed()) {
            ring.clear();
            stragglers.clear();
        }
    }

    /** Send no more; what was committed still arrives. */
    public void close() {
        closed = true;
    }

    /** The sender died: of what is under way, only what arrives before a time does. */
    public void die(final long lastNs) {
        closed = true;
        ring.truncate(lastNs);
        stragglers.clear();
    }

    /** Closed, and all that was under way has been taken. */
    boolean isOver() {
        return closed && ring.isEmpty() && stragglers.isEmpty();
    }

    long nextArrivalNs() {
        return path.isCut() ? Long.MAX_VALUE : Math.min(ring.arrivesNs(), stragglers.arrivesNs());
    }

    int poll(final long nowNs, final FrameTaker taker, final int limit) {
        if (path.isCut()) {
            isConnected();
            return 0;
        }
        int taken = 0;
        while (taken < limit && stragglers.arrivesNs() <= nowNs) {
            final MutableDirectBuffer frame = stragglers.first();
            if (!taker.onFrame(this, frame, 0, frame.capacity())) {
                break;
            }
            network.traffic().onTaken(this, frame, 0, frame.capacity());
            stragglers.removeFirst();
            taken++;
        }
        while (taken < limit && ring.arrivesNs() <= nowNs) {
            final int length = ring.length();
            if (!taker.onFrame(this, ring.buffer(), ring.offset(), length)) {
                break;
            }
            network.traffic().onTaken(this, ring.buffer(), ring.offset(), length);
            unacked += back.isCut() ? length : 0;
            ring.removeFirst();
            taken++;
        }
        return taken;
    }
}
