package io.octarchy.tools.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFileTest {
    private static final String GOOD = "time_s,player,x_px,y_px\n0,a,10,20\n0,b,5,5\n1,a,20,20\n2,a,20,30\n";

    @TempDir
    Path folder;

    @Test
    void shouldReadTheBuiltInPlayers() throws TraceException {
        final Traces traces = TraceFile.builtIn();
        assertEquals(517, traces.size());
        assertTrue(traces.maxX() - traces.minX() < 4096 && traces.maxX() - traces.minX() > 2000);
        for (int i = 0; i < traces.size(); i++) {
            assertEquals(0, traces.track(i).firstSecond());
            assertTrue(traces.track(i).lastSecond() >= 119);
        }
    }

    @Test
    void shouldReadMetresAndFrames() throws IOException, TraceException {
        final Traces football =
                TraceFile.read("football", TraceFile.class.getResourceAsStream("/traces/football-20hz.csv.gz"));
        assertEquals(22, football.size());
        assertTrue(football.maxX() < 120 && football.maxY() < 80);
        final Traces two = read("frame,player,x_m,y_m\n0,a,1,2\n20,a,3,2\n");
        assertEquals(1, two.track(0).lastSecond(), 1e-9);
        assertEquals(3, two.track(0).x(1), 1e-9);
    }

    @Test
    void shouldReadPlainAndGzippedFilesByTheirContent() throws IOException, TraceException {
        final Path plain = Files.writeString(folder.resolve("plain.csv.gz"), GOOD);
        final Path packed = Files.write(folder.resolve("packed.csv"), gzip(GOOD));
        for (final Path file : new Path[] {plain, packed}) {
            final Traces traces = TraceFile.read(file);
            assertEquals(2, traces.size());
            assertEquals(17, traces.track(0).x(0), 1e-9);
            assertEquals(34, traces.track(0).x(1), 1e-9);
            assertEquals(51, traces.track(0).y(2), 1e-9);
        }
    }

    @Test
    void shouldTakeWindowsLineEndsAndEmptyLines() throws TraceException {
        assertEquals(2, read(GOOD.replace("\n", "\r\n\r\n")).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0,a,1                | line 3: 3 columns
        0,a,1,2,3            | line 3: 5 columns
        x,a,1,2              | line 3: time 'x'
        1,a,NaN,2            | line 3: x 'NaN'
        1,a,1,Infinity       | line 3: y 'Infinity'
        1,a,1e300,1          | line 3: x '1e300'
        -1e9,a,1,1           | line 3: time '-1e9'
        1,,1,1               | line 3: no player
        0,a,1,1              | line 3: time 0 of player 'a' is not after
        """)
    void shouldNameTheLineThatIsMalformed(final String line, final String expected) {
        final TraceException failure =
                assertThrows(TraceException.class, () -> read("time_s,player,x_px,y_px\n0,a,10,20\n" + line + "\n"));
        assertTrue(failure.getMessage().contains(expected), failure::getMessage);
        assertTrue(failure.remedy().contains("time_s,player,x_px,y_px"), failure::remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "time,player,x,y\n",
                "time_s,player,x_px,y_m\n0,a,1,1\n",
                "time_s,player,x_px,y_px\n",
                "0,a,1,1\n"
            })
    void shouldRefuseWhatHoldsNoTrace(final String text) {
        final TraceException failure = assertThrows(TraceException.class, () -> read(text));
        assertTrue(failure.getMessage().startsWith("Trace file test"), failure::getMessage);
    }

    @Test
    void shouldNameAFileThatIsMissing() {
        final Path missing = folder.resolve("missing.csv");
        final TraceException failure = assertThrows(TraceException.class, () -> TraceFile.read(missing));
        assertTrue(failure.getMessage().contains(missing.toString()), failure::getMessage);
        assertThrows(TraceException.class, () -> TraceFile.read(folder));
    }

    @Test
    void shouldTellOfAFileThatIsCutOff() throws IOException {
        final StringBuilder text = new StringBuilder(GOOD);
        final Random random = new Random(5);
        for (int i = 3; i < 5000; i++) {
            text.append(i).append(",a,").append(random.nextInt(1000)).append(",3\n");
        }
        final byte[] whole = gzip(text.toString());
        final Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
        final TraceException failure = assertThrows(TraceException.class, () -> TraceFile.read(cut));
        assertTrue(failure.remedy().contains("cut off"), failure::remedy);
    }

    @Test
    void shouldNotReadALineWithoutEndIntoMemory() {
        final TraceException failure = assertThrows(TraceException.class, () -> read("x".repeat(1_000_000)));
        assertTrue(failure.getMessage().contains("line 1: longer than"), failure::getMessage);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldMeetAnyBytesWithAnAnswerOrATraceException(final long seed) throws IOException {
        final Random random = new Random(seed);
        final byte[] plain = GOOD.getBytes(StandardCharsets.ISO_8859_1);
        final byte[] packed = gzip(GOOD);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            final byte[] bytes = mutated(random, random.nextBoolean() ? plain : packed);
            try {
                final Traces traces = TraceFile.read("fuzz", new ByteArrayInputStream(bytes));
                assertTrue(Double.isFinite(traces.track(0).x(0.5)), "seed " + seed + " round " + round);
            } catch (final TraceException e) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, "seed " + seed + ": refused " + refused);
    }

    private static byte[] mutated(final Random random, final byte[] good) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            final int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "0123456789,.-eE\n\r\0Na".charAt(random.nextInt(20));
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
            }
        }
        return bytes;
    }

    private static byte[] gzip(final String text) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    private static Traces read(final String text) throws TraceException {
        return TraceFile.read("test", new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
