package io.octarchy.mesh.client;

import org.agrona.DirectBuffer;

/** Takes the entries of a session's views, in order. */
public interface ViewReceiver {
    /**
     * One frame of a view.
     *
     * @param isReset starts afresh: what was known is void.
     * @param offset of the first entry.
     * @param length of all entries of this frame.
     */
    void onEntries(
            long tick, int sequence, boolean isReset, boolean isLast, DirectBuffer buffer, int offset, int length);
}
