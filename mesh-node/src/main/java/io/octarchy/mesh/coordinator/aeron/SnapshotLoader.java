package io.octarchy.mesh.coordinator.aeron;

import io.aeron.Image;
import io.aeron.logbuffer.FragmentHandler;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import io.octarchy.codec.disk.StateBeginDecoder;
import io.octarchy.codec.disk.StateChunkDecoder;
import io.octarchy.codec.disk.StateEndDecoder;
import io.octarchy.mesh.coordinator.CoordinatorCore;
import io.octarchy.mesh.coordinator.state.StateReader;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Reads what {@link SnapshotTaker} wrote, all or nothing. */
final class SnapshotLoader {
    private static final int FRAGMENTS = 64;

    private final IdleStrategy idle;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StateBeginDecoder begin = new StateBeginDecoder();
    private final StateChunkDecoder chunk = new StateChunkDecoder();
    private final StateEndDecoder end = new StateEndDecoder();
    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer();
    private int length;
    private int chunks;
    private boolean ended;
    private boolean whole;

    SnapshotLoader(final IdleStrategy idle) {
        this.idle = idle;
    }

    /** Returns the checksum of the state. */
    long load(final Image image, final CoordinatorCore core) {
        final FragmentHandler handler = (buffer, offset, fragment, ignored) -> onFrame(buffer, offset);
        idle.reset();
        while (!ended) {
            final int fragments = image.poll(handler, FRAGMENTS);
            if (fragments == 0 && (image.isClosed() || image.isEndOfStream())) {
                throw new IllegalStateException("snapshot ends after " + chunks + " chunks");
            }
            idle.idle(fragments);
        }
        if (!whole) {
            throw new IllegalStateException("snapshot is damaged: length or checksum is not what it says");
        }
        final StateReader reader = new StateReader(bytes, length);
        core.pass(reader);
        if (reader.remaining() != 0) {
            throw new IllegalStateException("snapshot has " + reader.remaining() + " bytes too many");
        }
        return core.checksum();
    }

    private void onFrame(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        if (header.schemaId() != StateBeginDecoder.SCHEMA_ID) {
            throw new IllegalStateException("snapshot holds a frame of schema " + header.schemaId());
        }
        switch (header.templateId()) {
            case StateBeginDecoder.TEMPLATE_ID -> onBegin(buffer, offset);
            case StateChunkDecoder.TEMPLATE_ID -> onChunk(buffer, offset);
            case StateEndDecoder.TEMPLATE_ID -> onEnd(buffer, offset);
            default -> throw new IllegalStateException("snapshot holds an unknown frame " + header.templateId());
        }
    }

    private void onBegin(final DirectBuffer buffer, final int offset) {
        begin.wrapAndApplyHeader(buffer, offset, header);
        if (begin.layout() != CoordinatorCore.LAYOUT) {
            throw new IllegalStateException("snapshot has layout " + begin.layout() + ", this release reads "
                    + CoordinatorCore.LAYOUT + ": start the coordinator from an empty directory");
        }
    }

    private void onChunk(final DirectBuffer buffer, final int offset) {
        chunk.wrapAndApplyHeader(buffer, offset, header);
        if (chunk.sequence() != chunks) {
            throw new IllegalStateException("snapshot lacks chunk " + chunks);
        }
        chunks++;
        length += chunk.getBytes(bytes, length, chunk.bytesLength());
    }

    private void onEnd(final DirectBuffer buffer, final int offset) {
        end.wrapAndApplyHeader(buffer, offset, header);
        ended = true;
        whole = end.chunks() == chunks
                && end.length() == length
                && end.checksum() == new StateReader(bytes, length).checksum();
    }
}
