package io.octarchy.tools.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final int SLOT = 1;
    private static final long GRANTED = 1L << 32;

    private final Timeline timeline = new Timeline(2);

    @Test
    void shouldRememberHowEachStretchBeganAfterLaterOnes() {
        final int first = timeline.add(SLOT, 1, 0, 10);
        timeline.took(SLOT, 2, 20);
        final int taken = timeline.add(SLOT, 2, 1, 31);
        final int granted = timeline.add(SLOT, GRANTED, 2, 60);
        timeline.granted(SLOT, GRANTED, 33);
        timeline.took(SLOT, GRANTED + 1, 70);
        assertEquals(9, timeline.arrivalTick(first));
        assertFalse(timeline.isTaken(first));
        assertEquals(20, timeline.arrivalTick(taken));
        assertTrue(timeline.isTaken(taken));
        assertEquals(33, timeline.arrivalTick(granted));
        assertFalse(timeline.isTaken(granted));
    }

    @Test
    void shouldMoveArrivalsWithTheirStretchesWhenOlderOnesGiveWay() {
        for (int epoch = 1; epoch <= Timeline.DEPTH + 3; epoch++) {
            timeline.took(SLOT, epoch, 10L * epoch);
            timeline.add(SLOT, epoch, 0, 10L * epoch + 5);
        }
        for (int i = timeline.top(SLOT); i != Timeline.NONE; i = timeline.below(SLOT, i)) {
            assertEquals(10 * timeline.epoch(i), timeline.arrivalTick(i));
        }
    }
}
