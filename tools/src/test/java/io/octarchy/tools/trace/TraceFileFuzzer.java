package io.octarchy.tools.trace;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.fuzz.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Recorded movement of any content: players, or a TraceException that names the line. */
class TraceFileFuzzer {
    private static final long MAX_BYTES = 16 << 20;
    private static final byte[] PLAIN = "time_s,player,x_px,y_px\n0.0,a,1,2\n0.5,a,3,4\n0.5,b,7e2,-4\n1.5,b,1,1\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final List<byte[]> GOOD = List.of(
            PLAIN,
            "frame,player,x_m,y_m\r\n1,p,1,2\r\n4,p,3,4\r\n".getBytes(StandardCharsets.US_ASCII),
            gzipped(PLAIN));

    private static byte[] gzipped(final byte[] bytes) {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    @FuzzTest
    void read(final FuzzedDataProvider data) {
        final boolean pack = data.consumeBoolean();
        final byte[] damaged = Fuzz.damaged(data, GOOD);
        final byte[] file = pack ? gzipped(damaged) : damaged;
        Fuzz.bounded(MAX_BYTES, () -> {
            try {
                final Traces traces = TraceFile.read("fuzz", new ByteArrayInputStream(file));
                Fuzz.require(traces.size() > 0, "nobody");
            } catch (final TraceException e) {
                Fuzz.require(e.getMessage().startsWith("Trace file fuzz"), "refused without its name");
            }
        });
    }
}
