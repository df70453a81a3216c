package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.AbortEncoder;
import io.octarchy.codec.peer.CommitEncoder;
import io.octarchy.codec.peer.CommittedEncoder;
import io.octarchy.codec.peer.HandoverPhase;
import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.codec.peer.PrepareEncoder;
import io.octarchy.codec.peer.PreparedEncoder;
import io.octarchy.codec.peer.RefusalReason;
import io.octarchy.codec.peer.RefusedEncoder;
import io.octarchy.codec.peer.ReleaseEncoder;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;

/** Encodes the handover's messages in place. Each method returns false when the channel would not take it. */
final class HandoverPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int GROUP = 4;

    private final Fencing fencing;
    private final PeerControl peers;
    private final EntitySlab slab;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PrepareEncoder prepare = new PrepareEncoder();
    private final PreparedEncoder prepared = new PreparedEncoder();
    private final RefusedEncoder refused = new RefusedEncoder();
    private final AbortEncoder abort = new AbortEncoder();
    private final CommitEncoder commit = new CommitEncoder();
    private final CommittedEncoder committed = new CommittedEncoder();
    private final ReleaseEncoder release = new ReleaseEncoder();

    HandoverPublisher(final AuthorityContext context) {
        fencing = context.fencing();
        peers = context.peers();
        slab = context.slab();
    }

    boolean knows(final int peer) {
        return peers.control(peer) != null;
    }

    boolean prepare(final SourceBatch batch, final long floor, final AuthorityTable table) {
        final FrameChannel channel = peers.control(batch.target);
        final int length = HEADER
                + PrepareEncoder.BLOCK_LENGTH
                + GROUP
                + batch.size * PrepareEncoder.EntitiesEncoder.sbeBlockLength();
        final int offset = claim(channel, length);
        if (offset < 0) {
            return false;
        }
        final PrepareEncoder.EntitiesEncoder entities = prepare.wrapAndApplyHeader(channel.buffer(), offset, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .handover(batch.sequence)
                .floor(floor)
                .nextTick(table.tick(batch.record[0]) + 1)
                .load(batch.load)
                .entitiesCount(batch.size);
        for (int i = 0; i < batch.size; i++) {
            entities.next().entity(batch.entity[i]).epoch(table.epoch(batch.record[i]));
        }
        channel.commit();
        return true;
    }

    /**
     * Send the frames of a Commit from the batch's cursor on.
     *
     * @param inputsOf where waiting inputs are, or null when the entities are no longer here.
     */
    boolean commit(
            final SourceBatch batch,
            final long floor,
            final KeptCopies kept,
            final AuthorityHost inputsOf,
            final AuthorityTable table) {
        final FrameChannel channel = peers.control(batch.target);
        while (batch.cursor < batch.size) {
            if (channel == null) {
                return false;
            }
            int length = HEADER + CommitEncoder.BLOCK_LENGTH + GROUP;
            int end = batch.cursor;
            while (end < batch.size) {
                final int copy = kept.find(batch.entity[end]);
                final int more = entityLength(inputsLength(batch, end, inputsOf, table) + kept.luggageLength(copy));
                if (end > batch.cursor && length + more > channel.maxFrameLength()) {
                    break;
                }
                length += more;
                end++;
            }
            final int offset = claim(channel, length);
            if (offset < 0) {
                return false;
            }
            encodeCommit(channel.buffer(), offset, batch, end, floor, kept, inputsOf, table);
            channel.commit();
            batch.cursor = end;
        }
        return true;
    }

    private void encodeCommit(
            final MutableDirectBuffer buffer,
            final int offset,
            final SourceBatch batch,
            final int end,
            final long floor,
            final KeptCopies kept,
            final AuthorityHost inputsOf,
            final AuthorityTable table) {
        final CommitEncoder.EntitiesEncoder entities = commit.wrapAndApplyHeader(buffer, offset, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .handover(batch.sequence)
                .floor(floor)
                .lastTick(kept.tick(kept.find(batch.entity[batch.cursor])))
                .frozenAtNs(batch.frozenAtNs)
                .batchSize(batch.size)
                .first(batch.cursor)
                .entitiesCount(end - batch.cursor);
        for (int i = batch.cursor; i < end; i++) {
            final int copy = kept.find(batch.entity[i]);
            entities.next().entity(batch.entity[i]).epoch(kept.epoch(copy));
            entities.putState(kept.rows(), kept.rowOffset(copy), slab.rowLength());
            final int inputs = inputsLength(batch, i, inputsOf, table);
            final int at = commit.limit();
            buffer.putShort(at, (short) inputs, java.nio.ByteOrder.LITTLE_ENDIAN);
            if (inputs > 0) {
                inputsOf.encodeInputs(table.slot(batch.record[i]), buffer, at + 2);
            }
            commit.limit(at + 2 + inputs);
            entities.putLuggage(kept.luggage(), kept.luggageOffset(copy), kept.luggageLength(copy));
        }
    }

    /** What an entity takes of a Commit frame: its row, its inputs and its luggage. */
    private int entityLength(final int variableLength) {
        return 2 * BitUtil.SIZE_OF_LONG + 3 * BitUtil.SIZE_OF_SHORT + slab.rowLength() + variableLength;
    }

    private static int inputsLength(
            final SourceBatch batch, final int index, final AuthorityHost inputsOf, final AuthorityTable table) {
        return inputsOf == null ? 0 : inputsOf.inputsLength(table.slot(batch.record[index]));
    }

    boolean abort(final SourceBatch batch, final long floor) {
        final FrameChannel channel = peers.control(batch.target);
        final int offset = claim(channel, HEADER + AbortEncoder.BLOCK_LENGTH);
        if (offset < 0) {
            return false;
        }
        abort.wrapAndApplyHeader(channel.buffer(), offset, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .handover(batch.sequence)
                .floor(floor);
        channel.commit();
        return true;
    }

    boolean prepared(final int source, final long sequence) {
        final FrameChannel channel = peers.control(source);
        final int offset = claim(channel, HEADER + PreparedEncoder.BLOCK_LENGTH);
        if (offset < 0) {
            return false;
        }
        prepared.wrapAndApplyHeader(channel.buffer(), offset, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .handover(sequence);
        channel.commit();
        return true;
    }

    boolean refused(final int source, final long sequence, final HandoverPhase phase, final RefusalReason reason) {
        final FrameChannel channel = peers.control(source);
        final int offset = claim(channel, HEADER + RefusedEncoder.BLOCK_LENGTH);
        if (offset < 0) {
            return false;
        }
        refused.wrapAndApplyHeader(channel.buffer(), offset, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .handover(sequence)
                .phase(phase)
                .reason(reason);
        channel.commit();
        return true;
    }

    boolean committed(final int source, final long sequence) {
        final FrameChannel channel = peers.control(source);
        final int offset = claim(channel, HEADER + CommittedEncoder.BLOCK_LENGTH);
        if (offset < 0) {
            return false;
        }
        committed
                .wrapAndApplyHeader(channel.buffer(), offset, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .handover(sequence);
        channel.commit();
        return true;
    }

    boolean release(final int source, final long sequence) {
        final FrameChannel channel = peers.control(source);
        final int offset = claim(channel, HEADER + ReleaseEncoder.BLOCK_LENGTH);
        if (offset < 0) {
            return false;
        }
        release.wrapAndApplyHeader(channel.buffer(), offset, header)
                .source(fencing.incarnation())
                .fence(fencing.fence())
                .handover(sequence);
        channel.commit();
        return true;
    }

    private static int claim(final FrameChannel channel, final int length) {
        return channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(length);
    }
}
