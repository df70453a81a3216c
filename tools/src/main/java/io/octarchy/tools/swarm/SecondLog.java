package io.octarchy.tools.swarm;

import io.octarchy.tools.record.Tag;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The swarm's latencies as a histogram log: nanoseconds, one interval a second, tagged. */
final class SecondLog implements AutoCloseable {
    private final PrintStream file;
    private final HistogramLogWriter log;
    private final Histogram interval = SwarmMetrics.histogram();
    private long lastMillis;

    SecondLog(final Path path, final long nowMillis) throws IOException {
        file = new PrintStream(Files.newOutputStream(path), false, StandardCharsets.UTF_8);
        log = new HistogramLogWriter(file);
        log.outputComment("[Octarchy: nanoseconds, one interval a second and tag]");
        log.outputLogFormatVersion();
        log.outputStartTime(nowMillis);
        log.setBaseTime(nowMillis);
        log.outputLegend();
        lastMillis = nowMillis;
    }

    /** End a second of the run. */
    void onSecond(final SwarmMetrics metrics, final long nowMillis) {
        metrics.endSecond(interval);
        interval.setTag(Tag.INPUT_TO_VIEW.label());
        interval.setStartTimeStamp(lastMillis);
        interval.setEndTimeStamp(nowMillis);
        lastMillis = nowMillis;
        if (interval.getTotalCount() > 0) {
            log.outputIntervalHistogram(interval);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
