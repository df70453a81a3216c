package io.octarchy.mesh.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.MessageHeaderEncoder;
import io.octarchy.codec.peer.StandbyFrameDecoder;
import io.octarchy.codec.peer.StandbyFrameEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a standby holds, and when it lets it go: an old copy would bring back what has been removed since. */
class StandbyCopiesTest {
    private static final int SOURCE = 5;

    private final StandbyCopies copies = new StandbyCopies(2, 16, 64, 64);

    private void frame(final int source, final long number) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final StandbyFrameEncoder frame = new StandbyFrameEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .source(source)
                .fence(0)
                .frame(number)
                .tick(number)
                .chunk(0)
                .last((short) 1);
        frame.entitiesCount(0);
        frame.removedCount(0);
        copies.onFrame(source, new StandbyFrameDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
    }

    @Test
    void shouldDropWhatAnotherStandbyHoldsNewer() {
        frame(SOURCE, 10);
        copies.onOtherStandby(SOURCE, 9);
        assertNotNull(copies.find(SOURCE), "this node is standby again since, and has a newer frame");
        copies.onOtherStandby(SOURCE, 11);
        assertNull(copies.find(SOURCE));
    }

    @Test
    void shouldHaveRoomForNewSourcesOnceOthersWentElsewhere() {
        frame(SOURCE, 1);
        frame(SOURCE + 1, 1);
        frame(SOURCE + 2, 1);
        assertNull(copies.find(SOURCE + 2));
        copies.onOtherStandby(SOURCE, 2);
        frame(SOURCE + 2, 2);
        assertEquals(2, copies.find(SOURCE + 2).frame());
        assertEquals(2, copies.sources());
    }
}
