package io.octarchy.mesh.event.disk;

import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import org.agrona.BitUtil;
import org.agrona.IoUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The reader's side of an {@link EventRing}, in any process, during and after the writer's life. One thread reads, and
 * reading takes: there is one reader of a ring.
 */
public final class EventRingReader implements AutoCloseable {
    private final File file;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer header;
    private final OneToOneRingBuffer ring;
    private final long writerPid;
    private final MessageHandler guard = this::onRecord;
    private MessageHandler handler;
    private boolean handling;
    private boolean closed;

    private EventRingReader(final File file, final MappedByteBuffer mapped) {
        this.file = file;
        this.mapped = mapped;
        header = new UnsafeBuffer(mapped, 0, EventRingLayout.HEADER_LENGTH);
        writerPid = header.getLong(EventRingLayout.WRITER_PID_OFFSET);
        final int capacity = header.getInt(EventRingLayout.CAPACITY_OFFSET);
        ring = new OneToOneRingBuffer(new UnsafeBuffer(
                mapped, EventRingLayout.HEADER_LENGTH, capacity + RingBufferDescriptor.TRAILER_LENGTH));
    }

    /** Is the file there and its header complete? A writer makes it so before its first event. */
    public static boolean isReady(final File file) {
        return file.isFile() && file.length() > EventRingLayout.HEADER_LENGTH && hasMagic(file);
    }

    private static boolean hasMagic(final File file) {
        final MappedByteBuffer page = IoUtil.mapExistingFile(
                file, FileChannel.MapMode.READ_ONLY, "event ring", 0, EventRingLayout.HEADER_LENGTH);
        try {
            return new UnsafeBuffer(page).getLong(EventRingLayout.MAGIC_OFFSET) == EventRingLayout.MAGIC;
        } finally {
            IoUtil.unmap(page);
        }
    }

    /** @throws IllegalStateException when the file is absent, not complete yet, or not an event ring. */
    public static EventRingReader open(final File file) {
        if (!isReady(file)) {
            throw new IllegalStateException(file + " is not an event ring, or its writer has not made it yet");
        }
        final MappedByteBuffer mapped = IoUtil.mapExistingFile(file, "event ring");
        final int capacity = new UnsafeBuffer(mapped).getInt(EventRingLayout.CAPACITY_OFFSET);
        if (!BitUtil.isPowerOfTwo(capacity) || EventRingLayout.fileLength(capacity) != mapped.capacity()) {
            IoUtil.unmap(mapped);
            throw new IllegalStateException(file + " is damaged: its length is not that of a ring of " + capacity);
        }
        return new EventRingReader(file, mapped);
    }

    /**
     * Take up to limit frames, in the order in which they were committed.
     *
     * @return how many there were.
     * @throws IllegalStateException when positions or lengths in the file cannot be: it is damaged, and no more of it is
     *     any good.
     */
    public int read(final MessageHandler newHandler, final int limit) {
        if (closed) {
            return 0;
        }
        final long from = ring.consumerPosition();
        final long unread = ring.producerPosition() - from;
        // The ring itself trusts its lengths alone, and would go round in circles over those of a damaged file.
        if (unread == 0) {
            return 0;
        }
        if (from < 0 || unread < 0 || unread > ring.capacity() || (from & RecordDescriptor.ALIGNMENT - 1) != 0) {
            throw damaged();
        }
        handler = newHandler;
        handling = false;
        try {
            return ring.read(guard, limit);
        } catch (final IndexOutOfBoundsException e) {
            if (handling) {
                throw e;
            }
            throw damaged();
        }
    }

    private void onRecord(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        if (length < 0 || length > ring.capacity() - index) {
            throw damaged();
        }
        handling = true;
        handler.onMessage(type, buffer, index, length);
        handling = false;
    }

    private IllegalStateException damaged() {
        return new IllegalStateException(file + " is damaged: it holds a position or a length that cannot be");
    }

    /** Bytes written and not read yet. */
    public int size() {
        return closed ? 0 : ring.size();
    }

    /** Process that wrote or writes. */
    public long writerPid() {
        return writerPid;
    }

    /** Did the writer close the ring? Read once more after this says so: all is there then. */
    public boolean isWriterClosed() {
        return closed || header.getLongVolatile(EventRingLayout.CLOSED_OFFSET) == 1;
    }

    /**
     * Is the writer done, closed or dead? Read once more after this says so. A process id may be used again by another
     * process, so the answer no is not for sure.
     */
    public boolean isWriterGone() {
        return isWriterClosed()
                || !ProcessHandle.of(writerPid()).map(ProcessHandle::isAlive).orElse(false);
    }

    public File file() {
        return file;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            IoUtil.unmap(mapped);
        }
    }
}
