package io.octarchy.mesh.event.disk;

import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** What stands where in the file of an event ring: one page of header, then the ring and its trailer. */
final class EventRingLayout {
    /** "OctEvRin" in ASCII; written last, so that a reader never sees a half-made file. */
    static final long MAGIC = 0x4F63744576526E31L;

    static final int MAGIC_OFFSET = 0;
    static final int CAPACITY_OFFSET = 8;
    static final int WRITER_PID_OFFSET = 16;
    static final int CLOSED_OFFSET = 24;
    static final int HEADER_LENGTH = 4096;

    /** Type of all records in the ring; what they hold is told by their message headers. */
    static final int RECORD_TYPE = 1;

    /** Longest frame, so that batches stay small and the reader's bursts short. */
    static final int MAX_FRAME_LENGTH = 64 * 1024;

    private EventRingLayout() {}

    static long fileLength(final int capacity) {
        return (long) HEADER_LENGTH + capacity + RingBufferDescriptor.TRAILER_LENGTH;
    }
}
