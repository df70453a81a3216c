package io.octarchy.mesh.event.disk;

import io.octarchy.replicator.frame.FrameChannel;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import org.agrona.BitUtil;
import org.agrona.IoUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The writer's side of a bounded ring of events in a memory-mapped file. One process writes, one thread of any process
 * reads ({@link EventRingReader}). What was committed before the writer died, even by SIGKILL, can still be read; a frame
 * claimed but not committed is never seen. The file is sparse: memory is taken as it fills for the first time.
 *
 * <p>The file stays when the ring is closed; whoever made its directory deletes it.
 */
public final class EventRing implements FrameChannel, AutoCloseable {
    public static final int DEFAULT_CAPACITY = 32 * 1024 * 1024;

    private static final int NOTHING = -1;

    private final File file;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer header;
    private final OneToOneRingBuffer ring;
    private final int maxFrameLength;
    private int claimed = NOTHING;
    private boolean closed;

    /** Make a ring of {@link #DEFAULT_CAPACITY} in a file that must not exist yet. */
    public EventRing(final File file) {
        this(file, DEFAULT_CAPACITY);
    }

    /**
     * Make a ring in a file that must not exist yet.
     *
     * @param capacity in bytes, a power of two, at least 4 KiB.
     * @throws IllegalStateException when the file exists or its file system has no room for it.
     */
    public EventRing(final File file, final int capacity) {
        if (!BitUtil.isPowerOfTwo(capacity) || capacity < 4096) {
            throw new IllegalArgumentException("capacity " + capacity + " is not a power of two of at least 4096");
        }
        this.file = file;
        mapped = map(file, capacity);
        header = new UnsafeBuffer(mapped, 0, EventRingLayout.HEADER_LENGTH);
        ring = new OneToOneRingBuffer(new UnsafeBuffer(
                mapped, EventRingLayout.HEADER_LENGTH, capacity + RingBufferDescriptor.TRAILER_LENGTH));
        maxFrameLength = Math.min(ring.maxMsgLength(), EventRingLayout.MAX_FRAME_LENGTH);
        header.putInt(EventRingLayout.CAPACITY_OFFSET, capacity);
        header.putLong(
                EventRingLayout.WRITER_PID_OFFSET, ProcessHandle.current().pid());
        header.putLongRelease(EventRingLayout.MAGIC_OFFSET, EventRingLayout.MAGIC);
    }

    private static MappedByteBuffer map(final File file, final int capacity) {
        final File directory = file.getAbsoluteFile().getParentFile();
        IoUtil.ensureDirectoryExists(directory, "event ring directory");
        if (file.exists()) {
            throw new IllegalStateException("event ring " + file + " exists already: each node needs one of its own");
        }
        final long length = EventRingLayout.fileLength(capacity);
        if (directory.getUsableSpace() < length) {
            throw new IllegalStateException("no room for an event ring of " + length + " bytes in " + directory
                    + ", which has " + directory.getUsableSpace() + " left: free some or choose another directory");
        }
        try {
            return IoUtil.mapNewFile(file, length, false);
        } catch (final UncheckedIOException e) {
            throw new IllegalStateException("cannot make event ring " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int claim(final int length) {
        if (length < 1 || length > maxFrameLength) {
            throw new IllegalArgumentException("frame of " + length + " bytes is not in 1.." + maxFrameLength);
        }
        if (claimed != NOTHING) {
            throw new IllegalStateException("the last claim is neither committed nor aborted");
        }
        if (closed) {
            return CLOSED;
        }
        final int index = ring.tryClaim(EventRingLayout.RECORD_TYPE, length);
        if (index < 0) {
            return BACK_PRESSURED;
        }
        claimed = index;
        return index;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return ring.buffer();
    }

    @Override
    public void commit() {
        ring.commit(takeClaim());
    }

    @Override
    public void abort() {
        ring.abort(takeClaim());
    }

    private int takeClaim() {
        if (claimed == NOTHING) {
            throw new IllegalStateException("nothing is claimed");
        }
        final int index = claimed;
        claimed = NOTHING;
        return index;
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public boolean isConnected() {
        return !closed;
    }

    public File file() {
        return file;
    }

    /** Nothing more will be written; readers see that once they have read all. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            header.putLongRelease(EventRingLayout.CLOSED_OFFSET, 1);
            IoUtil.unmap(mapped);
        }
    }
}
