package io.octarchy.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of every message are pinned: whoever changes them does so knowingly. */
class GoldenBytesTest {
    static List<Schema.Message> messages() {
        return Schema.allMessages();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldKeepTheBytesOf(final Schema.Message message) {
        final Flyweights flyweights = Flyweights.of(message.schema());
        if (Boolean.getBoolean(GoldenFile.WRITE_PROPERTY)) {
            final Values values = Values.pinned(message);
            new GoldenFile(values, flyweights.encode(message, values))
                    .write(message, flyweights.constant(message, "BLOCK_LENGTH"));
        }
        if (!Files.exists(GoldenFile.path(message))) {
            fail(message + " has no golden file; " + advice());
        }
        final GoldenFile golden = GoldenFile.read(message);
        assertEquals(
                Hex.dump(golden.bytes()),
                Hex.dump(encode(flyweights, message, golden)),
                () -> "bytes of " + message + " changed; " + advice());
        assertEquals(
                golden.values(),
                flyweights.decode(message, new UnsafeBuffer(golden.bytes())),
                () -> "values of " + message + " changed; " + advice());
    }

    private static byte[] encode(final Flyweights flyweights, final Schema.Message message, final GoldenFile golden) {
        try {
            return flyweights.encode(message, golden.values());
        } catch (final IllegalArgumentException e) {
            return fail(message + " changed: " + e.getMessage() + " in its golden file; " + advice(), e);
        }
    }

    @Test
    void shouldHaveNoGoldenFileWithoutMessage() throws IOException {
        final Set<Path> files;
        try (Stream<Path> found = Files.walk(GoldenFile.DIRECTORY)) {
            files = found.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new));
        }
        messages().forEach(message -> files.remove(GoldenFile.path(message)));
        assertTrue(files.isEmpty(), () -> "the messages of these files are gone; when that is meant, delete " + files);
    }

    @Test
    void shouldCoverEverySchema() throws IOException {
        try (Stream<Path> files = Files.list(Schema.DIRECTORY)) {
            final long schemas =
                    files.filter(file -> !file.endsWith("common-types.xml")).count();
            assertEquals(schemas, Schema.all().size());
        }
        assertEquals(
                Schema.all().size(),
                Schema.all().stream().map(Schema::id).distinct().count(),
                "schemas that share an id");
        assertTrue(Schema.all().stream().noneMatch(schema -> schema.messages().isEmpty()));
    }

    private static String advice() {
        return "when the change is meant, write the files anew with: " + GoldenFile.HOW_TO_WRITE;
    }
}
