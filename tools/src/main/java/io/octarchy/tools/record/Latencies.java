package io.octarchy.tools.record;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.HdrHistogram.Recorder;

/**
 * Histograms by tag: any thread records, and one thread closes an interval each second and writes it to the log. Totals are
 * sums of intervals, never averages.
 */
final class Latencies implements AutoCloseable {
    private static final int DIGITS = 3;

    private final Recorder[] recorders = new Recorder[Tag.values().length];
    private final Histogram[] intervals = new Histogram[Tag.values().length];
    private final Histogram[] totals = new Histogram[Tag.values().length];
    private final PrintStream file;
    private final HistogramLogWriter log;

    Latencies(final Path path, final long startMillis) {
        for (int i = 0; i < recorders.length; i++) {
            recorders[i] = new Recorder(DIGITS);
            totals[i] = new Histogram(DIGITS);
            totals[i].setTag(Tag.values()[i].label());
        }
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file = new PrintStream(Files.newOutputStream(path), false, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
        log = new HistogramLogWriter(file);
        log.outputComment("[Octarchy: nanoseconds, one interval a second and tag]");
        log.outputLogFormatVersion();
        log.outputStartTime(startMillis);
        log.setBaseTime(startMillis);
        log.outputLegend();
    }

    void record(final Tag tag, final long nanos) {
        recorders[tag.ordinal()].recordValue(Math.max(0, nanos));
    }

    /** Close the interval. */
    void roll(final long startMillis, final long endMillis) {
        for (int i = 0; i < recorders.length; i++) {
            final Histogram interval = recorders[i].getIntervalHistogram(intervals[i]);
            intervals[i] = interval;
            interval.setTag(Tag.values()[i].label());
            interval.setStartTimeStamp(startMillis);
            interval.setEndTimeStamp(endMillis);
            if (interval.getTotalCount() > 0) {
                log.outputIntervalHistogram(interval);
                totals[i].add(interval);
            }
        }
        file.flush();
    }

    /** Of the interval closed last. */
    Histogram interval(final Tag tag) {
        return intervals[tag.ordinal()];
    }

    Histogram total(final Tag tag) {
        return totals[tag.ordinal()];
    }

    @Override
    public void close() {
        file.close();
    }
}
