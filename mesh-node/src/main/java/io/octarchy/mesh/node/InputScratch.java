package io.octarchy.mesh.node;

import io.octarchy.codec.client.InputEncoder;
import io.octarchy.codec.client.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An input that waited here, as the message that it came in. */
final class InputScratch {
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + InputEncoder.BLOCK_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final InputEncoder encoder = new InputEncoder();

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int encode(
            final long session,
            final int sequence,
            final float moveX,
            final float moveY,
            final float moveZ,
            final float yaw,
            final int buttons) {
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .session(session)
                .sequence(sequence)
                .moveX(moveX)
                .moveY(moveY)
                .moveZ(moveZ)
                .yaw(yaw)
                .buttons(buttons);
        return buffer.capacity();
    }
}
