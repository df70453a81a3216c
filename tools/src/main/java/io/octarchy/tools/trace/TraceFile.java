package io.octarchy.tools.trace;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Reads recorded movement, plain or gzipped CSV: a header, then one sample a line, each player's in rising time. Columns:
 * {@code time_s} in seconds or {@code frame} of 1/20 s; {@code player}; {@code x_px,y_px} in pixels of 1.7 m or
 * {@code x_m,y_m} in metres. Whether it is gzipped is told by its first bytes, not by its name.
 */
public final class TraceFile {
    /** Real players on one large map, shipped with the program. */
    public static final String BUILT_IN = "battle-royale-movement.csv.gz";

    private static final double METRES_PER_PIXEL = 1.7;
    private static final double SECONDS_PER_FRAME = 0.05;
    private static final double MAX_SECONDS = 1e7;
    private static final double MAX_COORDINATE = 1e7;
    private static final int MAX_LINE = 256;
    private static final int COLUMNS = 4;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final String REMEDY =
            "Give a .csv or .csv.gz whose first line is time_s,player,x_px,y_px (or x_m,y_m for metres, frame for 1/20 s).";

    private final String name;
    private final TraceBuilder builder = new TraceBuilder();
    private double secondsPerStep;
    private double metresPerStep;
    private int line;

    private TraceFile(final String name) {
        this.name = name;
    }

    /** Read the recorded players that come with the program. */
    public static Traces builtIn() throws TraceException {
        final InputStream resource = TraceFile.class.getResourceAsStream("/traces/" + BUILT_IN);
        if (resource == null) {
            throw new TraceException(
                    "The built-in trace " + BUILT_IN + " is not in the program's jar.", "Build it anew.");
        }
        return read(BUILT_IN, resource);
    }

    /**
     * Read a file.
     *
     * @throws TraceException when it is missing, malformed (with the line), or holds nobody.
     */
    public static Traces read(final Path file) throws TraceException {
        if (!Files.isRegularFile(file)) {
            throw new TraceException(
                    "Trace file " + file + " does not exist or is no file.", "Check --trace. " + REMEDY);
        }
        try {
            return read(file.toString(), Files.newInputStream(file));
        } catch (final IOException e) {
            throw new TraceException(
                    "Trace file " + file + " cannot be read: " + e.getMessage(), "Check its permissions.");
        }
    }

    /** Read a stream and close it; the name is for messages. */
    static Traces read(final String name, final InputStream stream) throws TraceException {
        final TraceFile file = new TraceFile(name);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(unpacked(new BufferedInputStream(stream)), StandardCharsets.ISO_8859_1))) {
            return file.read(reader);
        } catch (final IOException e) {
            throw new TraceException(
                    "Trace file " + name + ", after line " + file.line + ": cannot be read: " + e.getMessage(),
                    "The file is cut off or damaged: fetch it again. " + REMEDY);
        }
    }

    private static InputStream unpacked(final BufferedInputStream stream) throws IOException {
        stream.mark(2);
        final boolean gzip = stream.read() == GZIP_FIRST && stream.read() == GZIP_SECOND;
        stream.reset();
        return gzip ? new GZIPInputStream(stream) : stream;
    }

    private Traces read(final BufferedReader reader) throws IOException, TraceException {
        header(next(reader));
        for (String text = next(reader); text != null; text = next(reader)) {
            if (!text.isEmpty()) {
                sample(text);
            }
        }
        if (builder.isEmpty()) {
            throw new TraceException("Trace file " + name + " holds no sample.", REMEDY);
        }
        return builder.build();
    }

    /** A line without its end, read by hand so that a file without line ends cannot fill the memory. */
    private String next(final BufferedReader reader) throws IOException, TraceException {
        final StringBuilder text = new StringBuilder();
        line++;
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (text.length() == MAX_LINE) {
                throw malformed("longer than " + MAX_LINE + " characters");
            }
            text.append((char) c);
        }
        return text.toString().strip();
    }

    private void header(final String text) throws TraceException {
        if (text == null) {
            throw new TraceException("Trace file " + name + " is empty.", REMEDY);
        }
        final String[] columns = text.split(",", -1);
        if (columns.length != COLUMNS || !"player".equals(columns[1])) {
            throw malformed("not a known header: '" + shown(text) + "'");
        }
        secondsPerStep = "time_s".equals(columns[0]) ? 1 : "frame".equals(columns[0]) ? SECONDS_PER_FRAME : 0;
        final boolean pixels = "x_px".equals(columns[2]) && "y_px".equals(columns[3]);
        final boolean metres = "x_m".equals(columns[2]) && "y_m".equals(columns[3]);
        metresPerStep = pixels ? METRES_PER_PIXEL : metres ? 1 : 0;
        if (secondsPerStep == 0 || metresPerStep == 0) {
            throw malformed("not a known header: '" + shown(text) + "'");
        }
    }

    private void sample(final String text) throws TraceException {
        final String[] columns = text.split(",", -1);
        if (columns.length != COLUMNS) {
            throw malformed(columns.length + " columns instead of " + COLUMNS);
        }
        final double seconds = number(columns[0], "time", MAX_SECONDS) * secondsPerStep;
        final double x = number(columns[2], "x", MAX_COORDINATE) * metresPerStep;
        final double y = number(columns[3], "y", MAX_COORDINATE) * metresPerStep;
        if (columns[1].isEmpty()) {
            throw malformed("no player");
        }
        if (!builder.add(columns[1], seconds, x, y)) {
            throw malformed(
                    "time " + columns[0] + " of player '" + shown(columns[1]) + "' is not after its last sample");
        }
    }

    private double number(final String text, final String what, final double limit) throws TraceException {
        double value = Double.NaN;
        try {
            value = Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            // NaN stays, and is refused below like any other number that is none
        }
        if (!(Math.abs(value) <= limit)) {
            throw malformed(what + " '" + shown(text) + "' is not a number from -" + limit + " to " + limit);
        }
        return value;
    }

    private TraceException malformed(final String why) {
        return new TraceException(
                "Trace file " + name + ", line " + line + ": " + why + ".", "Mend the line. " + REMEDY);
    }

    private static String shown(final String text) {
        final String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= 60 ? printable : printable.substring(0, 60) + "...";
    }
}
