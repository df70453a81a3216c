package io.octarchy.mesh.authority;

import io.octarchy.replicator.frame.FrameChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A network in memory: encoded frames go in, fate says when, how often and whether they come out. */
final class Net {
    static final int COORDINATOR = 0;

    /** Decides what becomes of a frame that was sent. */
    interface Fate {
        /** Call {@link Net#deliver} as often as the frame shall arrive. */
        void decide(Net net, long nowNs, Frame frame);
    }

    /** One frame on its way. */
    static final class Frame implements Comparable<Frame> {
        final int from;
        final int to;
        final UnsafeBuffer bytes;
        final long dueNs;
        final long number;

        Frame(final int from, final int to, final UnsafeBuffer bytes, final long dueNs, final long number) {
            this.from = from;
            this.to = to;
            this.bytes = bytes;
            this.dueNs = dueNs;
            this.number = number;
        }

        int schema() {
            return bytes.getShort(4);
        }

        int template() {
            return bytes.getShort(2);
        }

        /** Second field of all messages between nodes. */
        int fence() {
            return bytes.getInt(12);
        }

        @Override
        public int compareTo(final Frame other) {
            final int byTime = Long.compare(dueNs, other.dueNs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final List<PriorityQueue<Frame>> inboxes = new ArrayList<>();
    private Fate fate;
    private long nowNs;
    private long number;
    private long sent;

    Net(final Fate fate) {
        this.fate = fate;
    }

    void fate(final Fate newFate) {
        fate = newFate;
    }

    void now(final long newNowNs) {
        nowNs = newNowNs;
    }

    long sent() {
        return sent;
    }

    void deliver(final Frame frame, final long dueNs) {
        inbox(frame.to).add(new Frame(frame.from, frame.to, frame.bytes, dueNs, number++));
    }

    /** Next frame that has arrived, or null. */
    Frame poll(final int to) {
        final PriorityQueue<Frame> inbox = inbox(to);
        return !inbox.isEmpty() && inbox.peek().dueNs <= nowNs ? inbox.poll() : null;
    }

    /** The receiver cannot take it yet. */
    void putBack(final Frame frame) {
        inbox(frame.to).add(frame);
    }

    boolean isEmpty() {
        return inboxes.stream().allMatch(PriorityQueue::isEmpty);
    }

    void clear(final int to) {
        inbox(to).clear();
    }

    private PriorityQueue<Frame> inbox(final int to) {
        while (inboxes.size() <= to) {
            inboxes.add(new PriorityQueue<>());
        }
        return inboxes.get(to);
    }

    FrameChannel channel(final int from, final int to, final int maxFrameLength) {
        return new Channel(from, to, maxFrameLength);
    }

    /** One way out. */
    private final class Channel implements FrameChannel {
        private final int from;
        private final int to;
        private final int maxFrameLength;
        private final UnsafeBuffer space;
        private int claimed;

        private Channel(final int from, final int to, final int maxFrameLength) {
            this.from = from;
            this.to = to;
            this.maxFrameLength = maxFrameLength;
            space = new UnsafeBuffer(new byte[maxFrameLength]);
        }

        @Override
        public int claim(final int length) {
            if (length < 1 || length > maxFrameLength || claimed != 0) {
                throw new IllegalArgumentException("claim of " + length + " after " + claimed);
            }
            claimed = length;
            return 0;
        }

        @Override
        public MutableDirectBuffer buffer() {
            return space;
        }

        @Override
        public void commit() {
            final byte[] bytes = new byte[claimed];
            space.getBytes(0, bytes);
            claimed = 0;
            sent++;
            fate.decide(Net.this, nowNs, new Frame(from, to, new UnsafeBuffer(bytes), nowNs, number++));
        }

        @Override
        public void abort() {
            claimed = 0;
        }

        @Override
        public int maxFrameLength() {
            return maxFrameLength;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }
}
