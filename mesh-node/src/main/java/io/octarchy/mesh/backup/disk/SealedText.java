package io.octarchy.mesh.backup.disk;

import io.octarchy.mesh.store.disk.StoreException;
import io.octarchy.mesh.store.disk.Sync;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A small text file of lines {@code key: value}: the first says what it is and in which format, the last is a checksum of
 * all before it. People can read it; nobody should change it.
 */
final class SealedText {
    private static final String FORMAT = ", format ";
    private static final String CHECKSUM = "crc32c: ";

    private final Path file;
    private final List<String> lines = new ArrayList<>();

    private SealedText(final Path file) {
        this.file = file;
    }

    /** A new one. @param what it is, for people and for {@link #read}. */
    static SealedText of(final Path file, final String what, final int format) {
        final SealedText text = new SealedText(file);
        text.lines.add(what + FORMAT + format);
        return text;
    }

    SealedText add(final String key, final Object value) {
        lines.add(key + ": " + value);
        return this;
    }

    /** Write it beside its name first: it is whole, or not there. What is there already is not touched. */
    void write() throws IOException {
        final String body = String.join("\n", lines) + "\n";
        final byte[] bytes = (body + CHECKSUM + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
        final Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, bytes, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        Sync.directory(file.getParent());
    }

    private static String checksum(final String body) {
        final CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    /**
     * Read one.
     *
     * @param what it must be.
     * @param newest format that can be read.
     * @throws StoreException when it is of a newer format, or damaged.
     */
    static SealedText read(final Path file, final String what, final int newest) throws IOException {
        final String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        final SealedText text = new SealedText(file);
        final String title = what + FORMAT;
        final int end = all.indexOf('\n');
        final String format = all.startsWith(title) && end > 0 ? all.substring(title.length(), end) : "";
        if (!format.matches("[0-9]{1,6}")) {
            throw text.damaged("it does not begin with \"" + title + newest + "\"");
        }
        if (Integer.parseInt(format) > newest) {
            throw new StoreException(
                    file + " has format " + format + ", of a newer release of Octarchy; this one reads up to " + newest
                            + ".",
                    "Run the newer release; nothing was changed.");
        }
        final int seal = all.lastIndexOf(CHECKSUM);
        if (seal < 0 || !all.equals(all.substring(0, seal) + CHECKSUM + checksum(all.substring(0, seal)) + "\n")) {
            throw text.damaged("its checksum is wrong");
        }
        text.lines.addAll(List.of(all.substring(0, seal).split("\n")));
        return text;
    }

    /** The values of all lines with a key, in order. */
    List<String> all(final String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .toList();
    }

    long number(final String key) {
        final List<String> values = all(key);
        return values.size() == 1 ? number(key, values.get(0)) : number(key, "");
    }

    /** A number in a value. */
    long number(final String key, final String value) {
        try {
            return Long.parseLong(value);
        } catch (final NumberFormatException e) {
            throw damaged("'" + key + "' is not a number");
        }
    }

    StoreException damaged(final String why) {
        return new StoreException(
                file + " is damaged: " + why + ".", "Take another copy of it, or another backup; nothing was changed.");
    }
}
