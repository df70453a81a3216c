package io.octarchy.mesh.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.octarchy.codec.control.EntityRole;
import io.octarchy.codec.control.MessageHeaderDecoder;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.codec.control.SnapshotQueryDecoder;
import io.octarchy.codec.control.SnapshotQueryEncoder;
import io.octarchy.codec.control.SnapshotReplyDecoder;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.session.MemoryChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node answers about an entity that it has only a fence record of, and whose removal its directory heard of. */
class FenceParticipantTest {
    private static final long ENTITY = 4711;
    private static final int FORMER_OWNER = 3;
    private static final int FENCE = 1;

    private final MemoryChannel toCoordinator = new MemoryChannel();

    @ParameterizedTest
    @CsvSource({"7, REMOVED, 7", "8, REMOVED, 8", "6, NONE, 7", "0, NONE, 7"})
    void shouldTellOfARemovalUnlessItKnowsAHigherEpoch(
            final long removedEpoch, final EntityRole role, final long highestEpoch) {
        final SnapshotReplyDecoder.EntitiesDecoder said = answer(7, removedEpoch);
        assertEquals(role, said.role());
        assertEquals(highestEpoch, said.highestEpoch());
    }

    @ParameterizedTest
    @CsvSource({"7, REMOVED, 7", "0, NONE, 0"})
    void shouldTellOfARemovalOfWhatItHasNoRecordOf(
            final long removedEpoch, final EntityRole role, final long highestEpoch) {
        final SnapshotReplyDecoder.EntitiesDecoder said = answer(0, removedEpoch);
        assertEquals(role, said.role());
        assertEquals(highestEpoch, said.highestEpoch());
    }

    private SnapshotReplyDecoder.EntitiesDecoder answer(final long knownEpoch, final long removedEpoch) {
        final Fencing fencing = new Fencing(16);
        fencing.joined(1, 0);
        final AuthorityTable table = new AuthorityTable(64, 64);
        if (knownEpoch > 0) {
            table.raise(table.findOrAdd(ENTITY), knownEpoch, FORMER_OWNER);
        }
        fencing.dead(FORMER_OWNER);
        fencing.enter(FENCE);
        final FrozenSnapshot snapshot =
                new FrozenSnapshot(64, fencing, table, new KeptCopies(8, 64, 64), new StandbyCopies(2, 16, 64, 64));
        snapshot.freeze();
        new FenceParticipant(fencing, null, null, snapshot, new ControlPublisher(toCoordinator), entity -> removedEpoch)
                .onQuery(query());
        final UnsafeBuffer reply = new UnsafeBuffer(toCoordinator.take());
        final SnapshotReplyDecoder decoder = new SnapshotReplyDecoder();
        return decoder.wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder())
                .entities()
                .next();
    }

    private static SnapshotQueryDecoder query() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final SnapshotQueryEncoder query =
                new SnapshotQueryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        query.fence(FENCE).page(0).entitiesCount(1).next().entity(ENTITY);
        return new SnapshotQueryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }
}
