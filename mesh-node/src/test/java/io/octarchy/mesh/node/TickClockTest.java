package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TickClockTest {
    private static final long MS = 1_000_000L;
    private static final long INTERVAL_NS = 50 * MS;
    private static final long FIRST_TICK_NS = 7_000 * MS;
    private static final long OFFSET_NS = 123_456 * MS;

    private final TickClock clock = new TickClock(1, FIRST_TICK_NS, INTERVAL_NS);
    private long nowNs = 1_000 * MS;

    /** A heartbeat that was so long on its way there and back. */
    private void sample(final long thereNs, final long backNs) {
        final long sentNs = nowNs;
        nowNs += thereNs + backNs;
        clock.onSample(sentNs, nowNs, sentNs + thereNs + OFFSET_NS);
    }

    /** How much too early ticks are due. */
    private long earlyNs() {
        return FIRST_TICK_NS - OFFSET_NS - clock.dueNs(1);
    }

    @Test
    void shouldNotBeginOnSlowFirstHeartbeats() {
        sample(400 * MS, 2 * MS);
        assertFalse(clock.isReady());
        assertEquals(199 * MS, earlyNs());
        for (int i = 0; i < 7; i++) {
            assertFalse(clock.isReady());
            sample(2 * MS, i == 3 ? MS : 20 * MS);
        }
        assertTrue(clock.isReady());
        assertEquals(MS / 2, earlyNs(), "of the best of all");
    }

    @Test
    void shouldSlewAtMostFivePercentOnceTicksRun() {
        for (int i = 0; i < 8; i++) {
            sample(40 * MS, 10 * MS);
        }
        assertEquals(15 * MS, earlyNs());
        nowNs += 100 * MS;
        sample(MS, MS);
        assertEquals(15 * MS - 102 * MS / 20, earlyNs());
        for (int i = 0; i < 4; i++) {
            nowNs += 100 * MS;
            sample(MS, MS);
        }
        assertEquals(0, earlyNs());
    }

    @Test
    void shouldStepForwardAfterMoreThanASecondAndNeverBack() {
        for (int i = 0; i < 8; i++) {
            sample(MS, MS);
        }
        final long tick = clock.tickAt(nowNs);
        final long sentNs = nowNs;
        nowNs += MS;
        clock.onSample(sentNs, nowNs, sentNs + OFFSET_NS + 2_000 * MS);
        assertEquals(1, clock.steps());
        assertTrue(clock.tickAt(nowNs) >= tick + 2_000 * MS / INTERVAL_NS);
        nowNs += MS / 2;
        clock.onSample(nowNs - MS / 4, nowNs, nowNs + OFFSET_NS - 5_000 * MS);
        assertEquals(1, clock.steps());
        assertTrue(clock.tickAt(nowNs) >= tick + 2_000 * MS / INTERVAL_NS);
    }

    @Test
    void shouldGoOnWithTheNextTickAfterAPause() {
        final long atNs = FIRST_TICK_NS + 1_000 * INTERVAL_NS;
        clock.onSample(0, 0, 0);
        final long before = clock.tickAt(atNs);
        clock.onGoesOn(300, atNs);
        assertEquals(300, clock.tickAt(atNs));
        assertEquals(299, clock.tickAt(atNs - 1));
        assertEquals(atNs + INTERVAL_NS, clock.dueNs(301));
        clock.onGoesOn(200, atNs + 5 * INTERVAL_NS);
        assertEquals(300, clock.tickAt(atNs), "old news");
        assertTrue(before > 300);
    }
}
