package io.octarchy.tools.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.event.CounterKind;
import io.octarchy.mesh.config.MeshSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeshCheckerTest {
    private static final CheckerSettings SETTINGS = CheckerSettings.of(MeshSettings.defaults());
    private static final int MAX_LAG_TICKS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldStayGreenOverACorrectRunWhateverTheOrderOfReading(final long seed) {
        final MeshChecker checker = check(seed, Fault.NONE);
        for (final Invariant invariant : checker.invariants()) {
            assertEquals(0, invariant.violations(), () -> "seed " + seed + " " + invariant.name() + invariant.texts());
            assertTrue(invariant.checked() > 0 || invariant.name().equals("I6"), invariant.name());
        }
        assertEquals(0, checker.ticksSkipped());
        assertEquals(0, checker.ticksDoubled());
        assertTrue(checker.ticksFrozen() > 0);
        assertTrue(checker.rollbacks() > 10);
        assertEquals(1, checker.rollbackTicksAt(1));
        assertTrue(checker.entitiesCreated() > checker.entitiesRemoved());
        assertFalse(checker.isUnverified());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void shouldSeeEachPlantedBreachByItsInvariantAlone(final Fault fault) {
        for (long seed = 1; seed <= 4; seed++) {
            final MeshChecker checker = check(seed, fault);
            for (final Invariant invariant : checker.invariants()) {
                final String where = "seed " + seed + " " + fault + " " + invariant.name() + invariant.texts();
                assertEquals(invariant.name().equals(fault.invariant), invariant.violations() > 0, where);
                assertEquals(invariant.texts().isEmpty(), invariant.violations() == 0, where);
            }
        }
    }

    @Test
    void shouldTakeWhatClientsSawForI6() {
        final MeshChecker checker = new MeshChecker(SETTINGS);
        checker.addClientViews(5, 1, List.of("entity 3 vanished"));
        checker.addClientViews(7, 0, List.of());
        final Invariant views = checker.invariants().get(5);
        assertEquals("I6", views.name());
        assertEquals(12, views.checked());
        assertEquals(1, views.violations());
        assertEquals(List.of("entity 3 vanished"), views.texts());
        assertEquals(1, checker.violations());
    }

    @Test
    void shouldBeUnverifiedWhenEventsWereLost() {
        final MeshChecker checker = new MeshChecker(SETTINGS);
        checker.onCounter(1, CounterKind.EVENTS_LOST, 0);
        assertFalse(checker.isUnverified());
        checker.onCounter(1, CounterKind.EVENTS_LOST, 3);
        assertTrue(checker.isUnverified());
        assertEquals(3, checker.eventsLost());
    }

    @Test
    void shouldBeUnverifiedWhenMoreEntitiesComeThanItHasRoomFor() {
        final MeshChecker checker = new MeshChecker(new CheckerSettings(50_000_000, 60, 100, 2, 100, 100, 10));
        for (long entity = 0; entity < 11; entity++) {
            checker.onTickRan(1, 1, entity, 0, 0);
        }
        assertTrue(checker.isUnverified());
    }

    @Test
    void shouldForgetWhatWasRemovedSoThatMemoryIsBounded() {
        final MeshChecker checker = new MeshChecker(new CheckerSettings(50_000_000, 60, 100, 2, 100, 100, 1000));
        for (long tick = 1; tick < 20_000; tick++) {
            final long t = tick;
            checker.onEntityCreated(1, t - 1, t, 0, 0);
            checker.onTickRan(1, t, t, 0, 0);
            checker.onEntityRemoved(1, t, t, 0, 0);
            checker.onTickRanEnd(1, t, true);
        }
        checker.finish();
        assertFalse(checker.isUnverified());
        assertEquals(0, checker.violations());
    }

    private static MeshChecker check(final long seed, final Fault fault) {
        final MeshChecker checker = new MeshChecker(SETTINGS);
        SyntheticRun.of(seed, fault).feed(checker, new Random(seed), MAX_LAG_TICKS);
        checker.finish();
        return checker;
    }
}
