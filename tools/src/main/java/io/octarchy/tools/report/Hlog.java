package io.octarchy.tools.report;

import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Reads histogram logs strictly: a line that is not understood is an error with its number, never passed over. */
final class Hlog {
    private Hlog() {}

    /** Sum of the intervals of each tag; the label of lines without one is "untagged". */
    static Map<String, Histogram> read(final Path file) {
        final Map<String, Histogram> totals = new TreeMap<>();
        final List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "Cannot read " + file + ": " + e.getMessage() + ".",
                    "Name a histogram log (.hlog) or a directory that holds one.");
        }
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i).strip();
            if (!line.isEmpty() && line.charAt(0) != '#' && !line.startsWith("\"StartTimestamp\"")) {
                addLine(totals, file, i + 1, line);
            }
        }
        if (totals.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    file + " holds no histogram.",
                    "Name a log of a run that measured something.");
        }
        return totals;
    }

    private static void addLine(
            final Map<String, Histogram> totals, final Path file, final int number, final String line) {
        final boolean tagged = line.startsWith("Tag=");
        final int tagEnd = line.indexOf(',');
        final String[] fields = (tagged && tagEnd > 0 ? line.substring(tagEnd + 1) : line).split(",");
        try {
            if (fields.length != 4 || tagged && tagEnd < 0) {
                throw new IllegalArgumentException("expected start, length, max and histogram");
            }
            for (int i = 0; i < 3; i++) {
                Double.parseDouble(fields[i]);
            }
            final Histogram interval = Histogram.fromString(fields[3]);
            totals.computeIfAbsent(tagged ? line.substring(4, tagEnd) : "untagged", tag -> new Histogram(3))
                    .add(interval);
        } catch (final IllegalArgumentException
                | DataFormatException
                | ArrayIndexOutOfBoundsException
                | java.nio.BufferUnderflowException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    file + ":" + number + " is no line of a histogram log (" + e.getMessage() + ").",
                    "Write the log anew, or take the line out.");
        }
    }
}
