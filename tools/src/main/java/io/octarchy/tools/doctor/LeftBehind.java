package io.octarchy.tools.doctor;

import io.aeron.CncFileDescriptor;
import java.io.File;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/** Directories of media drivers whose process is gone: a killed driver cannot delete its own. */
final class LeftBehind {
    private static final int DEPTH = 3;

    private LeftBehind() {}

    static List<Path> under(final Path root) {
        final List<Path> left = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root, DEPTH)) {
                files.filter(file -> file.endsWith(CncFileDescriptor.CNC_FILE))
                        .filter(file -> isDead(file.toFile()))
                        .forEach(file -> left.add(file.getParent()));
            } catch (final IOException | java.io.UncheckedIOException e) {
                return left;
            }
        }
        return left;
    }

    private static boolean isDead(final File cnc) {
        if (cnc.length() < CncFileDescriptor.META_DATA_LENGTH) {
            return true;
        }
        MappedByteBuffer mapped = null;
        try {
            mapped = IoUtil.mapExistingFile(cnc, "cnc");
            final long pid = CncFileDescriptor.pid(CncFileDescriptor.createMetaDataBuffer(mapped));
            return !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        } catch (final IllegalStateException | java.io.UncheckedIOException e) {
            return false;
        } finally {
            IoUtil.unmap(mapped);
        }
    }
}
