package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.CommitDecoder.EntitiesDecoder;
import io.octarchy.replicator.slab.Row;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Takes the rows of a Commit frame into its batch: all of a frame that agrees with what was prepared, else nothing. */
final class CommitStage {
    private final int rowLength;
    private final int maxInputsLength;
    private final Luggage luggage;

    CommitStage(final int rowLength, final int maxInputsLength, final Luggage luggage) {
        this.rowLength = rowLength;
        this.maxInputsLength = maxInputsLength;
        this.luggage = luggage;
    }

    /** False when the frame contradicts itself or the batch; nothing changed then. */
    boolean take(final CommitDecoder commit, final TargetBatch batch) {
        if (!walk(commit, batch, false)) {
            return false;
        }
        commit.sbeRewind();
        batch.frozenAtNs = commit.frozenAtNs();
        return walk(commit, batch, true);
    }

    private boolean walk(final CommitDecoder commit, final TargetBatch batch, final boolean store) {
        final EntitiesDecoder entities = commit.entities();
        final DirectBuffer buffer = commit.buffer();
        int index = commit.first();
        if (commit.batchSize() != batch.size || index + entities.count() > batch.size) {
            return false;
        }
        while (entities.hasNext()) {
            entities.next();
            final long entity = entities.entity();
            final long epoch = entities.epoch();
            final int rowAt = commit.limit() + EntitiesDecoder.stateHeaderLength();
            final int rowBytes = entities.skipState();
            final int inputsAt = commit.limit() + EntitiesDecoder.inputsHeaderLength();
            final int inputBytes = entities.skipInputs();
            final int luggageAt = commit.limit() + EntitiesDecoder.luggageHeaderLength();
            final int luggageBytes = entities.skipLuggage();
            if (store) {
                batch.stage(index, buffer, rowAt, inputsAt, inputBytes);
                batch.stageLuggage(index, buffer, luggageAt, luggageBytes);
            } else if (rowBytes != rowLength
                    || inputBytes > maxInputsLength
                    || entity != batch.entity[index]
                    || luggageAt + luggageBytes > buffer.capacity()
                    || !luggage.isWhole(buffer, luggageAt, luggageBytes)
                    || buffer.getLong(rowAt + Row.ENTITY, ByteOrder.LITTLE_ENDIAN) != entity
                    || buffer.getLong(rowAt + Row.EPOCH, ByteOrder.LITTLE_ENDIAN) != epoch) {
                return false;
            }
            index++;
        }
        return true;
    }
}
