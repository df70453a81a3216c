package io.octarchy.mesh.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where a message with a repeating group is built, since its length is not known until the last entry. The entries are
 * counted here; the message's class sees to their fields.
 */
final class EventBatch {
    /** Frames of batches stay below this even when the channel would take more. */
    private static final int MAX_LENGTH = 64 * 1024;

    private final UnsafeBuffer buffer;
    private final int maxEntries;
    private int entries;
    private boolean open;

    EventBatch(final int maxFrameLength, final int fixedLength, final int entryLength) {
        final int length = Math.min(maxFrameLength, MAX_LENGTH);
        maxEntries = (length - fixedLength) / entryLength;
        if (maxEntries < 1) {
            throw new IllegalArgumentException(
                    "frames of " + maxFrameLength + " bytes hold no entry of " + entryLength);
        }
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN));
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int maxEntries() {
        return maxEntries;
    }

    int entries() {
        return entries;
    }

    boolean isFull() {
        return entries == maxEntries;
    }

    void begin() {
        if (open) {
            throw new IllegalStateException("a batch is open: end it first");
        }
        open = true;
        entries = 0;
    }

    void add() {
        if (!open) {
            throw new IllegalStateException("no batch is open: begin one first");
        }
        entries++;
    }

    void restart() {
        entries = 0;
    }

    void end() {
        if (!open) {
            throw new IllegalStateException("no batch is open: begin one first");
        }
        open = false;
    }
}
