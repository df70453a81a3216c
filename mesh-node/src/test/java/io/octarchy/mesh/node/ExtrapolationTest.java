package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.directory.Homes;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.replicator.state.StateRecord;
import io.octarchy.replicator.state.StateScale;
import io.octarchy.space.region.RegionCover;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody rules for sure is shown moving on, but no farther than a crash may take back. */
class ExtrapolationTest {
    private static final int SELF = 1;
    private static final int OTHER = 2;
    private static final long MS = 1_000_000L;
    private static final double TICK_SECONDS = 0.05;

    private final MeshSettings settings = MeshSettings.defaults();
    private final World world =
            new World(settings.world(), settings.limits(), settings.view().farMetres(), new WalkerGame(0));
    private final StateHistory history = new StateHistory(
            world.slab(), StateScale.of(world.cube(), settings.world().tickIntervalNs()));
    private final Peers peers = new Peers(world, new Fencing(8), null, history, 96, 8, null, new Homes(8));
    private final Extrapolation extrapolation = new Extrapolation(world, peers, settings.view());
    private int record;
    private int slot;

    @BeforeEach
    void ghost() {
        peers.add(OTHER, new RegionCover(world.cube()));
        peers.find(OTHER).heard(0);
        record = world.table().findOrAdd(77);
        slot = world.slotFor(record);
        world.table().raise(record, 1L << 32, OTHER);
        world.ghostOwner(slot, OTHER, 0);
        world.slab().tick(slot, 100);
        world.slab().velocity(slot, 4, 0, 0);
    }

    private double aheadSeconds(final long nowMs, final long tick) {
        extrapolation.begin(nowMs * MS, tick);
        return extrapolation.aheadSeconds(record, slot);
    }

    @Test
    void shouldShowAsItIsWhatItsAuthorityTells() {
        assertEquals(0, aheadSeconds(100, 106));
    }

    @Test
    void shouldMoveOnWhileTheAuthorityIsSilentAndEndWhenItSpeaks() {
        assertEquals(4 * TICK_SECONDS, aheadSeconds(200, 104), 1e-9);
        assertEquals(5 * TICK_SECONDS, aheadSeconds(250, 105), 1e-9);
        peers.find(OTHER).heard(251 * MS);
        world.slab().tick(slot, 105);
        assertEquals(0, aheadSeconds(300, 106));
    }

    @Test
    void shouldMoveOnUntilTheNextAuthoritySpeaks() {
        world.ghostOwner(slot, 0, Long.MAX_VALUE);
        assertEquals(0, aheadSeconds(50, 103), "an ordinary handover");
        assertEquals(4 * TICK_SECONDS, aheadSeconds(50, 104), 1e-9);
        world.ghostOwner(slot, OTHER, 0);
        assertEquals(0, aheadSeconds(50, 104));
    }

    @Test
    void shouldMoveOnWhileItsHandoverIsInDoubt() {
        world.table().role(record, AuthorityRole.DOUBT, 1L << 32 | 1, OTHER);
        world.ghostOwner(slot, SELF, 0);
        assertEquals(4 * TICK_SECONDS, aheadSeconds(50, 104), 1e-9);
    }

    @Test
    void shouldEndAfterSomeDistanceAndAfterSomeTime() {
        final double metres =
                settings.view().rollbackTicks() * settings.view().topSpeedMetresPerSecond() * TICK_SECONDS;
        assertEquals(metres, 4 * aheadSeconds(5_000, 200), 1e-9);
        world.slab().velocity(slot, 0, -25, 0);
        assertEquals(metres, 25 * aheadSeconds(5_000, 200), 1e-9);
        world.slab().velocity(slot, 0, 0, 0.5f);
        assertEquals(1, aheadSeconds(5_000, 200), 1e-9);
    }

    /** Only what is shown moves: the row, from which the entity may be granted, stays, and so does the tick. */
    @Test
    void shouldShowItAheadOfItsRow() {
        world.slab().position(slot, 10, 10, 10);
        history.beginRound(104);
        history.capture(slot, aheadSeconds(200, 104));
        final int shown = history.record(slot, history.round());
        final int moved = history.records().getInt(shown + StateRecord.X)
                - history.scale().quantiseX(10);
        assertEquals(4 * 4 * TICK_SECONDS, moved * history.scale().metresPerUnit(), 0.01);
        assertEquals(100, history.records().getLong(shown + StateRecord.TICK));
        assertEquals(10, world.slab().x(slot));
        assertTrue(history.changedSince(slot, 0));
    }
}
