package io.octarchy.mesh.gateway;

import io.octarchy.mesh.session.SessionFrames;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The newest few input frames of each session whose authority cannot take them now, oldest first. */
final class PendingInputs {
    /** Longest input frame that is kept; the one of this version has 44 bytes. */
    static final int MAX_FRAME_LENGTH = SessionFrames.MAX_INPUT_LENGTH;

    private final int depth;
    private final UnsafeBuffer frames;
    private final byte[] lengths;
    private final byte[] heads;
    private final byte[] counts;

    PendingInputs(final int sessions, final int depth) {
        this.depth = depth;
        frames = new UnsafeBuffer(new byte[Math.multiplyExact(sessions, depth * MAX_FRAME_LENGTH)]);
        lengths = new byte[sessions * depth];
        heads = new byte[sessions];
        counts = new byte[sessions];
    }

    boolean isEmpty(final int session) {
        return counts[session] == 0;
    }

    void clear(final int session) {
        counts[session] = 0;
    }

    /** Keep a frame. False when the oldest one was dropped for it. */
    boolean add(final int session, final DirectBuffer buffer, final int offset, final int length) {
        final boolean hasRoom = counts[session] < depth;
        if (!hasRoom) {
            removeOldest(session);
        }
        final int entry = entry(session, counts[session]++);
        lengths[entry] = (byte) length;
        frames.putBytes(entry * MAX_FRAME_LENGTH, buffer, offset, length);
        return hasRoom;
    }

    /** Where the oldest frame lies in {@link #buffer()}. */
    int oldestOffset(final int session) {
        return entry(session, 0) * MAX_FRAME_LENGTH;
    }

    int oldestLength(final int session) {
        return lengths[entry(session, 0)];
    }

    DirectBuffer buffer() {
        return frames;
    }

    void removeOldest(final int session) {
        heads[session] = (byte) ((heads[session] + 1) % depth);
        counts[session]--;
    }

    private int entry(final int session, final int position) {
        return session * depth + (heads[session] + position) % depth;
    }
}
