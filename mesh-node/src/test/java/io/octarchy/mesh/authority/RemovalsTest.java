package io.octarchy.mesh.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Rule 19: what was removed stays removed, and observers hear of it once its source may be dead. */
class RemovalsTest {
    private static final long E = 77;

    private final Removals removals = new Removals(4);
    private final Tombstones tombstones = new Tombstones(4);

    @Test
    void shouldTellObserversBeforeAllCopiesAreGone() {
        final AuthorityTable table = new AuthorityTable(8, 8);
        final int record = table.findOrAdd(E);
        table.hold(record, 1);
        removals.add(E, 5, 9, 100, 1);
        assertEquals(0, removals.firstUntold());
        removals.told();
        assertEquals(1, removals.firstUntold());
        assertFalse(removals.isFirstSettled(table, new Acked(7)), "its former authority still keeps a copy");
        table.hold(record, -1);
        assertTrue(removals.isFirstSettled(table, new Acked(7)));
        removals.removeFirst();
        assertEquals(0, removals.firstUntold());
        assertEquals(0, removals.size());
    }

    @Test
    void shouldStayWithinItsBound() {
        for (int i = 0; i < 10; i++) {
            removals.add(E + i, 5, 9, 100, 1);
            removals.told();
            assertTrue(removals.firstUntold() <= removals.size());
        }
        assertEquals(removals.bound(), removals.size());
        assertEquals(6, removals.givenUp());
    }

    @Test
    void shouldHoldWhatTheNewestWholeFrameToldWhileTheNextArrives() {
        tombstones.begin();
        assertTrue(tombstones.tell(E, 5, 9, 100));
        tombstones.take();
        tombstones.begin();
        assertTrue(tombstones.tell(E + 1, 6, 10, 200));
        assertEquals(1, tombstones.newest().size());
        assertEquals(E, tombstones.newest().entity(0));
        assertEquals(5, tombstones.newest().epoch(0));
        assertEquals(9, tombstones.newest().tick(0));
        assertEquals(100, tombstones.newest().quantity(0));
        assertEquals(Tombstones.NONE, tombstones.epoch(E + 1));
        tombstones.take();
        assertEquals(E + 1, tombstones.newest().entity(0));
        assertEquals(5, tombstones.epoch(E));
    }

    private record Acked(long ackedFrame) implements StandbyProgress {
        @Override
        public long nextFrame() {
            return ackedFrame + 1;
        }

        @Override
        public long ackedTick() {
            return ackedFrame;
        }

        @Override
        public boolean hasStandby() {
            return true;
        }
    }
}
