package io.octarchy.tools.chaos;

import io.octarchy.tools.record.Tag;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** Tick times of a run's histogram log by the second, so that some of them can be compared with the others. */
final class TickTimes {
    private final List<Histogram> seconds = new ArrayList<>();

    TickTimes(final Path hlog) {
        final File file = hlog.toFile();
        try (HistogramLogReader reader = new HistogramLogReader(file)) {
            while (reader.hasNext()) {
                final EncodableHistogram next = reader.nextIntervalHistogram();
                if (next instanceof Histogram histogram && Tag.TICK.label().equals(histogram.getTag())) {
                    seconds.add(histogram);
                }
            }
        } catch (final FileNotFoundException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Sum of the seconds whose middle, in milliseconds since 1970, is meant. */
    Histogram of(final LongPredicate isMeant) {
        final Histogram sum = new Histogram(3);
        for (final Histogram second : seconds) {
            if (isMeant.test((second.getStartTimeStamp() + second.getEndTimeStamp()) / 2)) {
                sum.add(second);
            }
        }
        return sum;
    }

    /** A percentile in milliseconds; below 0: nothing was measured. */
    static double ms(final Histogram histogram, final double percentile) {
        return histogram.getTotalCount() == 0 ? -1 : histogram.getValueAtPercentile(percentile) / 1e6;
    }
}
