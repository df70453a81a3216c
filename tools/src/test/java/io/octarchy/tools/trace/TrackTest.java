package io.octarchy.tools.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackTest {
    @Test
    void shouldPassThroughItsSamplesAndStandStillOutside() {
        final Track track = new Track(new double[] {1, 2, 4}, new double[] {0, 10, 5}, new double[] {3, 3, 9});
        assertEquals(0, track.x(1));
        assertEquals(10, track.x(2), 1e-9);
        assertEquals(5, track.x(4));
        assertEquals(0, track.x(-5));
        assertEquals(9, track.y(100));
        assertEquals(0, track.vx(0));
        assertEquals(0, track.vy(5));
    }

    @Test
    void shouldStandStillOnASingleSample() {
        final Track track = new Track(new double[] {3}, new double[] {7}, new double[] {8});
        for (double second = 0; second < 6; second++) {
            assertEquals(7, track.x(second));
            assertEquals(8, track.y(second));
            assertEquals(0, track.vx(second));
        }
    }

    @Test
    void shouldBeSmoothAndStayBetweenItsSamples() {
        final Random random = new Random(11);
        final double[] seconds = new double[200];
        final double[] x = new double[200];
        for (int i = 1; i < 200; i++) {
            seconds[i] = seconds[i - 1] + 1 + random.nextInt(3);
            x[i] = x[i - 1] + random.nextGaussian() * 5;
        }
        final Track track = new Track(seconds, x, x);
        final double step = 1e-4;
        for (int i = 0; i < 199; i++) {
            for (double t = seconds[i]; t < seconds[i + 1] - step; t += 0.01) {
                final double low = Math.min(x[i], x[i + 1]) - 1e-9;
                assertTrue(track.x(t) >= low && track.x(t) <= Math.max(x[i], x[i + 1]) + 1e-9, "at " + t);
                assertEquals((track.x(t + step) - track.x(t)) / step, track.vx(t + step / 2), 0.05, "speed at " + t);
            }
            assertEquals(track.vx(seconds[i] - 1e-7), track.vx(seconds[i] + 1e-7), 1e-3, "no kink at " + seconds[i]);
        }
    }

    @Test
    void shouldLetTheNearestGoOnWhereAPathEnds() {
        final Track brief = new Track(new double[] {0, 10}, new double[] {0, 10}, new double[] {0, 0});
        final Track far = new Track(new double[] {0, 30}, new double[] {500, 500}, new double[] {0, 0});
        final Track near = new Track(new double[] {0, 20}, new double[] {15, 15}, new double[] {0, 0});
        final Traces traces = new Traces(List.of(brief, far, near));
        assertEquals(0, traces.trackAt(0, 10));
        assertEquals(2, traces.trackAt(0, 11));
        assertEquals(1, traces.trackAt(0, 25));
        assertEquals(1, traces.trackAt(0, 1000));
        assertEquals(10, traces.secondWhenEnded(0));
        assertEquals(30, traces.secondWhenEnded(1));
    }
}
