package io.octarchy.codec;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decoders never read beyond the buffer that they wrap: Agrona's bounds checks throw. That holds for the capacity of
 * the buffer; who wraps a longer one (a term buffer) checks the frame's structure against its length first.
 */
class TruncationTest {
    private static final long SEED = Long.getLong("octarchy.seed", 20261121);
    private static final int ROUNDS = 300;
    private static final int HEADER = 8;

    static List<Schema.Message> messages() {
        return Schema.allMessages();
    }

    @Test
    void shouldRunWithBoundsChecks() {
        assertTrue(
                DirectBuffer.SHOULD_BOUNDS_CHECK, "malformed frames crash a process that runs without bounds checks");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldNotReadBeyondATruncatedFrame(final Schema.Message message) {
        final Flyweights flyweights = Flyweights.of(message.schema());
        final byte[] bytes = GoldenFile.read(message).bytes();
        for (int length = 0; length < bytes.length; length++) {
            final UnsafeBuffer truncated = new UnsafeBuffer(bytes, 0, length);
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> flyweights.decode(message, truncated),
                    message + " cut to " + length + " of " + bytes.length + " bytes");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldThrowNothingUnexpectedOverDamagedBytes(final Schema.Message message) {
        final Flyweights flyweights = Flyweights.of(message.schema());
        final byte[] golden = GoldenFile.read(message).bytes();
        final SplittableRandom random =
                new SplittableRandom(SEED + message.toString().hashCode());
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] bytes = Arrays.copyOf(golden, HEADER + random.nextInt(golden.length));
            for (int damage = 1 + random.nextInt(4); damage > 0; damage--) {
                // The template and schema ids stay: a receiver chooses the decoder by them.
                final int at = random.nextInt(bytes.length - 6);
                bytes[at < 2 ? at : at + 6] = (byte) random.nextInt();
            }
            try {
                flyweights.decode(message, new UnsafeBuffer(bytes));
            } catch (final IndexOutOfBoundsException | IllegalArgumentException expected) {
                // Beyond the buffer, or an enum value that does not exist: what receivers catch and count.
                assertTrue(expected.getStackTrace().length > 0);
            }
        }
    }
}
