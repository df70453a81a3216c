package io.octarchy.tools.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    @Test
    void shouldGiveTheSameFaultsForTheSameSeedAndOthersForAnother() {
        final List<Fault> first = Schedule.of(7, ALL, SECOND_NS, 300 * SECOND_NS);
        assertEquals(first, Schedule.of(7, ALL, SECOND_NS, 300 * SECOND_NS));
        assertNotEquals(first, Schedule.of(8, ALL, SECOND_NS, 300 * SECOND_NS));
    }

    @Test
    void shouldBeginWithTheSameFaultsHoweverLongItIs() {
        final List<Fault> brief = Schedule.of(3, ALL, SECOND_NS, 40 * SECOND_NS);
        final List<Fault> full = Schedule.of(3, ALL, SECOND_NS, 400 * SECOND_NS);
        assertTrue(brief.size() > 3 && full.size() > brief.size(), () -> brief + " " + full);
        assertEquals(brief, full.subList(0, brief.size()));
    }

    @Test
    void shouldHaveEachKindAsOftenAsAnyOtherAtAnyTime() {
        for (long seed = 1; seed <= 50; seed++) {
            final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
            ALL.forEach(kind -> counts.put(kind, 0));
            int faults = 0;
            for (final Fault fault : Schedule.of(seed, ALL, SECOND_NS, 500 * SECOND_NS)) {
                counts.merge(fault.kind(), 1, Integer::sum);
                final int fair = faults++ / ALL.size();
                counts.values().forEach(count -> assertTrue(count >= fair && count <= fair + 1, counts::toString));
            }
            assertTrue(faults >= 3 * ALL.size(), "seed " + seed);
        }
    }

    @Test
    void shouldLeaveThePauseBetweenFaultsAndKeepToTheDurationsOfTheirKinds() {
        final long pauseNs = 700_000_000L;
        final long endNs = 300 * SECOND_NS;
        for (long seed = 1; seed <= 50; seed++) {
            long readyNs = 0;
            for (final Fault fault : Schedule.of(seed, ALL, pauseNs, endNs)) {
                assertEquals(readyNs + pauseNs, fault.atNs(), "seed " + seed);
                assertTrue(fault.atNs() <= endNs && fault.target() >= 0, fault::toString);
                assertTrue(
                        fault.durationNs() >= fault.kind().leastNs()
                                && fault.durationNs() <= fault.kind().mostNs(),
                        fault::toString);
                readyNs = fault.atNs() + fault.durationNs();
            }
        }
    }

    @Test
    void shouldPickEveryTargetAtSomeTime() {
        final Set<Integer> targets = new TreeSet<>();
        Schedule.of(1, List.of(FaultKind.KILL), SECOND_NS, 200 * SECOND_NS)
                .forEach(fault -> targets.add(fault.target() % 4));
        assertEquals(Set.of(0, 1, 2, 3), targets);
    }
}
