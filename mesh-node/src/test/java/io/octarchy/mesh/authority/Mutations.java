package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.CommittedDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.StandbyFrameDecoder;
import io.octarchy.replicator.slab.Row;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/** Plants a mutant's bug into the frames that a node is about to take. */
final class Mutations {
    private static final int HANDOVER = 16;

    private final TestNode node;
    private final Mutant mutant;
    private final Set<Long> refused = new TreeSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    Mutations(final TestNode node, final Mutant mutant) {
        this.node = node;
        this.mutant = mutant;
    }

    void before(final Net.Frame frame) {
        switch (frame.template()) {
            case CommitDecoder.TEMPLATE_ID -> {
                if (mutant == Mutant.COMMIT_BELOW_FENCE || mutant == Mutant.REFUSAL_WITHOUT_MEMORY) {
                    liftCommit(frame);
                }
            }
            case PrepareDecoder.TEMPLATE_ID -> {
                if (mutant == Mutant.COMMIT_BELOW_FENCE || mutant == Mutant.REFUSAL_WITHOUT_MEMORY) {
                    liftPrepare(frame);
                }
            }
            case CommittedDecoder.TEMPLATE_ID -> {
                if (mutant == Mutant.COMMITTED_BY_ENTITY) {
                    matchAnyDoubt(frame);
                }
            }
            default -> {
                // Untouched.
            }
        }
    }

    /** As if the fences of the entities had never been raised. */
    private void liftCommit(final Net.Frame frame) {
        final CommitDecoder commit = new CommitDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
        forget(frame, commit.handover());
        for (final CommitDecoder.EntitiesDecoder entity : commit.entities()) {
            final int record = node.table.find(entity.entity());
            if (record != AuthorityTable.MISSING
                    && entity.epoch() <= node.table.highestEpoch(record)
                    && node.table.role(record) != AuthorityRole.AUTHORITY) {
                final int at = commit.limit() - CommitDecoder.EntitiesDecoder.sbeBlockLength();
                final long epoch = node.table.highestEpoch(record) + 1;
                frame.bytes.putLong(at + 8, epoch);
                frame.bytes.putLong(at + 16 + 2 + Row.EPOCH, epoch);
            }
            entity.skipState();
            entity.skipInputs();
            entity.skipLuggage();
        }
    }

    private void liftPrepare(final Net.Frame frame) {
        final PrepareDecoder prepare = new PrepareDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
        forget(frame, prepare.handover());
        for (final PrepareDecoder.EntitiesDecoder entity : prepare.entities()) {
            final int record = node.table.find(entity.entity());
            if (record != AuthorityTable.MISSING) {
                final int at = prepare.limit() - PrepareDecoder.EntitiesDecoder.sbeBlockLength();
                frame.bytes.putLong(at + 8, Math.max(entity.epoch(), node.table.highestEpoch(record)));
            }
        }
    }

    /** A fresh id for an old handover that this node has refused. */
    private void forget(final Net.Frame frame, final long sequence) {
        if (mutant == Mutant.REFUSAL_WITHOUT_MEMORY && refused.contains(frame.from * 1_000_000L + sequence)) {
            frame.bytes.putLong(HANDOVER, sequence + 100_000);
        }
    }

    void after(final Net.Frame frame) {
        if (mutant == Mutant.REFUSAL_WITHOUT_MEMORY && frame.template() == CommitDecoder.TEMPLATE_ID) {
            final CommitDecoder commit = new CommitDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
            final long id = frame.from * 1_000_000L + commit.handover();
            final CommitDecoder.EntitiesDecoder entities = commit.entities();
            if (entities.count() == commit.batchSize()) {
                final int record = node.table.find(entities.next().entity());
                if (record == AuthorityTable.MISSING || node.table.role(record) != AuthorityRole.AUTHORITY) {
                    refused.add(id);
                }
            }
        }
    }

    private void matchAnyDoubt(final Net.Frame frame) {
        for (int record = 0; record < node.table.highWater(); record++) {
            if (node.table.entity(record) != 0
                    && node.table.role(record) == AuthorityRole.DOUBT
                    && node.table.doubtTarget(record) == frame.from) {
                frame.bytes.putLong(HANDOVER, node.table.handover(record));
                return;
            }
        }
    }

    void beforeQuery() {
        if (mutant == Mutant.SNAPSHOT_OF_NOW) {
            node.snapshot.freeze();
        }
    }

    /** The frame, or what the mutant makes of it. */
    UnsafeBuffer standbyFrame(final Net.Frame frame) {
        final StandbyFrameDecoder chunk = new StandbyFrameDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
        if (mutant == Mutant.ACK_BEFORE_WHOLE && chunk.chunk() == 0) {
            node.sendAck(frame.from, chunk.frame(), chunk.tick());
        }
        return mutant == Mutant.DOUBTS_NOT_FOLLOWED ? withoutDoubts(frame, chunk) : frame.bytes;
    }

    private UnsafeBuffer withoutDoubts(final Net.Frame frame, final StandbyFrameDecoder chunk) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[frame.bytes.capacity()]);
        final StandbyFrameDecoder.EntitiesDecoder entities = chunk.entities();
        int end = chunk.limit();
        copy.putBytes(0, frame.bytes, 0, end);
        final int countAt = end - 2;
        int count = 0;
        while (entities.hasNext()) {
            entities.next();
            final int from = chunk.limit() - StandbyFrameDecoder.EntitiesDecoder.sbeBlockLength();
            final boolean followed = entities.doubtTarget() == 0;
            entities.skipState();
            entities.skipLuggage();
            if (followed) {
                copy.putBytes(end, frame.bytes, from, chunk.limit() - from);
                end += chunk.limit() - from;
                count++;
            }
        }
        copy.putShort(countAt, (short) count);
        copy.putBytes(end, frame.bytes, chunk.limit(), frame.bytes.capacity() - chunk.limit());
        return copy;
    }
}
