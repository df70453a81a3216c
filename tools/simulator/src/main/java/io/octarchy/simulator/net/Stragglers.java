package io.octarchy.simulator.net;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames that left the order of their stream: copies and those that were overtaken. Few, so simple. */
final class Stragglers {
    private record Frame(long arrivesNs, byte[] bytes) {}

    private final List<Frame> frames = new ArrayList<>();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    void add(final long arrivesNs, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        int at = frames.size();
        while (at > 0 && frames.get(at - 1).arrivesNs > arrivesNs) {
            at--;
        }
        frames.add(at, new Frame(arrivesNs, bytes));
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    long arrivesNs() {
        return frames.isEmpty() ? Long.MAX_VALUE : frames.get(0).arrivesNs;
    }

    /** The first, in a buffer that is good until the next call. */
    UnsafeBuffer first() {
        view.wrap(frames.get(0).bytes);
        return view;
    }

    void removeFirst() {
        frames.remove(0);
    }

    void clear() {
        frames.clear();
    }
}
