package io.octarchy.mesh.node;

import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.peer.AbortDecoder;
import io.octarchy.codec.peer.CommandAnswerDecoder;
import io.octarchy.codec.peer.CommandDecoder;
import io.octarchy.codec.peer.CommandDoneDecoder;
import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.CommittedDecoder;
import io.octarchy.codec.peer.ForwardedInputDecoder;
import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.codec.peer.HandoverPhase;
import io.octarchy.codec.peer.KeepAliveDecoder;
import io.octarchy.codec.peer.LocationQueryDecoder;
import io.octarchy.codec.peer.LocationUpdateDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.PreparedDecoder;
import io.octarchy.codec.peer.RefusedDecoder;
import io.octarchy.codec.peer.ReleaseDecoder;
import io.octarchy.codec.peer.SeatAnswerDecoder;
import io.octarchy.codec.peer.SeatAskDecoder;
import io.octarchy.codec.peer.StandbyAckDecoder;
import io.octarchy.codec.peer.StandbyFrameDecoder;
import io.octarchy.codec.peer.SubscribeDecoder;
import io.octarchy.codec.peer.TogetherAskDecoder;
import io.octarchy.codec.peer.TogetherRefusedDecoder;
import io.octarchy.mesh.coordinator.client.FrameWalk;
import io.octarchy.mesh.session.SessionFrames;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Is a frame of another node whole, and of a kind that is known? Asked before anything is read from it, so that a frame cut
 * short is dropped as a whole and never half applied. Stateless but for its flyweights; allocates nothing.
 */
final class PeerFrames {
    private static final int LENGTH_OF_INPUT = 2;
    private static final int PHASE = 16;

    private final FrameWalk walk = new FrameWalk();

    boolean isWhole(final DirectBuffer frame) {
        return walk.start(frame, 0, frame.capacity(), PrepareDecoder.SCHEMA_ID) && holds(frame);
    }

    private boolean holds(final DirectBuffer frame) {
        return switch (walk.header().templateId()) {
            case PrepareDecoder.TEMPLATE_ID ->
                walk.block(PrepareDecoder.BLOCK_LENGTH)
                        .group(PrepareDecoder.EntitiesDecoder.sbeBlockLength())
                        .isGood();
            case PreparedDecoder.TEMPLATE_ID -> hasBlock(PreparedDecoder.BLOCK_LENGTH);
            case RefusedDecoder.TEMPLATE_ID -> hasBlock(RefusedDecoder.BLOCK_LENGTH) && namesPhase(frame);
            case AbortDecoder.TEMPLATE_ID -> hasBlock(AbortDecoder.BLOCK_LENGTH);
            case CommitDecoder.TEMPLATE_ID ->
                walk.block(CommitDecoder.BLOCK_LENGTH)
                        .group(CommitDecoder.EntitiesDecoder.sbeBlockLength(), 3)
                        .isGood();
            case CommittedDecoder.TEMPLATE_ID -> hasBlock(CommittedDecoder.BLOCK_LENGTH);
            case ReleaseDecoder.TEMPLATE_ID -> hasBlock(ReleaseDecoder.BLOCK_LENGTH);
            case KeepAliveDecoder.TEMPLATE_ID -> hasBlock(KeepAliveDecoder.BLOCK_LENGTH);
            case StandbyFrameDecoder.TEMPLATE_ID ->
                walk.block(StandbyFrameDecoder.BLOCK_LENGTH)
                        .group(StandbyFrameDecoder.EntitiesDecoder.sbeBlockLength(), 2)
                        .group(StandbyFrameDecoder.RemovedDecoder.sbeBlockLength())
                        .isGood();
            case StandbyAckDecoder.TEMPLATE_ID -> hasBlock(StandbyAckDecoder.BLOCK_LENGTH);
            case SubscribeDecoder.TEMPLATE_ID ->
                walk.block(SubscribeDecoder.BLOCK_LENGTH)
                        .group(SubscribeDecoder.CellsDecoder.sbeBlockLength())
                        .isGood();
            case GhostFrameDecoder.TEMPLATE_ID ->
                walk.block(GhostFrameDecoder.BLOCK_LENGTH).text().isGood();
            case ForwardedInputDecoder.TEMPLATE_ID ->
                walk.block(ForwardedInputDecoder.BLOCK_LENGTH).text().isGood() && holdsInput(frame);
            case CommandDecoder.TEMPLATE_ID ->
                walk.block(CommandDecoder.BLOCK_LENGTH).text().isGood();
            case CommandAnswerDecoder.TEMPLATE_ID -> hasBlock(CommandAnswerDecoder.BLOCK_LENGTH);
            case CommandDoneDecoder.TEMPLATE_ID -> hasBlock(CommandDoneDecoder.BLOCK_LENGTH);
            case TogetherAskDecoder.TEMPLATE_ID -> hasBlock(TogetherAskDecoder.BLOCK_LENGTH);
            case TogetherRefusedDecoder.TEMPLATE_ID -> hasBlock(TogetherRefusedDecoder.BLOCK_LENGTH);
            case SeatAskDecoder.TEMPLATE_ID -> hasBlock(SeatAskDecoder.BLOCK_LENGTH);
            case SeatAnswerDecoder.TEMPLATE_ID -> hasBlock(SeatAnswerDecoder.BLOCK_LENGTH);
            case LocationUpdateDecoder.TEMPLATE_ID ->
                walk.block(LocationUpdateDecoder.BLOCK_LENGTH)
                        .group(LocationUpdateDecoder.EntitiesDecoder.sbeBlockLength())
                        .group(LocationUpdateDecoder.RemovedDecoder.sbeBlockLength())
                        .isGood();
            case LocationQueryDecoder.TEMPLATE_ID -> hasBlock(LocationQueryDecoder.BLOCK_LENGTH);
            default -> false;
        };
    }

    private boolean hasBlock(final int length) {
        return walk.block(length).isGood();
    }

    private static boolean namesPhase(final DirectBuffer frame) {
        return frame.getByte(SessionFrames.HEADER_LENGTH + PHASE) <= HandoverPhase.COMMIT.value()
                && frame.getByte(SessionFrames.HEADER_LENGTH + PHASE) >= 0;
    }

    private boolean holdsInput(final DirectBuffer frame) {
        final int at = SessionFrames.HEADER_LENGTH + walk.header().blockLength();
        final int length = frame.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int input = at + LENGTH_OF_INPUT;
        return length <= SessionFrames.MAX_INPUT_LENGTH
                && SessionFrames.templateId(frame, input, length) == InputDecoder.TEMPLATE_ID
                && SessionFrames.holdsBlock(frame, input, length, InputDecoder.BLOCK_LENGTH);
    }
}
