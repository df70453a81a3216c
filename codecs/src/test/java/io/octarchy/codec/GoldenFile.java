package io.octarchy.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The pinned values and bytes of one message in a text file that reads well in a review:
 *
 * <pre>
 *   # notes
 *   field value
 *   group[0]
 *     field value
 *   bytes
 *   01 00 …
 * </pre>
 */
record GoldenFile(Values values, byte[] bytes) {
    /** Set to write the files instead of checking them. */
    static final String WRITE_PROPERTY = "golden.write";

    static final String HOW_TO_WRITE = "mvn -pl codecs test -Dtest=GoldenBytesTest -Dgolden.write=true";

    static final Path DIRECTORY = Path.of("src/test/resources/golden");

    private static final String BYTES = "bytes";
    private static final String INDENT = "  ";

    static Path path(final Schema.Message message) {
        return DIRECTORY.resolve(message.schema().name()).resolve(message.name() + ".txt");
    }

    static GoldenFile read(final Schema.Message message) {
        try {
            final List<String> lines = Files.readAllLines(path(message)).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            final int bytesAt = lines.indexOf(BYTES);
            final Values values = new Values();
            readBlock(lines.subList(0, bytesAt), new int[1], "", values);
            final String hex = String.join("", lines.subList(bytesAt + 1, lines.size()));
            return new GoldenFile(values, Hex.parse(hex.replace(" ", "")));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readBlock(final List<String> lines, final int[] at, final String indent, final Values into) {
        while (at[0] < lines.size() && lines.get(at[0]).startsWith(indent)) {
            final String line = lines.get(at[0]++).substring(indent.length());
            final int space = line.indexOf(' ');
            if (space < 0) {
                final Values entry = new Values();
                final String group = line.substring(0, line.indexOf('['));
                into.groups().computeIfAbsent(group, name -> new ArrayList<>()).add(entry);
                readBlock(lines, at, indent + INDENT, entry);
            } else {
                into.fields().put(line.substring(0, space), line.substring(space + 1));
            }
        }
    }

    void write(final Schema.Message message, final int blockLength) {
        final Schema schema = message.schema();
        final StringBuilder text = new StringBuilder()
                .append("# %s %s: schema %d, version %d, template %d, block of %d bytes%n"
                        .formatted(
                                schema.name(), message.name(), schema.id(), schema.version(), message.id(), blockLength)
                        .replace("\r", ""))
                .append("# When the change is meant: ")
                .append(HOW_TO_WRITE)
                .append('\n');
        writeBlock(values, "", text);
        text.append(BYTES).append('\n').append(Hex.dump(bytes));
        try {
            Files.createDirectories(path(message).getParent());
            Files.writeString(path(message), text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeBlock(final Values block, final String indent, final StringBuilder text) {
        block.fields().forEach((name, value) -> text.append(indent)
                .append(name)
                .append(' ')
                .append(value)
                .append('\n'));
        block.groups().forEach((name, entries) -> {
            for (int i = 0; i < entries.size(); i++) {
                text.append(indent).append(name).append('[').append(i).append("]\n");
                writeBlock(entries.get(i), indent + INDENT, text);
            }
        });
    }
}
