package io.octarchy.tools.report;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.tools.cli.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The files of a run, of any content: read, or a failure that names the file. */
class RunFilesFuzzer {
    private static final long MAX_BYTES = 96 << 20;
    private static final Path DIRECTORY = directory();
    private static final Path HLOG = DIRECTORY.resolve(RunFiles.HLOG);
    private static final List<byte[]> LOGS = List.of(log());
    private static final List<byte[]> TIMELINES = List.of(
            "{\"seconds\":[],\"markers\":[{\"second\":1}],\"nodes\":[{\"node\":\"1\"}]}"
                    .getBytes(StandardCharsets.UTF_8),
            "{\"seconds\":[{\"second\":1,\"players\":5}]}".getBytes(StandardCharsets.UTF_8));

    private static Path directory() {
        try {
            final Path directory = Files.createTempDirectory("octarchy-fuzz");
            directory.toFile().deleteOnExit();
            for (final String name : List.of(RunFiles.HLOG, RunFiles.TIMELINE, RunFiles.SUMMARY)) {
                directory.resolve(name).toFile().deleteOnExit();
            }
            return directory;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] log() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final HistogramLogWriter writer = new HistogramLogWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        writer.outputLegend();
        for (int i = 0; i < 3; i++) {
            final Histogram histogram = new Histogram(3);
            histogram.recordValue(1_000L * (i + 1));
            histogram.recordValue(5_000_000L);
            histogram.setTag(i == 0 ? null : "tick");
            histogram.setStartTimeStamp(i * 1_000L);
            histogram.setEndTimeStamp(i * 1_000L + 1_000);
            writer.outputIntervalHistogram(histogram);
        }
        return bytes.toByteArray();
    }

    @FuzzTest
    void read(final FuzzedDataProvider data) throws IOException {
        final int which = data.consumeInt(0, 2);
        final byte[] content = Fuzz.damaged(data, which == 0 ? LOGS : TIMELINES);
        final String[] names = {RunFiles.HLOG, RunFiles.TIMELINE, RunFiles.SUMMARY};
        Files.write(DIRECTORY.resolve(names[which]), content);
        Fuzz.bounded(MAX_BYTES, () -> {
            try {
                final Object read = which == 0
                        ? Hlog.read(HLOG)
                        : which == 1 ? RunFiles.timelineBeside(HLOG) : RunFiles.summaryBeside(HLOG);
                Fuzz.require(read != null, "read as nothing");
            } catch (final CommandFailure e) {
                Fuzz.require(e.getMessage().contains(DIRECTORY.toString()), "refused without its name");
            }
        });
    }
}
