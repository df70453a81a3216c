package io.octarchy.tools.weather;

import java.util.SplittableRandom;

/** What becomes of a datagram. */
enum Fate {
    ARRIVES,
    IS_LOST,
    COMES_TWICE,
    COMES_LATE;

    /** Draw one by the shares of now. */
    static Fate draw(final Weather weather, final SplittableRandom random) {
        final int lost = weather.lost();
        final int doubled = weather.doubled();
        final int late = weather.late();
        if ((lost | doubled | late) == 0) {
            return ARRIVES;
        }
        final int lot = random.nextInt(Weather.WHOLE);
        if (lot < lost) {
            return IS_LOST;
        }
        if (lot < lost + doubled) {
            return COMES_TWICE;
        }
        return lot < lost + doubled + late ? COMES_LATE : ARRIVES;
    }
}
