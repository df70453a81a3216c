package io.octarchy.perf.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.perf.roundtrip.Workload.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RoundTripRunTest {
    private static final long WORKLOAD_MS = 1_500;

    @Test
    @Tag("slow")
    void shouldMeasureEveryWorkloadBetweenTwoProcesses() {
        final RoundTripRun run = new RoundTripRun(IdleMode.BACKOFF, 1, WORKLOAD_MS).run();
        for (final Workload workload : Workload.all()) {
            final Samples samples = run.merged(workload);
            assertTrue(samples.time.getTotalCount() > 0, workload::toString);
            assertEquals(samples.time.getTotalCount(), samples.fromDue.getTotalCount(), workload::toString);
            assertEquals(workload.kind() == Kind.HANDOVER, samples.gap.getTotalCount() > 0, workload::toString);
            assertEquals(1, run.byRound(workload).size());
        }
    }

    @Test
    void shouldCarryHistogramsAsText() {
        final Samples samples = new Samples();
        Samples.record(samples.time, 17_000);
        Samples.record(samples.gap, -5);
        Samples.record(samples.fromDue, Long.MAX_VALUE);
        final Samples copy = Samples.decode(samples.encode());
        assertEquals(samples.time, copy.time);
        assertEquals(0, copy.gap.getMaxValue());
        assertEquals(1, copy.fromDue.getTotalCount());
    }

    @Test
    void shouldStayDueAtTheTimeThatWasMissed() {
        final Timetable timetable = new Timetable();
        timetable.start(1003, 10, 5);
        assertTrue(!timetable.isDue(1014) && timetable.isDue(1015));
        assertEquals(1015, timetable.take());
        assertTrue(timetable.isDue(1040));
        assertEquals(1025, timetable.take());
        assertEquals(1035, timetable.take());
        assertTrue(!timetable.isDue(1040));
    }
}
