package io.octarchy.replicator.aeron;

import io.aeron.Aeron;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/**
 * Tells media drivers apart, also those of other machines: a random number in a file beside the driver's, made by whoever
 * asks first and deleted with the driver's directory.
 */
public final class DriverIdentity {
    private static final String FILE = "octarchy-driver.id";

    private DriverIdentity() {}

    /** Identity of the driver that a client talks to. */
    public static long of(final Aeron aeron) {
        return of(aeron.context().aeronDirectory().toPath());
    }

    static long of(final Path directory) {
        final Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                create(directory, file);
            }
            return ByteBuffer.wrap(Files.readAllBytes(file)).getLong();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot keep the identity of the media driver in " + directory, e);
        }
    }

    /** Whole or not at all, so that nobody reads half of it; the first one stays. */
    private static void create(final Path directory, final Path file) throws IOException {
        final long identity = new SecureRandom().nextLong() & Long.MAX_VALUE | 1;
        final Path draft = Files.createTempFile(directory, "octarchy", ".draft");
        Files.write(draft, ByteBuffer.allocate(Long.BYTES).putLong(identity).array());
        try {
            Files.createLink(file, draft);
            Files.delete(draft);
        } catch (final FileAlreadyExistsException e) {
            Files.delete(draft);
        } catch (final UnsupportedOperationException e) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
