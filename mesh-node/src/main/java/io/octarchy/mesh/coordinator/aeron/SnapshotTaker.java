package io.octarchy.mesh.coordinator.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.octarchy.codec.disk.MessageHeaderEncoder;
import io.octarchy.codec.disk.StateBeginEncoder;
import io.octarchy.codec.disk.StateChunkEncoder;
import io.octarchy.codec.disk.StateEndEncoder;
import io.octarchy.mesh.coordinator.CoordinatorCore;
import io.octarchy.mesh.coordinator.state.StateWriter;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the core's whole state in chunks; see disk-codecs. */
final class SnapshotTaker {
    private static final int CHUNK = 1_024;

    private final IdleStrategy idle;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[CHUNK + 64]);

    SnapshotTaker(final IdleStrategy idle) {
        this.idle = idle;
    }

    /** Returns the checksum of the state. */
    long take(final ExclusivePublication publication, final CoordinatorCore core, final long logTimeNs) {
        final StateWriter writer = new StateWriter();
        core.pass(writer);
        final StateBeginEncoder begin = new StateBeginEncoder();
        begin.wrapAndApplyHeader(frame, 0, header)
                .layout(CoordinatorCore.LAYOUT)
                .logTimeNs(logTimeNs);
        offer(publication, begin.encodedLength());
        final StateChunkEncoder chunk = new StateChunkEncoder();
        int chunks = 0;
        for (int at = 0; at < writer.length(); at += CHUNK) {
            chunk.wrapAndApplyHeader(frame, 0, header).sequence(chunks++);
            chunk.putBytes(writer.buffer(), at, Math.min(CHUNK, writer.length() - at));
            offer(publication, chunk.encodedLength());
        }
        final StateEndEncoder end = new StateEndEncoder();
        end.wrapAndApplyHeader(frame, 0, header)
                .chunks(chunks)
                .length(writer.length())
                .checksum(writer.checksum());
        offer(publication, end.encodedLength());
        return writer.checksum();
    }

    private void offer(final ExclusivePublication publication, final int encodedLength) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
        idle.reset();
        while (true) {
            final long result = publication.offer(frame, 0, length);
            if (result > 0) {
                return;
            }
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("snapshot cannot be written: " + Publication.errorString(result));
            }
            idle.idle();
        }
    }
}
