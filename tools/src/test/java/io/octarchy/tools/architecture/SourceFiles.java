package io.octarchy.tools.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Limits on source files, so that each stays one thing that a reader can hold in mind. */
final class SourceFiles {
    static final int MAX_LINES = 400;

    private SourceFiles() {}

    /** The Java files written by hand in a module, those of its tests included. */
    static Stream<Path> of(final Path module) {
        return Stream.of("src/main/java", "src/test/java").map(module::resolve).flatMap(SourceFiles::javaFilesUnder);
    }

    /** The files with more lines than the limit, each with its count. */
    static List<String> tooLong(final Stream<Path> files) {
        return files.map(file -> new Length(file, linesOf(file)))
                .filter(length -> length.lines > MAX_LINES)
                .map(length -> length.file + ": " + length.lines + " lines, at most " + MAX_LINES)
                .toList();
    }

    private static Stream<Path> javaFilesUnder(final Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long linesOf(final Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Length(Path file, long lines) {}
}
